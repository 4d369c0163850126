import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lchownSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { brokenClinic, clinic, projectOf } from './project.ts'
import { type Ran, runTool, tool } from './tool.ts'

const home = (): string => projectOf({})
const project = { 'integrations/clinic.yaml': clinic }
const broken = { 'integrations/clinic.yaml': brokenClinic }

/** Every file below, by its path. */
function filesIn(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .toSorted()
    : []
}

/** What was kept, of which moment: a file that is written again has another one. */
const stateOf = (folder: string): readonly string[] => filesIn(folder).map((path) => `${path} ${statSync(path, { bigint: true }).mtimeNs}`)

async function validate(environment: Readonly<Record<string, string>>, files = project, folder = projectOf(files)): Promise<Ran> {
  const ran = await runTool(['validate'], { folder, environment })
  expect(ran).toMatchObject({ code: files === project ? 0 : 1, signal: null, err: '' })
  return ran
}

describe('what the engine compiled', () => {
  it('is kept for the next start, in the folder for caches, and only there', async () => {
    const HOME = home()
    const first = await validate({ HOME })
    const kept = stateOf(HOME)
    expect(filesIn(HOME).map((path) => path.slice(HOME.length).replace(/[0-9a-f]{16}-[^/]+/, 'BUILD'))).toEqual([
      '/.cache/diga-int/BUILD/validate-main.cjs',
      '/.cache/diga-int/BUILD/validate-validate.cjs',
    ])
    expect(await validate({ HOME })).toEqual(first)
    expect(stateOf(HOME)).toEqual(kept)
    // Other files of the program join it when a run needs them.
    await validate({ HOME }, broken)
    expect(stateOf(HOME)).toEqual(expect.arrayContaining([...kept]))
    expect(filesIn(HOME).map((path) => path.replace(/.*\//, ''))).toContain('validate-trouble.cjs.part')
  })

  it('is that of a run that went all the way, as soon as there was one, and of each command apart', async () => {
    const HOME = home()
    const names = (): readonly string[] => filesIn(HOME).map((path) => path.replace(/.*\//, ''))
    await validate({ HOME }, broken)
    expect(names()).toContain('validate-main.cjs.part')
    expect(names()).not.toContain('validate-main.cjs')
    await validate({ HOME })
    // What the broken one compiled was among it.
    expect(names()).not.toContain('validate-main.cjs')
    await validate({ HOME })
    expect(names()).toContain('validate-main.cjs')
    const kept = stateOf(HOME)
    await validate({ HOME }, broken)
    expect(stateOf(HOME)).toEqual(kept)
    await runTool(['--version'], { folder: projectOf(project), environment: { HOME } })
    await runTool(['surprise'], { folder: projectOf(project), environment: { HOME } })
    expect(names().filter((name) => !name.startsWith('validate-'))).toEqual(expect.arrayContaining(['other-main.cjs']))
    expect(names().filter((name) => name.includes('surprise'))).toEqual([])
  })

  it('is taken from a run over many files until there was one over few, though such a run sets the engine otherwise, and says nothing of it', async () => {
    const HOME = home()
    const many = projectOf(Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`integrations/clinic_${index}.yaml`, clinic])))
    const judgeMany = async (): Promise<readonly string[]> => {
      expect(await runTool(['validate'], { folder: many, environment: { HOME } })).toMatchObject({ code: 0, err: '' })
      return stateOf(HOME)
    }
    const kept = await judgeMany()
    expect(filesIn(HOME).map((path) => path.replace(/.*\//, ''))).toEqual(['validate-main.cjs.part', 'validate-validate.cjs.part'])
    // What the engine did not take would be written again.
    expect(await judgeMany()).toEqual(kept)
    await validate({ HOME })
    const sizes = (): readonly number[] => filesIn(HOME).map((path) => statSync(path).size)
    expect(sizes()).toEqual([0, 0])
    const emptied = stateOf(HOME)
    expect(await judgeMany()).toEqual(emptied)
    await validate({ HOME })
    expect(filesIn(HOME)).toHaveLength(4)
    expect(sizes().filter((size) => size > 10_000)).toHaveLength(2)
    const whole = stateOf(HOME)
    expect(await judgeMany()).toEqual(whole)
  })

  it('is for nobody else to read', async () => {
    const HOME = home()
    await validate({ HOME })
    const [path = ''] = filesIn(HOME)
    expect([path, join(path, '..'), join(path, '../..')].map((each) => statSync(each).mode & 0o777)).toEqual([0o600, 0o700, 0o700])
  })

  it('lies where XDG_CACHE_HOME says; a path that is not absolute does not count', async () => {
    const [HOME, XDG_CACHE_HOME] = [home(), home()]
    await validate({ HOME, XDG_CACHE_HOME })
    expect([filesIn(HOME).length, filesIn(XDG_CACHE_HOME).length]).toEqual([0, 2])
    const folder = projectOf(project)
    await validate({ HOME, XDG_CACHE_HOME: 'cache' }, project, folder)
    expect([filesIn(HOME).length, filesIn(folder).length]).toEqual([2, 1])
  })

  it.each(['NODE_DISABLE_COMPILE_CACHE', 'NODE_V8_COVERAGE'])('is not kept with %s', async (name) => {
    const HOME = home()
    await validate({ HOME, [name]: join(HOME, '../coverage') })
    expect(filesIn(HOME)).toEqual([])
  })

  it('is not kept where there is no home, and where nothing can be written', async () => {
    const HOME = join(home(), 'nobody')
    await validate({ HOME })
    expect(existsSync(HOME)).toBe(false)
    // Not even root may write here.
    await validate({ HOME: '/proc' })
  })

  it('is kept of the last eight builds', async () => {
    const HOME = home()
    const own = join(HOME, '.cache/diga-int')
    mkdirSync(own, { recursive: true, mode: 0o700 })
    for (let age = 1; age <= 10; age += 1) {
      mkdirSync(join(own, `build-${age}`))
      utimesSync(join(own, `build-${age}`), age, 1e9 - age)
    }
    await validate({ HOME })
    expect(
      readdirSync(own)
        .filter((name) => name.startsWith('build-'))
        .toSorted(),
    ).toEqual([1, 2, 3, 4, 5, 6, 7].map((age) => `build-${age}`))
    expect(filesIn(own)).toHaveLength(2)
  })
})

// Only root can give a folder away.
const whose: [string, (own: string) => void][] =
  process.getuid?.() === 0 ? [['belongs to somebody else', (own) => lchownSync(own, 65534, 65534)]] : []

describe('what does not look like ours is not run', () => {
  it('a file in which anything has changed', async () => {
    const HOME = home()
    const expected = await validate({ HOME })
    const random = randomFrom(7)
    const [path = ''] = filesIn(HOME).filter((name) => name.endsWith('/validate-validate.cjs'))
    const good = readFileSync(path)
    const spoilt = (change: (data: Buffer) => Buffer): Buffer => change(Buffer.from(good))
    const flipped = (data: Buffer): Buffer => {
      const place = Math.floor(random() * data.length)
      data[place] = (data[place] ?? 0) ^ (1 << Math.floor(random() * 8))
      return data
    }
    const cuts = [0, 1, 2, 1000, good.length / 2, good.length - 1].map((length) => spoilt((data) => data.subarray(0, length)))
    for (const data of [...Array.from({ length: 24 }, () => spoilt(flipped)), ...cuts]) {
      writeFileSync(path, data)
      expect(await validate({ HOME })).toEqual(expected)
      // And is mended.
      expect(readFileSync(path).equals(data)).toBe(false)
    }
  })

  // The engine takes what was compiled of any text that is as long.
  const ours = `(function(exports,require,module){${readFileSync(join(tool, '../../dist/main.cjs'), 'latin1')}\n})`
  // Compiled in a process of its own: what another test has set of the engine must not stand in it.
  const compiling = `
    const theirs = new (require('node:vm').Script)("(function(){process.stdout.write('taken over')})".padEnd(${ours.length}))
    theirs.runInThisContext()
    process.stdout.write(theirs.createCachedData())`
  const code = execFileSync(process.execPath, ['-e', compiling], { encoding: 'buffer' })
  const takeOver = (HOME: string): void => {
    const [path = ''] = filesIn(HOME).filter((name) => name.endsWith('/validate-main.cjs'))
    writeFileSync(path, Buffer.concat([code, code]))
  }

  it('the folder itself is trusted, as the home is', async () => {
    const HOME = home()
    await validate({ HOME })
    takeOver(HOME)
    expect((await validate({ HOME })).out).toBe('taken over')
  })

  it.each<[string, (own: string) => void]>([
    ['others may write to', (own) => chmodSync(own, 0o777)],
    ['their group may write to', (own) => chmodSync(own, 0o770)],
    ...whose,
  ])('in a folder that %s', async (_whose, open) => {
    const HOME = home()
    const expected = await validate({ HOME })
    takeOver(HOME)
    const before = stateOf(HOME)
    open(join(HOME, '.cache/diga-int'))
    expect(await validate({ HOME })).toEqual(expected)
    expect(stateOf(HOME)).toEqual(before)
  })

  it('behind a link', async () => {
    const HOME = home()
    const elsewhere = home()
    mkdirSync(join(HOME, '.cache'))
    symlinkSync(elsewhere, join(HOME, '.cache/diga-int'))
    await validate({ HOME })
    expect(filesIn(elsewhere)).toEqual([])
  })
})
