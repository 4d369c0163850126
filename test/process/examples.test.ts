import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { clinicAt, projectOf, type WhenFinished } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { endOf, expectPlain, runTool, startTool } from './tool.ts'

/** A server that answers the first so many requests, and keeps the others waiting. */
async function clinicServer(answers: number, whenFinished: WhenFinished): Promise<{ readonly port: number; readonly waiting: Promise<unknown> }> {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    if (asked <= answers) response.writeHead(200, { 'content-type': 'application/json' }).end('{"day":"monday"}')
    else server.emit('waiting')
  })
  const waiting = once(server, 'waiting')
  // Where nobody has to wait, nobody waits for this.
  waiting.catch(() => undefined)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  whenFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A server that listens on TCP has such an address.
  return { port: (server.address() as AddressInfo).port, waiting }
}

const withExamples = (port: number): string =>
  clinicAt(port).replace(
    '    timeout_seconds: 30\n',
    '    timeout_seconds: 30\n    examples: [{ name: one, arguments: { number: "1" } }, { name: two, arguments: { number: "2" } }]\n',
  )

describe.concurrent('try --examples', () => {
  it('says nothing on stderr in a pipe', async ({ onTestFinished }) => {
    const { port } = await clinicServer(2, onTestFinished)
    const ran = await runTool(['try', '--examples'], { folder: projectOf({ 'integrations/clinic.yaml': withExamples(port) }, onTestFinished) })
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' })
    expect(ran.out).toMatch(
      /^passed {5}clinic\/check_appointment {2}one {2}200 .*\npassed {5}clinic\/check_appointment {2}two {2}200 .*\n\nok {2}2 examples: 2 passed\n$/,
    )
  })

  it.runIf(process.platform !== 'win32')('a signal ends it with what is known', async ({ onTestFinished }) => {
    const { port, waiting } = await clinicServer(1, onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': withExamples(port) }, onTestFinished)
    const child = startTool(['try', '--examples', '--jobs', '1', '--format', 'json'], { folder })
    const end = endOf(child)
    await Promise.race([waiting, end])
    child.kill('SIGINT')
    const { code, err, out } = await end
    expect({ code, err }).toEqual({ code: 3, err: '' })
    const { result, diagnostics }: { result: { examples: { verdict: string }[] }; diagnostics: { code: string }[] } = JSON.parse(out)
    expect(result.examples.map(({ verdict }) => verdict)).toEqual(['passed', 'no-answer'])
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['run-interrupted'])
  })

  it.runIf(hasTerminal)('shows on one line of a terminal how far it is, and takes the line away', async ({ onTestFinished }) => {
    const { port } = await clinicServer(2, onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': withExamples(port) }, onTestFinished)
    const { out } = await runInTerminal(['try', '--examples', '--jobs', '1'], { folder, environment: { NO_COLOR: '1' } })
    const wiped = '\r\u001b[K'
    expect(
      out.startsWith(`${wiped}0 of 2 examples  clinic/check_appointment …${wiped}1 of 2 examples  clinic/check_appointment …${wiped}passed `),
    ).toBe(true)
    const inCi = await runInTerminal(['try', '--examples', '--offline'], { folder, environment: { CI: '1' } })
    expect(inCi.out).not.toContain(wiped)
  })

  it.runIf(hasTerminal)('Ctrl-C in a terminal leaves no half line behind', async ({ onTestFinished }) => {
    const { port } = await clinicServer(0, onTestFinished)
    const folder = projectOf({ 'integrations/clinic.yaml': withExamples(port) }, onTestFinished)
    const ran = await runInTerminal(['try', '--examples'], { folder, environment: { NO_COLOR: '1' }, typing: { wait: '0 of 2', keys: '\\x03' } })
    expect(ran.code).toBe(3)
    expect(ran.out).toContain('\r\u001b[Kno answer  clinic/check_appointment')
  })
})
