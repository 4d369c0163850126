import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// The protocol's own conformance suite, over our own connection. The line of 0.1 knows the revisions with a handshake, that of 0.2 the one without, and
// what it wants of every client.
const require = createRequire(import.meta.url)
const handshake = require.resolve('@modelcontextprotocol/conformance/dist/index.js')
const stateless = require.resolve('conformance-next/dist/index.js')

const folder = mkdtempSync(join(tmpdir(), 'diga-int-conformance-'))
const client = join(folder, 'client.mjs')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Check {
  readonly id: string
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO'
  readonly errorMessage?: string
  readonly details?: { readonly slightlyLate?: boolean }
}

// Node 22 needs no help: see node-20.mjs.
const help = Number.parseInt(process.versions.node) < 22 ? ['--import', fileURLToPath(new URL('conformance/node-20.mjs', import.meta.url))] : []

/** Runs a suite, and gives what it printed; what it found is left in a folder. */
async function judged(suite: string, words: readonly string[], out: string): Promise<string> {
  const command = [suite, 'client', '--command', `${process.execPath} ${client}`, '--timeout', '60000', '--output-dir', out, ...words]
  const environment = { ...process.env, CONFORMANCE_HOME: folder }
  const child = spawn(process.execPath, [...help, ...command], { cwd: folder, env: environment, timeout: 80_000 })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await once(child, 'close')
  return said
}

/** What was found of a scenario. */
function checksIn(out: string, scenario: string): readonly Check[] {
  const parent = join(out, dirname(scenario))
  const name = readdirSync(parent).find((each) => each.replace(/-\d{4}-\d\d-\d\dT.*/, '') === basename(scenario)) ?? 'nothing'
  return JSON.parse(readFileSync(join(parent, name, 'checks.json'), 'utf8'))
}

/** What the revision of 2026-07-28 wants of every client, as the suite has frozen it. */
const scored = (
  load(readFileSync(join(dirname(stateless), '../requirements/2026-07-28.yaml'), 'utf8')) as {
    readonly client: readonly string[]
  }
).client

// What is not done, and why.
const failing: Readonly<Record<string, readonly string[]>> = {
  // We declare no capabilities, and so answer no server's questions. This one asks all the same, and waits for an answer.
  'sep-2322-client-request-state': [
    ...['sep-2322-client-request-state-echoed', 'sep-2322-client-jsonrpc-id-different', 'sep-2322-client-no-state-omitted'],
  ],
  // There is no page of ours on the web that a login server could know us by: we have ourselves registered, or are given a client_id.
  'auth/basic-cimd': ['cimd-client-id-used'],
  // A person logs in for the scopes that the file names; a server that wants others later on is told, and no login is begun in the middle of a call.
  'auth/scope-step-up': ['scope-step-up-escalation', 'sep-2350-scope-union-on-reauth'],
}

/** Whether a scenario looked at something, and found nothing but what is known. */
function expectFine(scenario: string, checks: readonly Check[], said: string): void {
  // One that looked at nothing counts as passed for the suite.
  expect(checks.filter(({ status }) => status === 'SUCCESS').length, said).toBeGreaterThan(0)
  // To be late is no fault on a busy machine; to be early is one.
  const bad = checks.filter(({ status, details }) => (status === 'FAILURE' || status === 'WARNING') && details?.slightlyLate !== true)
  expect(
    bad.map(({ id }) => id),
    JSON.stringify(bad),
  ).toEqual(failing[scenario] ?? [])
}

describe('the protocol as the conformance suite sees it', () => {
  const outs = { handshake: join(folder, 'handshake'), stateless: join(folder, 'stateless') }
  const old = ['initialize', 'tools_call', 'sse-retry']
  const said = new Map<string, string>()

  beforeAll(async () => {
    const entry = fileURLToPath(new URL('conformance/client.ts', import.meta.url))
    await build({ entryPoints: [entry], outfile: client, bundle: true, minify: true, platform: 'node', format: 'esm', logLevel: 'error' })
    said.set('all', await judged(stateless, ['--requirements', '2026-07-28'], outs.stateless))
    for (const name of old) said.set(name, await judged(handshake, ['--scenario', name], outs.handshake))
  }, 120_000)

  it.each(old)('with a handshake: %s', (scenario) => {
    expectFine(scenario, checksIn(outs.handshake, scenario), said.get(scenario) ?? '')
    // The client itself did what it wanted to.
    expect(said.get(scenario)).not.toContain('exited with code')
  })

  it.each([...scored, 'json-schema-2020-12-preservation'])('2026-07-28: %s', (scenario) => {
    expectFine(scenario, checksIn(outs.stateless, scenario), said.get('all') ?? '')
  })

  it('all of it', () => {
    expect(scored).toHaveLength(32)
    expect(Object.keys(failing).filter((scenario) => !scored.includes(scenario))).toEqual([])
  })
})
