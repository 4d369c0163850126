import { readFileSync } from 'node:fs'

const shapes = ['integration', 'agent', 'project', 'lock'] as const

/** publishedModule carries the published schemas into the program as they are: what says why a file does not fit goes by them. */
export function publishedModule(): string {
  return shapes
    .map((shape) => {
      const schema: unknown = JSON.parse(readFileSync(new URL(`../schemas/${shape}.schema.json`, import.meta.url), 'utf8'))
      return `export const ${shape} = ${JSON.stringify(schema)}\n`
    })
    .join('')
}
