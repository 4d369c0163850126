import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { brokenClinic, clinic, clinicAt, projectOf } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { expectPlain, runTool } from './tool.ts'

const files = { 'integrations/clinic.yaml': clinic, 'agents/desk.yaml': 'description: The desk\ntools:\n  clinic: [check_appointment]\n' }

describe.concurrent('used wrongly: exit code 2, said on stderr, nothing on stdout', () => {
  it.for([
    ['no command', []],
    ['an unknown command', ['frobnicate']],
    ['an unknown command with a flag', ['frobnicate', '--strict']],
    ['a misspelt command', ['validat']],
    ['help for an unknown command', ['help', 'frobnicate']],
    ['an unknown flag', ['validate', '--frobnicate']],
    ['an unknown flag of the program', ['--frobnicate']],
    ['a flag without its value', ['validate', '--format']],
    ['an unknown format', ['validate', '--format', 'xml']],
    ['an unknown format for a prototype', ['validate', '--format', '__proto__']],
    ['a path that is not there', ['validate', 'nowhere.yaml']],
    ['a path that is not there, after a flag', ['validate', '--strict', 'nowhere.yaml']],
    ['a missing argument', ['try']],
    ['an argument too much', ['explain', 'yaml-tab', 'yaml-tab']],
    ['an argument that is no pair', ['try', 'clinic/check_appointment', 'number']],
    ['arguments that are no JSON', ['try', 'clinic/check_appointment', '--args', '{']],
    ['a variable that is no pair', ['try', 'clinic/check_appointment', 'number=1', '--var', 'phone']],
    ['an environment that is not there', ['try', 'clinic/check_appointment', 'number=1', '--env', 'nowhere']],
    ['an unknown code', ['explain', 'frobnicate']],
    ['a project that is not there', ['sync', '--project', 'nowhere']],
    ['a project that is not there, for bundle', ['bundle', '--project', 'nowhere']],
    ['an unknown target', ['bundle', '--target', 'frobnicate']],
  ] as const)('%s', async ([_, argv], { onTestFinished }) => {
    const ran = await runTool(argv, { folder: projectOf(files, onTestFinished) })
    expectPlain(ran)
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: '' })
    expect(ran.err).toMatch(argv.length === 0 ? /^Usage: diga-int/ : /^diga-int: /)
    expect(ran.err.endsWith('\n')).toBe(true)
  })

  it('a misspelt command and flag are understood', async ({ onTestFinished }) => {
    const folder = projectOf(files, onTestFinished)
    expect((await runTool(['validat'], { folder })).err).toContain('validate')
    expect((await runTool(['validate', '--strit'], { folder })).err).toContain('--strict')
  })
})

describe.concurrent('help and version: exit code 0, on stdout, nothing on stderr', () => {
  const calls = [[['--help']], [['-h']], [['help', 'sync']], [['try', '-h']], [['validate', 'nowhere', '--help']]] as const

  it.for(calls)('%j', async ([argv], { onTestFinished }) => {
    const ran = await runTool(argv, { folder: projectOf({}, onTestFinished) })
    expect(ran).toMatchObject({ code: 0, err: '' })
    expect(ran.out).toMatch(/^Usage: diga-int/)
  })

  it('--version is that of the package, alone', async ({ onTestFinished }) => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    const folder = projectOf({}, onTestFinished)
    for (const flag of ['--version', '-V']) expect(await runTool([flag], { folder })).toMatchObject({ code: 0, out: `${version}\n`, err: '' })
  })
})

describe.concurrent('JSON', () => {
  const judge = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(new URL('../../schemas/report.schema.json', import.meta.url), 'utf8')))
  const mcp = { 'integrations/shop.yaml': 'type: mcp\ndescription: The shop\nurl: http://127.0.0.1:1/mcp\n' }
  const secret = { 'integrations/clinic.yaml': clinic.replace('tools:', 'credentials: { type: bearer, token: "${CLINIC_TOKEN}" }\ntools:') }

  it.for([
    ['nothing wrong', ['validate'], files, 0],
    ['errors', ['validate'], { 'integrations/clinic.yaml': brokenClinic }, 1],
    ['a syntax error', ['validate'], { 'integrations/clinic.yaml': 'type: [' }, 1],
    ['nothing there', ['validate'], {}, 1],
    ['an unreachable server', ['sync'], mcp, 3],
    ['an unknown server', ['sync', 'nobody'], mcp, 1],
    ['a server that nobody locked', ['sync', '--check'], mcp, 3],
    ['a call that is shown only', ['try', 'clinic/check_appointment', 'number=1', '--dry-run'], files, 0],
    ['a call that nobody answers', ['try', 'clinic/check_appointment', 'number=1'], { 'integrations/clinic.yaml': clinicAt(1) }, 3],
    ['a call without its credential', ['try', 'clinic/check_appointment', 'number=1'], secret, 3],
    ['a call that is refused', ['try', 'clinic/check_appointment', 'colour=red'], files, 1],
    ['a tool that is not there', ['try', 'clinic/frobnicate'], files, 1],
    ['a bundle', ['bundle'], files, 0],
    ['a bundle that is out of date', ['bundle', '--check'], files, 1],
    ['a code', ['explain', 'yaml-tab'], {}, 0],
    ['all codes', ['explain'], {}, 0],
  ] as const)('%s', async ([_, argv, project, code], { onTestFinished }) => {
    const ran = await runTool([...argv, '--format', 'json'], { folder: projectOf(project, onTestFinished) })
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code, err: '' })
    const report: unknown = JSON.parse(ran.out)
    expect(judge(report) || judge.errors).toBe(true)
    expect(report).toMatchObject({ ok: code === 0 })
  })

  it('the same input gives the same bytes', async ({ onTestFinished }) => {
    const folder = projectOf({ ...files, 'integrations/b.yaml': brokenClinic, 'integrations/a.yaml': 'type: [' }, onTestFinished)
    const [first, second] = await Promise.all([1, 2].map(() => runTool(['validate', '--format', 'json'], { folder })))
    expect(first?.out).toBe(second?.out)
  })
})

describe.runIf(hasTerminal)('colour', { concurrent: true }, () => {
  const ansi = /\u001b\[/

  it.for([
    ['there is some in a terminal', [], {}, true],
    ['an empty NO_COLOR says nothing', [], { NO_COLOR: '' }, true],
    ['NO_COLOR', [], { NO_COLOR: '1' }, false],
    ['CI', [], { CI: 'true' }, false],
    ['TERM=dumb', [], { TERM: 'dumb' }, false],
    ['--no-color', ['--no-color'], {}, false],
    ['JSON', ['--format', 'json'], {}, false],
  ] as const)('%s', async ([_, flags, environment, isColoured], { onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': brokenClinic }, onTestFinished)
    const ran = await runInTerminal(['validate', ...flags], { folder, environment })
    expectPlain(ran)
    expect(ran.code).toBe(1)
    expect(ran.out).toContain('clinic.yaml')
    expect(ansi.test(ran.out)).toBe(isColoured)
  })

  it('none in a pipe, whatever FORCE_COLOR says', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': brokenClinic }, onTestFinished)
    const ran = await runTool(['validate'], { folder, environment: { FORCE_COLOR: '1', COLORTERM: 'truecolor' } })
    expect(ran.out).not.toMatch(ansi)
  })

  it('progress is shown in a terminal, and nowhere else', async ({ onTestFinished }) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinicAt(1) }, onTestFinished)
    const argv = ['try', 'clinic/check_appointment', 'number=1']
    expect((await runInTerminal(argv, { folder })).out).toContain('calling')
    const inCi = await runInTerminal(argv, { folder, environment: { CI: '1' } })
    expect(inCi.out).toContain('server-unreachable')
    expect(inCi.out).not.toContain('calling')
    expect((await runTool(argv, { folder })).err).toBe('')
  })
})
