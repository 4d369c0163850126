import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { load } from 'js-yaml'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts'
import { type Everything, startEverything } from './node/everything.ts'

// The whole way, with the built program: the reference server over both transports, and the sandbox's servers of both eras, all in one project.
const folder = mkdtempSync(join(tmpdir(), 'diga-int-real-'))
let servers: readonly Everything[]
let sandbox: Sandbox

beforeAll(async () => {
  const [http, sse, started] = await Promise.all([startEverything('streamable-http'), startEverything('sse'), startSandbox()])
  servers = [http, sse]
  sandbox = started
  mkdirSync(join(folder, 'integrations'))
  const write = (name: string, lines: string): void =>
    writeFileSync(join(folder, 'integrations', `${name}.yaml`), `type: mcp\ndescription: A server\n${lines}\n`)
  write('everything', `url: ${http.url}`)
  write('everything_sse', `url: ${sse.url}`)
  write('shop', 'url: ${SHOP_MCP_URL}\ntransport: streamable-http\ncredentials: { type: bearer, token: "${SHOP_MCP_TOKEN}" }')
  write('courier', 'url: ${COURIER_URL}/sse\ncredentials: { type: headers, headers: { X-Courier-Key: "${COURIER_KEY}" } }')
  write('courier_http', 'url: ${COURIER_URL}/mcp\ncredentials: { type: headers, headers: { X-Courier-Key: "${COURIER_KEY}" } }')
}, 30_000)

afterAll(async () => {
  await Promise.all([...servers.map(({ stop }) => stop()), sandbox.close()])
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function diga(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const child = spawn(process.execPath, [resolve('bin/diga-int.cjs'), ...argv], {
    cwd: folder,
    env: { ...process.env, ...sandbox.env, ...environment },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()))
  child.stdin.end()
  return new Promise((done) => child.once('close', (code) => done({ code, ...said })))
}

const lockOf = (name: string): string => readFileSync(join(folder, 'integrations', `${name}.lock.yaml`), 'utf8')
const toolsIn = (name: string): unknown => (load(lockOf(name)) as { tools: unknown }).tools

it('five servers are locked in one run: both transports, both eras', async () => {
  const { code, out, err } = await diga(['sync'])
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out.match(/locked \d+ tools/g)).toEqual(['locked 2 tools', 'locked 2 tools', 'locked 13 tools', 'locked 13 tools', 'locked 4 tools'])
  expect(lockOf('shop')).toContain('protocol_version: "2026-07-28"')
  expect(lockOf('courier')).toContain('transport: sse')
})

it('the transport does not reach the tools', () => {
  expect(toolsIn('everything')).toEqual(toolsIn('everything_sse'))
  expect(toolsIn('courier')).toEqual(toolsIn('courier_http'))
})

it('a second run gives the same bytes, and no drift', async () => {
  const before = ['everything', 'shop', 'courier'].map(lockOf)
  expect((await diga(['sync'])).out.match(/unchanged/g)).toHaveLength(5)
  expect(['everything', 'shop', 'courier'].map(lockOf)).toEqual(before)
  expect((await diga(['sync', '--check'])).code).toBe(0)
})

it('a locked tool is called', async () => {
  const { code, out } = await diga(['try', 'everything/echo', 'message=hello there', '--yes', '--format', 'json'])
  const report = JSON.parse(out) as { result: { verdict: string; heard: { value: unknown } } }
  expect({ code, verdict: report.result.verdict, heard: report.result.heard.value }).toEqual({
    code: 0,
    verdict: 'works',
    heard: 'Echo: hello there',
  })
})

it('a dead server and a refused credential spoil nobody else, and are told apart from drift', async () => {
  const before = lockOf('courier')
  const { code, out } = await diga(['sync', '--check'], { COURIER_URL: 'http://127.0.0.1:1', SHOP_MCP_TOKEN: 'token-of-yesterday' })
  expect(code).toBe(3)
  expect(out).toContain('[server-unreachable]')
  expect(out).toContain('[server-unauthorized]')
  expect(out.match(/^everything\w* {2}unchanged/gm)).toHaveLength(2)
  expect(lockOf('courier')).toBe(before)
  expect(out).not.toContain('token-of-yesterday')
})

it('a server pulled away in mid-call is said to be gone', async () => {
  sandbox.switch({ dropConnections: true })
  const { code, out } = await diga(['try', 'courier_http/track_parcel', 'tracking_number=PK100001'])
  sandbox.switch({ dropConnections: false })
  expect(code).toBe(3)
  expect(out).toContain('[server-unreachable]')
})
