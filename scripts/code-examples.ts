import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** CodeExample is the example folder of a code, as the docs and `explain` show it. */
export interface CodeExample {
  /** What was run in the folder. */
  readonly command: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly output: string
}

const root = fileURLToPath(new URL('../test/examples/codes/', import.meta.url))
const aside = new Set(['expected.txt', 'command.txt', 'world.json', 'why.md'])

/** codeExamples reads the folder of each code: one example serves as test, documentation and support answer. */
export function codeExamples(): Readonly<Record<string, CodeExample>> {
  const examples: Record<string, CodeExample> = {}
  if (!existsSync(root)) return examples
  for (const code of readdirSync(root).sort()) {
    const folder = join(root, code)
    const command = existsSync(join(folder, 'command.txt')) ? readFileSync(join(folder, 'command.txt'), 'utf8').trim() : 'validate'
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .filter((path) => !aside.has(path))
    examples[code] = {
      command: `diga-int ${command}`,
      files: paths.sort().map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
      output: existsSync(join(folder, 'expected.txt')) ? readFileSync(join(folder, 'expected.txt'), 'utf8') : '',
    }
  }
  return examples
}
