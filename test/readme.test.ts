import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { expectGolden } from './golden.ts'
import { wordsOf } from './world.ts'

let sandbox: Sandbox
const folder = mkdtempSync(join(tmpdir(), 'diga-int-readme-'))

beforeAll(async () => {
  sandbox = await startSandbox()
  for (const part of ['integrations', 'agents', 'prompts', 'diga.yaml']) cpSync(part, join(folder, part), { recursive: true })
})

afterAll(async () => {
  await sandbox.close()
  rmSync(folder, { recursive: true, force: true })
})

// Each console block is run with the built program against the real sandbox; what it prints is put back into the page.
it('the commands in the README really print that', async () => {
  const page = readFileSync('README.md', 'utf8')
  const parts: string[] = []
  for (const part of page.split(/(```console\n[\s\S]*?\n```)/)) {
    const command = /^```console\n\$ diga-int (.*)/.exec(part)?.[1]
    parts.push(command === undefined ? part : `\`\`\`console\n$ diga-int ${command}\n${await printed(command)}\`\`\``)
  }
  expectGolden('README.md', parts.join(''))
})

it('the two commands of the README are scripts of the package', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
  const lines = [...readFileSync('README.md', 'utf8').matchAll(/^npm ci && npm (?:run )?(\w+)$/gm)].map((match) => match[1] ?? '')
  expect(lines).toEqual(['demo', 'test'])
  expect(lines.filter((name) => scripts[name] === undefined)).toEqual([])
})

/** The port is the system's and the time this machine's: the page shows the port that it tells to use, and a time of its own. */
async function printed(command: string): Promise<string> {
  const out = await new Promise<string>((done) => {
    const env = { PATH: process.env['PATH'], ...sandbox.env }
    execFile(process.execPath, [resolve('bin/diga-int.cjs'), ...wordsOf(command)], { cwd: folder, env }, (_error, stdout, stderr) =>
      done(stdout + stderr),
    )
  })
  return out
    .replaceAll(`:${sandbox.port}`, ':4010')
    .replace(/\b\d+ ms\b/g, '9 ms')
    .replace(/ [▂█▆]([▂█▆]*)(?=[·│]{20})/g, (_, more: string) => ` █${'·'.repeat(more.length)}`)
    .replace(/▂ connect 9 ms   █ wait 9 ms   ▆ read 9 ms/g, '▂ connect 2 ms   █ wait 6 ms   ▆ read 1 ms')
}
