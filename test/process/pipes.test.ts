import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { brokenClinic, clinic, projectOf, type WhenFinished } from './project.ts'
import { endOf, expectPlain, runShell, runTool, shellTool, startTool } from './tool.ts'

/** Enough to be told that no pipe holds it: 64 kB on Linux. */
function muchToTell(whenFinished: WhenFinished): string {
  return projectOf(Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`integrations/clinic_${index}.yaml`, brokenClinic])), whenFinished)
}

describe.concurrent('a reader that goes away', () => {
  it('ends `| head -1` without a word, and the verdict stays', async ({ onTestFinished }) => {
    const ran = await runShell(`${shellTool} validate | head -1; exit \${PIPESTATUS[0]}`, muchToTell(onTestFinished))
    expect(ran).toMatchObject({ code: 1, err: '' })
    expect(ran.out.split('\n')).toHaveLength(2)
  })

  it('is no trouble when it was never there', async ({ onTestFinished }) => {
    const ran = await runShell(`${shellTool} validate | true; exit \${PIPESTATUS[0]}`, muchToTell(onTestFinished))
    expect(ran).toMatchObject({ code: 1, out: '', err: '' })
  })
})

describe.concurrent('a reader that is slow', () => {
  it('gets everything', async ({ onTestFinished }) => {
    const child = startTool(['validate', '--format', 'json'], { folder: muchToTell(onTestFinished) })
    const output = child.stdout
    if (output === null) throw new Error('there is no stdout')
    let text = ''
    output.setEncoding('utf8')
    output.on('data', (piece: string) => {
      text += piece
      output.pause()
      setTimeout(() => output.resume(), 5)
    })
    await once(child, 'close')
    expect(text.length).toBeGreaterThan(150_000)
    expect(JSON.parse(text).counts.error).toBe(400)
    expect(child.exitCode).toBe(1)
  })
})

describe.concurrent('an output that takes nothing', () => {
  it.runIf(process.platform === 'linux')('a full disk: could not finish, said in a line', async ({ onTestFinished }) => {
    const ran = await runShell(`${shellTool} validate > /dev/full`, projectOf({ 'integrations/clinic.yaml': clinic }, onTestFinished))
    expectPlain(ran)
    expect(ran.code).toBe(3)
    expect(ran.err).toMatch(/^diga-int: .*(ENOSPC|space).*\n$/)
  })

  it.runIf(process.platform === 'linux')('a full disk for help', async ({ onTestFinished }) => {
    const ran = await runShell(`${shellTool} --help > /dev/full`, projectOf({}, onTestFinished))
    expectPlain(ran)
    expect(ran.code).toBe(3)
  })

  it.runIf(process.platform === 'linux')('a full disk for messages changes no exit code', async ({ onTestFinished }) => {
    expect(await runShell(`${shellTool} frobnicate 2> /dev/full`, projectOf({}, onTestFinished))).toMatchObject({ code: 2, out: '' })
    expect(await runShell(`${shellTool} validate nowhere 2> /dev/full`, projectOf({}, onTestFinished))).toMatchObject({ code: 2, out: '' })
  })

  it('closed descriptors change no exit code', async ({ onTestFinished }) => {
    const broken = projectOf({ 'integrations/clinic.yaml': brokenClinic }, onTestFinished)
    expect(await runShell(`${shellTool} validate >&-`, broken)).toMatchObject({ code: 1, out: '', err: '' })
    expect(await runShell(`${shellTool} validate <&- 2>&-`, broken)).toMatchObject({ code: 1, err: '' })
    expect(await runShell(`${shellTool} frobnicate <&- >&- 2>&-`, broken)).toMatchObject({ code: 2, out: '', err: '' })
  })
})

describe.concurrent('no terminal', () => {
  const confirmed = clinic
    .replace('GET', 'DELETE')
    .replace('check_', 'cancel_')
    .replace('    parameters:', '    confirmation: Shall I cancel appointment {number}?\n    parameters:')
  const call = 'try clinic/cancel_appointment number=1'
  const project = (whenFinished: WhenFinished): string => projectOf({ 'integrations/clinic.yaml': confirmed }, whenFinished)

  it('a tool that needs a yes is not sent, and nobody waits for one', async ({ onTestFinished }) => {
    for (const line of [`${shellTool} ${call} < /dev/null`, `${shellTool} ${call} <&-`, `echo y | ${shellTool} ${call}`]) {
      const ran = await runShell(line, project(onTestFinished))
      expectPlain(ran)
      expect(ran).toMatchObject({ code: 1, err: '' })
      expect(ran.out).toContain('request-confirmation-missing')
    }
  })

  it('arguments come in at stdin, however late', async ({ onTestFinished }) => {
    const child = startTool(['try', 'clinic/cancel_appointment', '--dry-run', '--args', '-'], { folder: project(onTestFinished) })
    setTimeout(() => child.stdin?.write('{"number":'), 150)
    setTimeout(() => child.stdin?.end('"17"}'), 300)
    const said = { out: '' }
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.out += text))
    await once(child, 'close')
    expect(child.exitCode).toBe(0)
    expect(said.out).toContain('/appointments/17')
  })

  it('a stdin that cannot be read, or holds no JSON, is a wrong use', async ({ onTestFinished }) => {
    for (const redirection of ['< .', '<&-', '< /dev/null']) {
      const ran = await runShell(`${shellTool} try clinic/cancel_appointment --args - ${redirection}`, project(onTestFinished))
      expectPlain(ran)
      expect(ran).toMatchObject({ code: 2, out: '' })
      expect(ran.err).toMatch(/^diga-int: /)
    }
    const ran = await runTool(['try', 'clinic/cancel_appointment', '--args', '-'], { folder: project(onTestFinished), input: '[1, 2]' })
    expect(ran).toMatchObject({ code: 2, out: '' })
  })

  it('stdin may be a file or a pipe that validate never reads', async ({ onTestFinished }) => {
    const child = startTool(['validate'], { folder: projectOf({ 'integrations/clinic.yaml': clinic }, onTestFinished) })
    const ran = await endOf(child, 'x'.repeat(1_000_000))
    expect(ran).toMatchObject({ code: 0, err: '' })
  })
})
