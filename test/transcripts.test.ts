import { Ajv2020 } from 'ajv/dist/2020.js'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectFormat } from './formats.ts'
import { expectGolden } from './golden.ts'
import { runIn, type Script, withCopy, wordsOf } from './world.ts'

const folder = 'test/transcripts'
const isReport = new Ajv2020().compile(JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')))

// A transcript is a page for people whose console blocks are run, one after the other, in a copy of the clinic. What each command prints on
// stdout and stderr, and how it ends, is put back into the page. `<!-- world: NAME -->` sets what servers and people answer from there on;
// `<!-- write: PATH -->` puts the YAML block behind it into a file, `<!-- read: PATH -->` puts a file into the block.
describe('transcripts', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.md')))('%s', async (name) => {
    const path = join(folder, name)
    const text = await withCopy(join(folder, 'clinic'), (copy) => replay(readFileSync(path, 'utf8'), copy))
    expectGolden(path, text)
  })
})

async function replay(page: string, project: string): Promise<string> {
  let script: Script = {}
  const parts: string[] = []
  for (const part of page.split(/(<!-- world: [\w-]+ -->|<!-- (?:read|write): \S+ -->\n\n```yaml\n[\s\S]*?\n```|```console\n[\s\S]*?\n```)/)) {
    const [, verb, file = '', text = ''] = /^<!-- (read|write): (\S+) -->\n\n```yaml\n([\s\S]*)```$/.exec(part) ?? []
    if (verb === 'write') writeFileSync(join(project, file), text)
    if (verb === 'read') {
      parts.push(part.replace(text, () => readFileSync(join(project, file), 'utf8')))
      continue
    }
    const world = /^<!-- world: ([\w-]+) -->$/.exec(part)?.[1]
    if (world !== undefined) script = JSON.parse(readFileSync(join(folder, 'clinic', 'worlds', `${world}.json`), 'utf8'))
    const command = /^```console\n\$ diga-int (.*)/.exec(part)?.[1]
    parts.push(command === undefined ? part : await blockFor(command, project, script))
  }
  return parts.join('')
}

async function blockFor(command: string, project: string, script: Script): Promise<string> {
  const { out, err, exitCode } = await runIn(project, wordsOf(command), script)
  if (command.includes('--format json')) expect(isReport(JSON.parse(out)), JSON.stringify(isReport.errors)).toBe(true)
  if (command.includes('--format junit')) expectFormat('junit', out)
  const stderr = err === '' ? '' : `--- stderr\n${err}`
  return `\`\`\`console\n$ diga-int ${command}\n${out}${stderr}--- exit ${exitCode}\n\`\`\``
}
