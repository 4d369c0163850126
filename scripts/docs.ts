import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { catalogue } from '../src/check/catalogue.ts'
import { buildProgram } from '../src/cli/program.ts'
import type { World } from '../src/world/world.ts'
import { codeExamples, type CodeExample } from './code-examples.ts'

// Regenerates the pages that are made from the code; with --check it only says which are not what the code says.
const pages: Readonly<Record<string, string>> = { 'docs/codes.md': codesPage(), 'docs/cli.md': cliPage() }
const isCheck = process.argv.includes('--check')
for (const [path, text] of Object.entries(pages)) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (isCheck) {
    console.error(`${path} is not what the code says; run npm run docs`)
    process.exitCode = 1
  } else writeFileSync(path, text)
}

function codesPage(): string {
  const examples = codeExamples()
  const entries = catalogue().map(({ code, severity, title, why }) =>
    [`### ${code}`, '', `${title}. *(${severity})*`, '', why, ...exampleLines(examples[code])].join('\n'),
  )
  const intro =
    'Every code that diga-int can report. Each example is a test: what stands here is what is really printed. `diga-int explain CODE` shows the same in a terminal.'
  return `# Codes\n\n<!-- Made by npm run docs from the rules and test/examples/codes; do not edit. -->\n\n${intro}\n\n${entries.join('\n\n')}\n`
}

function exampleLines(example: CodeExample | undefined): readonly string[] {
  if (example === undefined) return []
  const files = example.files.flatMap(({ path, text }) => ['', `\`${path}\``, '', fence(path.endsWith('.yaml') ? 'yaml' : 'text', text)])
  return [...files, '', fence('console', `$ ${example.command}\n${example.output}`)]
}

function fence(language: string, text: string): string {
  return `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``
}

function cliPage(): string {
  // Help is made for a terminal of 100 columns; nothing else of the World is touched by it.
  const world = { terminal: { columns: 100, out: () => {}, err: () => {} } } as unknown as World
  const program = buildProgram(world, () => {})
  const commands = program.commands.map((command) => `## ${command.name()}\n\n${fence('text', command.helpInformation())}`)
  return `# The command line\n\n<!-- Made by npm run docs from src/cli/program.ts; do not edit. -->\n\n${fence('text', program.helpInformation())}\n\n${commands.join('\n\n')}\n`
}
