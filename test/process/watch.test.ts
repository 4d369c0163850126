import type { ChildProcess } from 'node:child_process'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { brokenClinic, clinic, projectOf, type WhenFinished } from './project.ts'
import { hasTerminal, runInTerminal } from './terminal.ts'
import { endOf, expectPlain, type Ran, runTool, startTool } from './tool.ts'

const path = 'integrations/clinic.yaml'
const ok = /^ok {2}nothing wrong/m

interface Watching {
  readonly folder: string
  readonly child: ChildProcess
  /** Waits until stdout says something that it had not said when it was last asked. */
  readonly says: (words: RegExp) => Promise<string>
  readonly save: (text: string, file?: string) => void
  readonly end: Promise<Ran>
}

/** Starts a watch, and waits for its first report. */
async function watching(words: readonly string[], text: string, whenFinished: WhenFinished): Promise<Watching> {
  const folder = projectOf({ [path]: text }, whenFinished)
  const child = startTool(['validate', '--watch', ...words], { folder })
  whenFinished(() => void child.kill('SIGKILL'))
  const end = endOf(child)
  let unread = ''
  child.stdout?.on('data', (piece: string) => {
    unread += piece
    child.emit('said')
  })
  const says = async (wanted: RegExp): Promise<string> => {
    for (;;) {
      const found = wanted.exec(unread)
      if (found !== null) {
        const said = unread.slice(0, found.index + found[0].length)
        unread = unread.slice(said.length)
        return said
      }
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`it ended without saying ${wanted}: ${JSON.stringify(unread)}`)
      await Promise.race([new Promise((done) => child.once('said', done)), end])
    }
  }
  // As editors do it; a file that is emptied and then written might be seen in between.
  const save = (next: string, file = path): void => {
    writeFileSync(join(folder, `${file}~`), next)
    renameSync(join(folder, `${file}~`), join(folder, file))
  }
  return { folder, child, says, end, save }
}

describe.runIf(process.platform !== 'win32')('validate --watch', { concurrent: true, timeout: 30_000 }, () => {
  it('tells what is wrong with a saved file, and that it is mended; Ctrl-C ends it as the last run ends', async ({ onTestFinished }) => {
    const { says, save, child, end } = await watching([], clinic, onTestFinished)
    await says(ok)
    save(brokenClinic)
    expect(await says(/failed {2}1 error/)).toMatch(/^\n?.*\n---\nintegrations\/clinic\.yaml:9:5: error:/)
    save(clinic)
    await says(ok)
    child.kill('SIGINT')
    const ran = await end
    expectPlain(ran)
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' })
  })

  it.for(['SIGINT', 'SIGTERM'] as const)('%s ends it with 1 while something is wrong', async (signal, { onTestFinished }) => {
    const { says, child, end } = await watching([], brokenClinic, onTestFinished)
    await says(/failed {2}1 error/)
    child.kill(signal)
    expect(await end).toMatchObject({ code: 1, signal: null, err: '' })
  })

  it('sees files that are written in place, and folders that come, go and come again', async ({ onTestFinished }) => {
    const { says, save, child, end, folder } = await watching([], clinic, onTestFinished)
    await says(ok)
    writeFileSync(join(folder, path), brokenClinic)
    await says(/clinic\.yaml:9:5[\s\S]*failed {2}1 error/)
    save(clinic)
    await says(ok)
    for (let time = 0; time < 2; time += 1) {
      mkdirSync(join(folder, 'integrations/north/east'), { recursive: true })
      save(brokenClinic, 'integrations/north/east/lab.yaml')
      await says(/lab\.yaml:9:5[\s\S]*failed {2}1 error/)
      save(clinic, 'integrations/north/east/lab.yaml')
      await says(ok)
      rmSync(join(folder, 'integrations/north'), { recursive: true })
      await says(/1 integration/)
    }
    rmSync(join(folder, 'integrations'), { recursive: true })
    await says(/project-empty/)
    mkdirSync(join(folder, 'integrations'))
    save(clinic)
    await says(ok)
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 0, err: '' })
  })

  it('--format json gives a document a line', async ({ onTestFinished }) => {
    const { says, save, child, end } = await watching(['--format', 'json'], clinic, onTestFinished)
    await says(/\n/)
    save(brokenClinic)
    await says(/\n/)
    child.kill('SIGINT')
    const lines = (await end).out.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).ok)).toEqual([true, false])
  })

  it('a report that says the same is not told again', async ({ onTestFinished }) => {
    const { says, save, child, end } = await watching([], clinic, onTestFinished)
    await says(ok)
    save(`${clinic}# a word more\n`)
    save('Not read by anything.\n', 'README.md')
    save(brokenClinic)
    await says(/failed {2}1 error/)
    child.kill('SIGINT')
    expect((await end).out.match(/^ok/gm)).toHaveLength(1)
  })

  it('a file that was named may go and come again', async ({ onTestFinished }) => {
    const { says, save, child, end, folder } = await watching([path], clinic, onTestFinished)
    await says(ok)
    rmSync(join(folder, path))
    await new Promise((done) => child.stderr?.once('data', done))
    save(brokenClinic)
    await says(/failed {2}1 error/)
    child.kill('SIGINT')
    expect(await end).toMatchObject({ code: 1, err: `diga-int: there is no "${path}"\n` })
  })

  it('ends when nobody reads it any more', async ({ onTestFinished }) => {
    const { says, save, child, end } = await watching([], clinic, onTestFinished)
    await says(ok)
    child.stdout?.destroy()
    save(brokenClinic)
    expect(await end).toMatchObject({ code: 1, signal: null, err: '' })
  })

  it.for([
    [['-', '--stdin-path', path], '--watch looks at files, and standard input is none'],
    [['--output', 'report.txt'], '--watch reports to stdout, with --format text or json'],
    [['--format', 'sarif'], '--watch reports to stdout, with --format text or json'],
    [['nowhere'], 'there is no "nowhere"'],
  ] as const)('%j cannot be obeyed', async ([words, message], { onTestFinished }) => {
    const ran = await runTool(['validate', '--watch', ...words], { folder: projectOf({ [path]: clinic }, onTestFinished), input: clinic })
    expect(ran).toMatchObject({ code: 2, out: '', err: `diga-int: ${message}\n` })
  })
})

describe.runIf(hasTerminal)('in a terminal', () => {
  it('says that it watches, and Ctrl-C ends it', async ({ onTestFinished }) => {
    const folder = projectOf({ [path]: clinic }, onTestFinished)
    const ran = await runInTerminal(['validate', '--watch'], { folder, typing: { wait: 'Ctrl-C ends', keys: '\\x03' } })
    expectPlain(ran)
    expect(ran.code).toBe(0)
    expect(ran.out).toMatch(/nothing wrong[\s\S]*watching; Ctrl-C ends/)
  })
})
