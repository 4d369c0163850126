import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectOf, type WhenFinished } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { expectPlain, runShell, runTool } from './tool.ts'

const secret = 'sk-clinic-4f9c2a77'

/** A project, and the server that it calls: it writes the credential back. */
async function clinicIn(whenFinished: WhenFinished): Promise<{ readonly folder: string; readonly environment: Readonly<Record<string, string>> }> {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ day: 'monday\u001b[31m', by: request.headers.authorization }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  whenFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const folder = projectOf(
    {
      'integrations/clinic.yaml': `type: http
description: Appointments of the dental clinic
base_url: http://127.0.0.1:${port}
credentials: { type: bearer, token: "\${CLINIC_TOKEN}" }
tools:
  check_appointment:
    description: Reads an appointment by its number. Use it when the caller gives one.
    parameters:
      number: { type: string, description: The number as the caller reads it }
    request: { method: GET, path: "/appointments/{number}" }
  book_appointment:
    description: Books an appointment. Use it when the caller has chosen a day.
    confirmation: Shall I book it?
    request: { method: POST, path: /appointments }
`,
    },
    whenFinished,
  )
  return { folder, environment: { CLINIC_TOKEN: secret } }
}

const call = ['try', 'clinic/check_appointment', 'number=17']

describe.runIf(hasTerminal)('at a terminal', { concurrent: true }, () => {
  it('what was filled in is underlined, secrets are named, and what a server sends stays letters', async ({ onTestFinished }) => {
    const ran = await runInTerminal(call, await clinicIn(onTestFinished))
    expectPlain(ran)
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(/\/appointments\/\u001b\[4m17\u001b\[24m/)
    expect(ran.out).toContain('Bearer $CLINIC_TOKEN')
    expect(ran.out).not.toContain(secret)
    expect(ran.out).toContain('monday\\u001b[31m')
    expect(ran.out).not.toContain('monday\u001b')
  })

  it('without colour it says the same', async ({ onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const ran = await runInTerminal(call, { folder, environment: { ...environment, NO_COLOR: '1' } })
    expect(ran.out).not.toContain('\u001b[')
    expect(ran.out).toContain('/appointments/17')
  })

  it('--reveal shows secrets as they are', async ({ onTestFinished }) => {
    const ran = await runInTerminal([...call, '--reveal'], await clinicIn(onTestFinished))
    expectPlain(ran)
    expect(ran.out.match(new RegExp(`Bearer ${secret}`, 'g'))?.length).toBeGreaterThanOrEqual(2)
    expect(ran.out).not.toContain('monday\u001b')
  })

  it.for([
    [['--har', 'call.har'], '--har holds no secrets'],
    [['--curl'], '--curl writes secrets as variables'],
    [['--format', 'json'], 'leave --format and --output out'],
    [['--output', 'call.txt'], 'leave --format and --output out'],
  ] as const)('--reveal does not go with %j', async ([flags, words], { onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const ran = await runInTerminal([...call, '--reveal', ...flags], { folder, environment })
    expectPlain(ran)
    expect(ran.code).toBe(2)
    expect(ran.out).toContain(words)
    expect(ran.out).not.toContain(secret)
    expect(existsSync(join(folder, 'call.har')) || existsSync(join(folder, 'call.txt'))).toBe(false)
  })

  it.for(['y\n', 'y', 'yes\ny\ny\n'])('what was typed before the question is no answer to it: %j', async (typed, { onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const typing = { wait: '[y/N]', keys: '\\n' }
    const ran = await runInTerminal(['try', 'clinic/book_appointment'], { folder, environment: { ...environment, TYPED_AHEAD: typed }, typing })
    expect(ran.out).toContain('request-declined')
    expect(ran.code).toBe(1)
  })

  it('an answer to the question sends it', async ({ onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const typing = { wait: '[y/N]', keys: 'y\\n' }
    const ran = await runInTerminal(['try', 'clinic/book_appointment'], { folder, environment: { ...environment, TYPED_AHEAD: 'n\n' }, typing })
    expect(ran.out).toContain('works')
    expect(ran.code).toBe(0)
  })

  it('a record is told of', async ({ onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const ran = await runInTerminal([...call, '--har', 'kept/call.har'], { folder, environment })
    expect(ran.out).toContain('the call is recorded in "kept/call.har"')
    expect(readFileSync(join(folder, 'kept/call.har'), 'utf8')).not.toContain(secret)
  })
})

describe('into a pipe', { concurrent: true }, () => {
  it('--reveal is refused before anything is sent', async ({ onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const ran = await runTool([...call, '--reveal'], { folder, environment })
    expect(ran).toMatchObject({ code: 2, out: '', err: 'diga-int: --reveal shows secrets on a terminal only, and stdout is none\n' })
  })

  it('--quiet is what the agent hears and nothing else', async ({ onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    const ran = await runTool([...call, '--quiet'], { folder, environment })
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(ran.out)).toEqual({ day: 'monday\u001b[31m', by: 'Bearer $CLINIC_TOKEN' })
    const refused = await runTool([...call.slice(0, 2), '--quiet'], { folder, environment })
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain('request-argument-missing')
  })

  it('a record says nothing, and a place that cannot be written to ends with 3', async ({ onTestFinished }) => {
    const { folder, environment } = await clinicIn(onTestFinished)
    expect(await runTool([...call, '--quiet', '--har', 'call.har'], { folder, environment })).toMatchObject({ code: 0, err: '' })
    const ran = await runTool([...call, '--quiet', '--har', 'call.har/in/it'], { folder, environment })
    expect(ran).toMatchObject({ code: 3 })
    expect(ran.err).toContain('cannot be written to "call.har/in/it"')
  })

  it('the command for curl can be piped into bash', async ({ onTestFinished }) => {
    const { folder } = await clinicIn(onTestFinished)
    const ran = await runShell(`"$NODE" "$TOOL" try clinic/check_appointment "number=17 & 'more'" --curl | CLINIC_TOKEN=${secret} bash`, folder)
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(ran.out)).toMatchObject({ by: `Bearer ${secret}` })
  })
})
