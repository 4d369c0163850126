import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { brokenClinic, clinic, expectNothingHalfWritten, projectOf } from './project.ts'
import { expectPlain, type Ran, runShell, runTool, shellTool } from './tool.ts'

const agent = 'description: The desk\ntools:\n  clinic: [check_appointment]\n'
const files = { 'integrations/clinic.yaml': clinic, 'agents/desk.yaml': agent }

/** Takes rights away until the test is over; the folder itself stays open to whoever is not root. */
function withRights(folder: string, path: string, mode: number): string {
  chmodSync(folder, 0o755)
  chmodSync(join(folder, path), mode)
  onTestFinished(() => chmodSync(join(folder, path), 0o755))
  return folder
}

async function validated(folder: string): Promise<Ran & { readonly told: readonly { code: string; message: string; place?: { file: string } }[] }> {
  const ran = await runTool(['validate', '--format', 'json'], { folder, asNobody: true })
  expectPlain(ran)
  return { ...ran, told: JSON.parse(ran.out).diagnostics }
}

describe.runIf(process.platform !== 'win32')('what may not be read', () => {
  it('a file is named and hides no other', async () => {
    const folder = withRights(projectOf({ ...files, 'integrations/secret.yaml': clinic }), 'integrations/secret.yaml', 0)
    const { code, told } = await validated(folder)
    expect(code).toBe(1)
    expect(told).toMatchObject([{ code: 'project-file-unreadable', place: { file: 'integrations/secret.yaml' } }])
  })

  it('a folder inside is named: what cannot be looked at must not pass', async () => {
    const folder = withRights(projectOf({ ...files, 'integrations/secret/other.yaml': clinic }), 'integrations/secret', 0)
    const { code, told } = await validated(folder)
    expect(code).toBe(1)
    expect(told).toMatchObject([{ code: 'project-file-unreadable', place: { file: 'integrations/secret' } }])
  })

  it('the folder of the integrations is named, and not called empty', async () => {
    const folder = withRights(projectOf(files), 'integrations', 0)
    const { code, told } = await validated(folder)
    expect(code).toBe(1)
    expect(told.map((each) => each.code)).toContain('project-file-unreadable')
    expect(told.map((each) => each.code)).not.toContain('project-empty')
  })

  it('the settings are named', async () => {
    const folder = withRights(projectOf({ ...files, 'diga.yaml': 'integrations: integrations\n' }), 'diga.yaml', 0)
    const { code, told } = await validated(folder)
    expect(code).toBe(1)
    expect(told).toMatchObject([{ code: 'project-file-unreadable', place: { file: 'diga.yaml' } }])
  })

  it('an .env is named: without it the run would go on with other values', async () => {
    const folder = withRights(projectOf({ ...files, '.env': 'TOKEN=1\n' }), '.env', 0)
    const ran = await runTool(['try', 'clinic/check_appointment', 'number=1', '--dry-run'], { folder, asNobody: true })
    expectPlain(ran)
    expect(ran.code).not.toBe(0)
    expect(ran.out + ran.err).toContain('.env')
  })
})

describe.runIf(process.platform !== 'win32')('what may not be written', () => {
  it('a folder without the right: could not finish, and nothing is half written', async () => {
    const folder = withRights(projectOf(files), '.', 0o555)
    const ran = await runTool(['bundle', '--format', 'json'], { folder, asNobody: true })
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(ran.out).diagnostics[0]).toMatchObject({ code: 'project-file-unwritable', message: expect.stringContaining('EACCES') })
    expect(existsSync(join(folder, 'bundles'))).toBe(false)
    expectNothingHalfWritten(folder)
  })

  it('a file where a folder is needed', async () => {
    const folder = projectOf({ ...files, bundles: 'in the way' })
    const ran = await runTool(['bundle'], { folder })
    expectPlain(ran)
    expect(ran.code).toBe(3)
    expect(readFileSync(join(folder, 'bundles'), 'utf8')).toBe('in the way')
  })
})

// A mount of our own, seen by nobody else.
const mounting = spawnSync('sh', ['-c', "unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs /mnt'"])

describe.runIf(mounting.status === 0)('disks', () => {
  it('a read-only disk', async () => {
    const folder = projectOf(files)
    const lock = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD"'
    const ran = await runShell(`unshare -rm sh -c '${lock} && ${shellTool} bundle --format json'`, folder)
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(ran.out).diagnostics[0]).toMatchObject({ code: 'project-file-unwritable', message: expect.stringContaining('EROFS') })
    expect(existsSync(join(folder, 'bundles'))).toBe(false)
  })

  it.each([
    ['validate --fix', brokenClinic],
    ['fmt', clinic.replace('type: ', 'type:   ')],
  ])('%s on a read-only disk: told, and the file stays as it is', async (command, text) => {
    const folder = projectOf({ 'integrations/clinic.yaml': text })
    const lock = 'mount --bind . . && mount -o remount,ro,bind . && cd "$PWD"'
    const ran = await runShell(`unshare -rm sh -c '${lock} && ${shellTool} ${command} --format json'`, folder)
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 3, err: '' })
    expect(JSON.parse(ran.out).diagnostics).toMatchObject([{ code: 'project-file-unwritable', message: expect.stringContaining('EROFS') }])
    expect(readFileSync(join(folder, 'integrations/clinic.yaml'), 'utf8')).toBe(text)
  })

  it('a full disk: the old file stays whole, and nothing lies beside it', async () => {
    const folder = projectOf(files)
    mkdirSync(join(folder, 'small'))
    const fill = 'mkdir -p small/desk && echo old > small/desk/bundle.json && { head -c 1000000 /dev/zero > small/fill 2> fill.log; true; }'
    const look = 'code=$?; find small -type f | sort; cat small/desk/bundle.json; exit $code'
    const disk = 'mount -t tmpfs -o size=16k tmpfs small'
    const ran = await runShell(`unshare -rm bash -c '${disk} && ${fill} && ${shellTool} bundle --out small > report.txt; ${look}'`, folder)
    expectPlain(ran)
    expect(ran).toMatchObject({ code: 3, err: '' })
    expect(ran.out).toBe('small/desk/bundle.json\nsmall/fill\nold\n')
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toContain('ENOSPC')
  })
})
