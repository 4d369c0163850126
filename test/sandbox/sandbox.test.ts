import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sqlite from 'node-sqlite3-wasm'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../sandbox/command.ts'
import { readFlags } from '../../sandbox/flags.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { basic, bearer, callerOf, sandboxForFile } from './support.ts'

const sandbox = await sandboxForFile()
// A process takes its time to start, so it does that while the other tests run.
const serving = startProcess()
const control = callerOf(sandbox, '/_sandbox', { 'X-Sandbox-Admin': sandbox.env.SANDBOX_ADMIN ?? '' })
const crm = callerOf(sandbox, '/crm/v1', bearer(sandbox.env.CRM_TOKEN))
const allWell = { latencyMs: 0, fail: [], dropConnections: false }
const ana = '/customers?email=ana%40example.com'

const folder = mkdtempSync(join(tmpdir(), 'sandbox-'))

afterEach(() => sandbox.switch(allWell))
afterAll(() => {
  serving.child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

describe('switches', () => {
  it('make every answer late, and closing does not wait for it', async () => {
    const slow = await startSandbox({ latencyMs: 60_000 })
    const pending = expect(callerOf(slow, '/crm/v1').get(ana)).rejects.toThrow()
    // The health check is not held up, so it proves that the sandbox already runs.
    expect((await callerOf(slow, '/_sandbox').get('/health')).body).toMatchObject({ status: 'ok', switches: { latencyMs: 60_000 } })
    await slow.close()
    await pending
    sandbox.switch({ latencyMs: 40 })
    const startedAt = performance.now()
    await crm.get(ana)
    expect(performance.now() - startedAt).toBeGreaterThan(35)
  })

  it('fail by path, a few times or until told otherwise', async () => {
    sandbox.switch({
      fail: [
        { path: '/crm', status: 503, times: 2 },
        { path: '/mcp', status: 500 },
      ],
    })
    const first = await crm.get(ana)
    expect(first).toMatchObject({ status: 503, body: { error: { code: 'planned_failure' } } })
    expect(first.headers['retry-after']).toBe('1')
    expect([(await crm.get(ana)).status, (await crm.get(ana)).status]).toEqual([503, 200])
    const shop = callerOf(sandbox, '/mcp')
    expect([(await shop.get('')).status, (await shop.get('')).status]).toEqual([500, 500])
    sandbox.switch({ fail: [] })
    expect((await shop.get('')).status).toBe(401)
  })

  it('cut the line after the work was done', async () => {
    const { ZENDESK_EMAIL, ZENDESK_TOKEN = '' } = sandbox.env
    const desk = callerOf(sandbox, '/zendesk/api/v2', basic(`${ZENDESK_EMAIL}/token`, ZENDESK_TOKEN))
    sandbox.switch({ dropConnections: true })
    await expect(desk.post('/tickets.json', { ticket: { subject: 'Lost', comment: { body: 'Lost' }, requester_id: 101 } })).rejects.toThrow()
    await expect(callerOf(sandbox, '/mcp').get('')).rejects.toThrow()
    sandbox.switch({ dropConnections: false })
    expect((await desk.get('/tickets/505.json')).body).toMatchObject({ ticket: { subject: 'Lost' } })
  })

  it('can be thrown over HTTP, with the key', async () => {
    const change = { latencyMs: 1, fail: [{ path: '/crm/v1', status: 429, times: 1 }] }
    expect(await control.put('', change)).toMatchObject({ status: 200, body: { ...change, dropConnections: false } })
    expect((await crm.get(ana)).status).toBe(429)
    expect((await crm.get(ana)).status).toBe(200)
    expect((await callerOf(sandbox, '/_sandbox').put('', {})).status).toBe(401)
    expect((await callerOf(sandbox, '/_sandbox', { 'X-Sandbox-Admin': 'wrong' }).put('', {})).status).toBe(403)
  })

  it.each([
    [[]],
    [{ speed: 1 }],
    [{ latencyMs: -1 }],
    [{ latencyMs: '5' }],
    [{ dropConnections: 'yes' }],
    [{ fail: {} }],
    [{ fail: [{ path: 'crm', status: 500 }] }],
    [{ fail: [{ path: '/crm', status: 200 }] }],
    [{ fail: [{ path: '/crm', status: 500, times: 0 }] }],
  ])('refuse %j', async (change) => {
    expect(await control.put('', change)).toMatchObject({ status: 422, body: { error: { code: 'invalid_switch' } } })
  })

  it('refuse nonsense from code as well', () => {
    expect(() => sandbox.switch({ latencyMs: Number.NaN })).toThrow(/latencyMs/)
  })
})

describe('manners', () => {
  const open = callerOf(sandbox, '')
  const json = { 'Content-Type': 'application/json' }

  it.each([
    ['an unknown path', 'GET', '/nowhere', 404, 'not_found'],
    ['a prefix that only looks alike', 'GET', '/mcp2', 404, 'not_found'],
    ['an unknown path of a service', 'GET', '/crm/v1/people', 404, 'not_found'],
    ['a wrong method', 'DELETE', '/crm/v1/customers', 405, 'method_not_allowed'],
  ])('%s: %s %s gives %d', async (_name, method, path, status, code) => {
    const reply = await open.send(method, path, { headers: bearer(sandbox.env.CRM_TOKEN) })
    expect(reply).toMatchObject({ status, body: { error: { code } } })
    expect(reply.headers['allow']).toBe(status === 405 ? 'GET' : undefined)
  })

  it('names every method that would work', async () => {
    const { ZENDESK_EMAIL, ZENDESK_TOKEN = '' } = sandbox.env
    const reply = await open.send('PATCH', '/zendesk/api/v2/tickets/501.json', { headers: basic(`${ZENDESK_EMAIL}/token`, ZENDESK_TOKEN) })
    expect(reply.status).toBe(405)
    expect(reply.headers['allow']).toBe('GET, PUT')
  })

  it.each([
    ['malformed JSON', { headers: json, body: '{"latencyMs":' }, 400, 'malformed_json'],
    ['an empty body', { headers: json }, 400, 'malformed_json'],
    ['another content type', { headers: { 'Content-Type': 'text/plain' }, body: '{}' }, 415, 'unsupported_media_type'],
    ['no content type', { headers: {} }, 415, 'unsupported_media_type'],
    ['more than a megabyte', { headers: json, body: JSON.stringify('x'.repeat(1024 * 1024)) }, 413, 'payload_too_large'],
  ])('%s', async (_name, init, status, code) => {
    expect(await control.send('PUT', '', init)).toMatchObject({ status, body: { error: { code } } })
  })

  it('turns a fault into a 500 without a stack, and logs it', async () => {
    const dataFile = join(folder, 'broken.db')
    const lines: string[] = []
    const faulty = await startSandbox({ dataFile, log: (line) => void lines.push(line) })
    const intruder = new sqlite.Database(dataFile)
    intruder.exec('PRAGMA foreign_keys = OFF; DROP TABLE customers')
    intruder.close()
    const reply = await callerOf(faulty, '/crm/v1', bearer(faulty.env.CRM_TOKEN)).get(ana)
    await faulty.close()
    const error = { code: 'internal_error', message: 'The sandbox could not handle this request.' }
    expect(reply).toMatchObject({ status: 500, body: { error } })
    expect(lines).toEqual([expect.stringContaining('no such table: customers'), expect.stringMatching(/^GET \/crm\S+ 500 \d+ ms$/)])
  })
})

describe('the data file', () => {
  it('outlives the sandbox; memory does not', async () => {
    const dataFile = join(folder, 'kept.db')
    const open = async (options: { dataFile?: string }, visit: (caller: ReturnType<typeof callerOf>) => Promise<void>) => {
      const one = await startSandbox(options)
      await visit(callerOf(one, '/zendesk/api/v2', basic(`${one.env.ZENDESK_EMAIL}/token`, one.env.ZENDESK_TOKEN ?? '')))
      await one.close()
    }
    const solve = async (caller: ReturnType<typeof callerOf>) => void (await caller.put('/tickets/501.json', { ticket: { status: 'solved' } }))
    const expectStatus = (status: string) => async (caller: ReturnType<typeof callerOf>) =>
      expect((await caller.get('/tickets/501.json')).body).toMatchObject({ ticket: { status } })
    await open({ dataFile }, solve)
    await open({ dataFile }, expectStatus('solved'))
    await open({}, solve)
    await open({}, expectStatus('open'))
  })

  it('is left alone when it is something else', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'Not a database at all, but long enough to be read as the header of one.'.repeat(20))
    await expect(startSandbox({ dataFile: join(folder, 'notes.txt') })).rejects.toThrow(/Cannot use the data file .*not a database/)
    await expect(startSandbox({ dataFile: join(folder, 'missing', 'x.db') })).rejects.toThrow(/Cannot use the data file/)
  })

  it('names the lock that a crash may have left', async () => {
    mkdirSync(join(folder, 'stuck.db.lock'))
    await expect(startSandbox({ dataFile: join(folder, 'stuck.db') })).rejects.toThrow(/remove .*stuck\.db\.lock/)
  })
})

it('closes twice without complaint, and frees its port for the next one', async () => {
  const first = await startSandbox()
  await expect(startSandbox({ port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await Promise.all([first.close(), first.close()])
  const next = await startSandbox({ port: first.port })
  expect(next.url).toBe(first.url)
  await next.close()
})

function startProcess() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'sandbox/main.ts', '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text))
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({ code, signal, ...said }))
  return { child, said, ended }
}

describe('the command', () => {
  const run = async (...words: string[]) => {
    const said: { out: string[]; err: string[] } = { out: [], err: [] }
    const result = await runCommand(words, { out: (line) => said.out.push(line), err: (line) => said.err.push(line) })
    return { result, ...said }
  }

  it('prints what to paste, serves, and stops cleanly on a signal', async () => {
    const { child, said, ended } = serving
    while (!said.stdout.includes('SANDBOX_ADMIN=')) await once(child.stdout, 'data')
    const exports = Object.fromEntries([...said.stdout.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name = '', value = '']) => [name, value]))
    expect(Object.keys(exports)).toEqual(Object.keys(sandbox.env))
    const reply = await callerOf({ url: exports.CRM_URL ?? '' }, '/v1', bearer(exports.CRM_TOKEN)).get(ana)
    expect(reply.status).toBe(200)
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: expect.stringMatching(/^GET \/crm\/v1\/customers\S+ 200 \d+ ms\n$/) })
  })

  it.each([['--prot', '1'], ['--port', '70000'], ['--port', '-1'], ['--port', ''], ['--latency', 'fast'], ['--data', ''], ['4010']])(
    'ends with 2 for %s %s',
    async (...words) => {
      expect(await run(...words)).toMatchObject({ result: 2, out: [], err: [expect.stringMatching(/^sandbox: ./), 'Try --help.'] })
    },
  )

  it('ends with 3 and one line when it cannot start', async () => {
    const blocked = [`sandbox: port ${sandbox.port} on 127.0.0.1 is in use; stop what uses it, or choose another with --port.`]
    expect(await run('--port', String(sandbox.port))).toEqual({ result: 3, out: [], err: blocked })
    const lost = await run('--data', join(folder, 'missing', 'x.db'))
    expect(lost).toMatchObject({ result: 3, out: [], err: [expect.stringMatching(/^sandbox: Cannot use the data file \S+: \S.*\.$/)] })
  })

  it('takes every flag', async () => {
    const words = ['--port', '4010', '--host', '0.0.0.0', '--data', 'sandbox.db', '--latency', '200', '--quiet']
    const options = { port: 4010, host: '0.0.0.0', dataFile: 'sandbox.db', latencyMs: 200 }
    expect(readFlags(words)).toEqual({ kind: 'run', options, isQuiet: true })
    expect(readFlags([])).toEqual({ kind: 'run', options: { port: 0, latencyMs: 0 }, isQuiet: false })
    expect(await run('--help')).toMatchObject({ result: 0, err: [] })
  })
})
