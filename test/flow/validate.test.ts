import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runIn, type Script } from '../world.ts'

const good = `type: http
description: Appointments of the clinic
base_url: https://clinic.example/v1
tools:
  check_appointment:
    description: Tells when an appointment is. Use it when the caller asks when to come.
    parameters:
      number: { type: integer, description: The number of the appointment }
    request: { method: GET, path: "/appointments/{number}" }
`
const insecure = good.replace('https:', 'http:')
const broken = good.replace('description: Tells', 'descripton: Tells')
const agent = `description: Answers the phone
prompt: ../prompts/desk.md
tools:
  clinic: [check_appointment]
`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diga-int-validate-'))
  write('integrations/clinic.yaml', good)
  write('integrations/lab.yaml', insecure)
  write('agents/desk.yaml', agent)
  write('prompts/desk.md', 'When the caller asks when to come, call `check_appointment`.\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

async function told(words: readonly string[], script: Script = {}): Promise<{ exitCode: number; places: readonly string[]; err: string }> {
  const { out, err, exitCode } = await runIn(folder, ['validate', ...words], script)
  return { exitCode, err, places: out.match(/^[^ ].*?:\d+:\d+: \w+|\[[a-z-]+\]$/gm) ?? [] }
}

const labInsecure = ['integrations/lab.yaml:3:11: error', '[base-url-not-https]']

describe('paths', () => {
  it('a folder, a file, or a pattern chooses what is told', async () => {
    expect((await told(['integrations/clinic.yaml'])).exitCode).toBe(0)
    expect((await told(['agents'])).exitCode).toBe(0)
    expect((await told(['integrations/l*.yaml'])).places).toEqual(labInsecure)
    expect((await told(['**/lab.yaml'])).places).toEqual(labInsecure)
    expect((await told(['./integrations/{lab,clinic}.yaml'])).places).toEqual(labInsecure)
    expect((await told(['integrations/c*.yaml', 'agents/desk.yaml'])).exitCode).toBe(0)
  })

  it('a pattern that matches nothing, and a path that is not there, is no pass', async () => {
    expect(await told(['integrations/x*.yaml'])).toEqual({
      exitCode: 2,
      places: [],
      err: 'diga-int: "integrations/x*.yaml" matches no file of the project\n',
    })
    expect(await told(['integrations/x.yaml'])).toEqual({ exitCode: 2, places: [], err: 'diga-int: there is no "integrations/x.yaml"\n' })
    expect((await told(['nowhere/*.yaml'])).exitCode).toBe(2)
  })
})

describe('standard input', () => {
  it('is judged as the file that it will be, in its project', async () => {
    expect((await told(['-', '--stdin-path', 'integrations/lab.yaml'], { input: good })).exitCode).toBe(0)
    const misspelt = await told(['-', '--stdin-path', 'integrations/clinic.yaml'], { input: broken })
    expect(misspelt).toMatchObject({ exitCode: 1, places: ['integrations/clinic.yaml:6:5: error', '[schema-unknown-key]'] })
    const fresh = await told(['-', '--stdin-path', 'integrations/new/dentist.yaml'], { input: insecure })
    expect(fresh.places).toEqual(['integrations/new/dentist.yaml:3:11: error', '[base-url-not-https]'])
    const other = await told(['-', '--stdin-path', 'agents/desk.yaml'], { input: agent.replace('check_', 'chek_') })
    expect(other.places[0]).toBe('agents/desk.yaml:4:12: error')
  })

  it('needs to be told where it belongs', async () => {
    expect((await told(['-'], { input: good })).err).toContain('--stdin-path')
    expect((await told(['-', 'integrations', '--stdin-path', 'integrations/a.yaml'], { input: good })).exitCode).toBe(2)
    expect((await told(['--stdin-path', 'integrations/a.yaml'])).exitCode).toBe(2)
  })
})

describe('codes', () => {
  it('are chosen and left out by name or pattern', async () => {
    expect((await told(['--ignore', 'base-url-*'])).exitCode).toBe(0)
    expect((await told(['--only', 'base-url-not-https'])).places).toEqual(labInsecure)
    expect((await told(['--only', 'parameter-*,prompt-*'])).exitCode).toBe(0)
  })

  it('what stops a file from being judged is always told', async () => {
    write('integrations/clinic.yaml', broken)
    expect((await told(['--only', 'base-url-not-https'])).places).toContain('[schema-unknown-key]')
    expect((await told(['--ignore', 'schema-unknown-key'])).err).toContain('always told')
  })

  it('a code that there is not is a slip', async () => {
    expect(await told(['--only', 'base-url-not-http'])).toMatchObject({
      exitCode: 2,
      err: expect.stringContaining('did you mean "base-url-not-https"?'),
    })
  })
})

describe('--changed', () => {
  const git = (...words: readonly string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@clinic.example', ...words], { cwd: folder, stdio: 'ignore' })
  const branch = (): void => {
    git('init', '-b', 'main')
    git('add', '.')
    git('commit', '-m', 'The clinic')
    git('checkout', '-b', 'work')
  }

  it('tells nothing of files that the branch left alone', async () => {
    branch()
    expect((await told(['--changed', 'main'])).places).toEqual([])
    expect((await told([])).places).toEqual(labInsecure)
  })

  it('tells of what is committed, what is not, and of new files', async () => {
    branch()
    write('integrations/lab.yaml', insecure.replace('the clinic', 'the lab'))
    expect((await told(['--changed', 'main'])).places).toEqual(labInsecure)
    git('commit', '-am', 'The lab')
    expect((await told(['--changed', 'main'])).places).toEqual(labInsecure)
    write('integrations/x ray.yaml', insecure)
    expect((await told(['--changed', 'main'])).places).toHaveLength(4)
    expect((await told(['--changed', 'HEAD'])).places).toHaveLength(2)
  })

  it('tells of the agents that use what changed, also when it is gone', async () => {
    branch()
    write('integrations/clinic.yaml', good.replace('check_appointment:', 'find_appointment:'))
    const renamed = await told(['--changed', 'main'])
    expect(renamed.places).toContain('[agent-tool-unknown]')
    expect(renamed.places.join()).not.toContain('lab.yaml')
    rmSync(join(folder, 'integrations/clinic.yaml'))
    expect((await told(['--changed', 'main'])).places).toContain('[agent-integration-unknown]')
  })

  it('settings touch everything', async () => {
    branch()
    write('diga.yaml', 'severity: { base-url-not-https: warning }\n')
    expect((await told(['--changed', 'main'])).places).toEqual(['integrations/lab.yaml:3:11: warning', '[base-url-not-https]'])
  })

  it('a base that is none, or no repository at all, is no pass', async () => {
    const nowhere = await told(['--changed', 'main'])
    expect(nowhere).toMatchObject({ exitCode: 3, places: ['[project-changes-unknown]'] })
    branch()
    expect((await told(['--changed', 'nowhere'])).exitCode).toBe(3)
    expect((await told(['--changed', '--output=x'])).exitCode).not.toBe(0)
  })
})

describe('try', () => {
  const second = `  cancel_appointment:
    description: Cancels an appointment. Use it when the caller cannot come.
    confirmation: Shall I cancel appointment {numbr}?
    parameters:
      number: { type: integer, description: The number of the appointment }
    request: { method: DELETE, path: "/appointments/{number}" }
`
  const tried = (tool: string): Promise<{ exitCode: number; out: string }> =>
    runIn(folder, ['try', `clinic/${tool}`, 'number=1', '--dry-run'], { http: [{ status: 200 }] })

  it('is not kept from a tool by a mistake in another one', async () => {
    write('integrations/clinic.yaml', good + second)
    expect(await tried('check_appointment')).toMatchObject({ exitCode: 0 })
    expect((await tried('cancel_appointment')).out).toContain('[confirmation-parameter-unknown]')
  })
})
