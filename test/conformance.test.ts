import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// The protocol's own conformance suite, over our own connection: the line of 0.1 knows the revisions with a handshake, that of 0.2 those without.
const require = createRequire(import.meta.url)
const suites = {
  handshake: require.resolve('@modelcontextprotocol/conformance/dist/index.js'),
  stateless: require.resolve('conformance-next/dist/index.js'),
}
type Suite = keyof typeof suites

const folder = mkdtempSync(join(tmpdir(), 'diga-int-conformance-'))
const client = join(folder, 'client.mjs')

beforeAll(async () => {
  const entry = fileURLToPath(new URL('conformance/client.ts', import.meta.url))
  await build({ entryPoints: [entry], outfile: client, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Check {
  readonly id: string
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO'
  readonly errorMessage?: string
  readonly details?: { readonly slightlyLate?: boolean }
}

interface Verdict {
  readonly code: number | null
  /** What the suite printed. */
  readonly said: string
  readonly checks: readonly Check[]
}

// Node 22 needs no help: see node-20.mjs.
const help = Number.parseInt(process.versions.node) < 22 ? ['--import', fileURLToPath(new URL('conformance/node-20.mjs', import.meta.url))] : []

async function verdictOn(suite: Suite, scenario: string): Promise<Verdict> {
  const out = join(folder, suite, scenario)
  const revision = suite === 'stateless' ? ['--spec-version', '2026-07-28'] : []
  const words = ['client', '--command', `${process.execPath} ${client}`, '--scenario', scenario, ...revision, '--output-dir', out]
  const child = spawn(process.execPath, [...help, suites[suite], ...words], { cwd: folder, timeout: 25_000 })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  const [run = ''] = readdirSync(out)
  return { code, said, checks: JSON.parse(readFileSync(join(out, run, 'checks.json'), 'utf8')) }
}

/** What the revision of 2026-07-28 wants of every client, as the suite has frozen it; what is left out there is OAuth. */
function scored(): readonly string[] {
  const { client: names } = load(readFileSync(join(dirname(suites.stateless), '../requirements/2026-07-28.yaml'), 'utf8')) as {
    client: readonly string[]
  }
  return names.filter((name) => !name.startsWith('auth/'))
}

// We declare no capabilities, and so answer no server's questions. This one asks all the same, and waits for an answer.
const unanswered = ['sep-2322-client-request-state-echoed', 'sep-2322-client-jsonrpc-id-different', 'sep-2322-client-no-state-omitted']
const failing: Readonly<Record<string, readonly string[]>> = { 'sep-2322-client-request-state': unanswered }

const scenarios: readonly (readonly [suite: Suite, scenario: string])[] = [
  ...['initialize', 'tools_call', 'sse-retry'].map((name) => ['handshake', name] as const),
  ...[...scored(), 'json-schema-2020-12-preservation'].map((name) => ['stateless', name] as const),
]

describe('the protocol as the conformance suite sees it', { concurrent: true }, () => {
  it.for(scenarios)('%s: %s', async ([suite, scenario], { expect }) => {
    const { code, said, checks } = await verdictOn(suite, scenario)
    const bad = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
    // A scenario that looked at nothing counts as passed for the suite.
    expect(checks.filter(({ status }) => status === 'SUCCESS').length, said).toBeGreaterThan(0)
    // To be late is no fault on a busy machine; to be early is one.
    const told = bad.filter(({ details }) => details?.slightlyLate !== true).map(({ id }) => id)
    expect(told, said).toEqual(failing[scenario] ?? [])
    // The client itself may have failed, too.
    if (bad.length === 0) expect(code, said).toBe(0)
  })
})

it('the set that counts is there', () => {
  expect(scored()).toEqual([
    ...['tools_call', 'request-metadata', 'sep-2322-client-request-state', 'http-standard-headers', 'http-custom-headers'],
    ...['http-invalid-tool-headers', 'json-schema-ref-no-deref'],
  ])
})
