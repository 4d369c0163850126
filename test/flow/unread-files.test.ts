import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runIn } from '../world.ts'

const clinic = `type: http
description: The clinic's appointment book
base_url: https://book.clinic.example/v1
tools:
  list_visits:
    description: Lists the visits of a day. Use it when the caller asks what is planned.
    request: { method: GET, path: /visits }
`

async function linesOf(files: Readonly<Record<string, string>>, ...words: readonly string[]): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-unread-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const input = words.includes('-') ? { input: clinic } : {}
    const { out } = await runIn(folder, ['validate', '--format', 'json', ...words], input)
    const all: readonly { readonly code: string; readonly severity: string; readonly message: string; readonly hint?: string }[] =
      JSON.parse(out).diagnostics
    return all.map(({ code, severity, message, hint }) => `${severity} ${code}: ${message}; ${hint}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('what is named like a file of ours, and read by nothing, is told', () => {
  const ignored = 'warning project-file-ignored: '

  it('settings', async () => {
    const told = [`${ignored}"diga.yml" ends in .yml; rename it: diga-int reads .yaml`]
    expect(await linesOf({ 'diga.yml': 'severity: {}\n', 'integrations/clinic.yaml': clinic })).toEqual(told)
    expect(await linesOf({ 'diga.yaml': 'targets: [diga]\n', 'diga.yml': '', 'integrations/clinic.yaml': clinic })).toEqual(told)
  })

  it('an integration, where an agent names it', async () => {
    const agent = 'description: Answers the phone of a clinic\ntools: { clinic: [list_visits], lab: [list_tests] }\n'
    expect(await linesOf({ 'integrations/clinic.yaml': clinic, 'integrations/lab.yml': clinic, 'agents/desk.yaml': agent })).toEqual([
      'error agent-integration-unknown: integration "lab" is not in the project; rename integrations/lab.yml: diga-int reads .yaml',
      `${ignored}"integrations/lab.yml" ends in .yml; rename it: diga-int reads .yaml`,
    ])
  })

  it('a file of the project that stands in no folder of it, also from standard input', async () => {
    const told = (path: string): string => `${ignored}"${path}" is in no folder that is read; move it into integrations/ if it is an integration`
    const files = { 'integrations/clinic.yaml': clinic, 'drafts/lab.yaml': clinic }
    expect(await linesOf(files, 'drafts/lab.yaml')).toEqual([told('drafts/lab.yaml')])
    expect(await linesOf(files, '-', '--stdin-path', 'drafts/new.yaml')).toEqual([told('drafts/new.yaml')])
    expect(await linesOf(files, '-', '--stdin-path', 'integrations/new.yaml')).toEqual([])
    expect(await linesOf({ 'lab.yaml': clinic }, 'lab.yaml')).toEqual([])
  })
})

it('a severity that cannot be set changes nothing', async () => {
  const files = { 'diga.yaml': 'severity: { schema-unknown-key: warning }\n', 'integrations/clinic.yaml': `${clinic}    colour: red\n` }
  const [first, second] = await linesOf(files)
  expect(first).toMatch(/^error settings-code-unknown: the severity of "schema-unknown-key" cannot be set/)
  expect(second).toMatch(/^error schema-unknown-key: key "colour"/)
})
