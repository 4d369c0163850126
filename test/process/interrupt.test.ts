import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { clinicAt, expectNothingHalfWritten, projectOf, type WhenFinished } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { endOf, expectPlain, type Ran, runTool, startTool } from './tool.ts'

interface Silent {
  readonly port: number
  /** Resolves when somebody has said something. */
  readonly asked: Promise<unknown>
  readonly connections: () => number
}

/** A server that takes every connection and never answers. */
async function silentServer(whenFinished: WhenFinished): Promise<Silent> {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined))
    socket.once('data', () => server.emit('asked'))
  })
  const asked = once(server, 'asked')
  await once(server.listen(0, '127.0.0.1'), 'listening')
  whenFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port: portOf(server.address()), asked, connections: () => sockets.length }
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/** Sends a signal once the server was asked, and sees to it that the program ends soon. */
async function interrupted(child: ChildProcess, { asked }: Pick<Silent, 'asked'>, signal: NodeJS.Signals): Promise<Ran> {
  const end = endOf(child)
  await Promise.race([asked, end])
  const start = performance.now()
  child.kill(signal)
  const ran = await end
  expect(performance.now() - start).toBeLessThan(2000)
  expectPlain(ran)
  return ran
}

const shop = (port: number, more = ''): string => `type: mcp\ndescription: The shop\nurl: http://127.0.0.1:${port}/${more}\n`
const lock = `${readFileSync(fileURLToPath(new URL('../../integrations/shop.lock.yaml', import.meta.url)), 'utf8')}# whatever stands here, it stays\n`

describe.runIf(process.platform !== 'win32')('a signal while a server keeps us waiting', { concurrent: true }, () => {
  it.for([
    ['SIGINT', 'mcp'],
    ['SIGTERM', 'mcp'],
    ['SIGINT', 'sse'],
  ] as const)('%s ends sync (%s): the lockfile keeps its bytes', async ([signal, path], { onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/shop.yaml': shop(server.port, path), 'integrations/shop.lock.yaml': lock }, onTestFinished)
    const ran = await interrupted(startTool(['sync', '--format', 'json'], { folder }), server, signal)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(ran.out).diagnostics).toMatchObject([{ code: 'run-interrupted' }])
    expect(readFileSync(join(folder, 'integrations/shop.lock.yaml'), 'utf8')).toBe(lock)
    expectNothingHalfWritten(folder)
  })

  it.for(['SIGINT', 'SIGTERM'] as const)('%s ends try', async (signal, { onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const ran = await interrupted(startTool(['try', 'clinic/check_appointment', 'number=1'], { folder }), server, signal)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(ran.out).toContain('run-interrupted')
  })

  it('SIGINT ends try in the pause before another attempt', async ({ onTestFinished }) => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(503, { 'retry-after': '20' }).end(() => server.emit('asked'))
    })
    const asked = once(server, 'asked')
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const again = clinicAt(portOf(server.address())).replace('    timeout_seconds: 30', '    timeout_seconds: 30\n    retry: { attempts: 3 }')
    const folder = projectOf({ 'integrations/clinic.yaml': again }, onTestFinished)
    const ran = await interrupted(startTool(['try', 'clinic/check_appointment', 'number=1'], { folder }), { asked }, 'SIGINT')
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(ran.out).toContain('run-interrupted')
  })

  it('a second signal is obeyed at once', async ({ onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const child = startTool(['try', 'clinic/check_appointment', 'number=1'], { folder })
    const end = endOf(child)
    await server.asked
    child.kill('SIGINT')
    child.kill('SIGINT')
    const { code, signal, err } = await end
    expect(code === 3 || signal === 'SIGINT').toBe(true)
    expect(err).toBe('')
  })

  it('validate, which never waits, can be stopped too', async ({ onTestFinished }) => {
    const [head = '', tool = ''] = clinicAt(1).split('  cancel_appointment')
    const long = head + Array.from({ length: 20_000 }, (_, index) => `  cancel_${index}${tool}`).join('')
    const child = startTool(['validate'], { folder: projectOf({ 'integrations/clinic.yaml': long }, onTestFinished) })
    const end = endOf(child)
    await pause(200)
    child.kill('SIGINT')
    const { code, signal, out, err } = await end
    // Nobody handles it, so it ends the process as it ends any other.
    expect({ code, signal, out, err }).toEqual({ code: null, signal: 'SIGINT', out: '', err: '' })
  })
})

describe.runIf(hasTerminal)('at a terminal', { concurrent: true }, () => {
  it('what is said after Ctrl-C does not stick to it', async ({ onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const ran = await runInTerminal(['try', 'clinic/check_appointment', 'number=1'], {
      folder,
      environment: { NO_COLOR: '1' },
      typing: { wait: 'calling', keys: '\\x03' },
    })
    expect(ran.code).toBe(3)
    expect(ran.out).toMatch(/\^C\r\n(?:[^]*\n)?no answer {2}clinic/)
  })
})

describe.runIf(hasTerminal)('at the confirmation', { concurrent: true }, () => {
  const cancel = ['try', 'clinic/cancel_appointment', 'number=1']

  it('Ctrl-C sends nothing', async ({ onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const ran = await runInTerminal(cancel, { folder, typing: { wait: '[y/N]', keys: '\\x03' } })
    expectPlain(ran)
    expect(ran.code).toBe(3)
    expect(ran.out).toContain('run-interrupted')
    // What comes next does not stand behind the question.
    expect(ran.out).toMatch(/\[y\/N\][^\n]*\n[^]*run-interrupted/)
    expect(ran.out).not.toMatch(/\[y\/N\][^\n]*(?:not sent|error)/)
    expect(server.connections()).toBe(0)
  })

  it('a closed terminal sends nothing', async ({ onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const ran = await runInTerminal(cancel, { folder, typing: { wait: '[y/N]', keys: 'hang up' } })
    // Neither an error nor an abort over the terminal that is gone.
    expect(ran.code).toBe(128 + constants.signals.SIGHUP)
    expect(server.connections()).toBe(0)
  })

  it.for([
    ['no', 'n\\r'],
    ['nothing', '\\r'],
    ['the end of input', '\\x04'],
  ] as const)('%s sends nothing', async ([_, keys], { onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const ran = await runInTerminal(cancel, { folder, typing: { wait: '[y/N]', keys } })
    expectPlain(ran)
    expect(ran.code).toBe(1)
    expect(ran.out).not.toMatch(/\[y\/N\][^\n]*(?:not sent|error)/)
    expect(server.connections()).toBe(0)
  })

  it('yes sends, once', async ({ onTestFinished }) => {
    const requests: string[] = []
    const server = createHttpServer((request, response) => {
      requests.push(`${request.method} ${request.url}`)
      response.setHeader('content-type', 'application/json').end('{"done":true}')
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    onTestFinished(() => void server.close())
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(portOf(server.address())) }, onTestFinished)
    const ran = await runInTerminal(cancel, { folder, typing: { wait: '[y/N]', keys: 'y\\r' } })
    expectPlain(ran)
    expect({ code: ran.code, requests }).toEqual({ code: 0, requests: ['DELETE /appointments/1'] })
  })

  it('Ctrl-C ends a wait in a terminal, with the progress line on it', async ({ onTestFinished }) => {
    const server = await silentServer(onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(server.port) }, onTestFinished)
    const ran = await runInTerminal(['try', 'clinic/check_appointment', 'number=1'], { folder, typing: { wait: 'calling', keys: '\\x03' } })
    expectPlain(ran)
    expect(ran.code).toBe(3)
  })
})

describe.concurrent('a server that is not there', () => {
  it('ends sync with 3 and leaves the lockfile alone', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/shop.yaml': shop(1, 'mcp'), 'integrations/shop.lock.yaml': lock }, onTestFinished)
    const ran = await runTool(['sync'], { folder })
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(ran.out).toContain('server-unreachable')
    expect(readFileSync(join(folder, 'integrations/shop.lock.yaml'), 'utf8')).toBe(lock)
  })
})
