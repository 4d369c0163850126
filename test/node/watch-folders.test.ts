import { appendFileSync, type FSWatcher, mkdirSync, mkdtempSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { watchFolders, type WatchOptions } from '../../src/node/watch-folders.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diga-int-watch-'))
  writeFileSync(join(folder, 'clinic.yaml'), 'type: http\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Watched {
  /** Resolves at the next change that is told, counted from now. */
  readonly next: () => Promise<void>
  readonly count: () => number
  readonly troubles: readonly string[]
}

async function watching(folders: readonly string[], ask: WatchOptions['ask'], use: (watched: Watched) => Promise<void>): Promise<void> {
  const troubles: string[] = []
  const waiting: (() => void)[] = []
  let count = 0
  const onChange = (): void => {
    count += 1
    for (const wake of waiting.splice(0)) wake()
  }
  const stop = watchFolders(folders, { onChange, onTrouble: (detail) => troubles.push(detail), ...(ask === undefined ? {} : { ask }) })
  try {
    await use({ next: () => new Promise((done) => waiting.push(done)), count: () => count, troubles })
  } finally {
    stop()
  }
}

function refusing(code: string): () => FSWatcher {
  return () => {
    throw Object.assign(new Error(`${code}: no more watchers`), { code })
  }
}

/** A watcher that breaks when it is told to. */
function breaking(): { readonly ask: NonNullable<WatchOptions['ask']>; readonly breakNow: () => void } {
  const watchers: FSWatcher[] = []
  return {
    ask: (path, onEvent) => {
      const watcher = watch(path, onEvent)
      watchers.push(watcher)
      return watcher
    },
    breakNow: () => {
      for (const watcher of watchers) watcher.emit('error', Object.assign(new Error('EPERM'), { code: 'EPERM' }))
    },
  }
}

const ways = [
  ['as the system tells it', undefined],
  ['by looking again and again', refusing('ENOSPC')],
] as const

describe.each(ways)('%s', (_, ask) => {
  it.each([
    ['a file is written', () => writeFileSync(join(folder, 'clinic.yaml'), 'type: mcp\n\n')],
    ['a file is appended to', () => appendFileSync(join(folder, 'clinic.yaml'), '# more\n')],
    [
      'a file takes the place of another',
      () => {
        writeFileSync(join(folder, '.clinic.tmp'), 'type: mcp\n')
        renameSync(join(folder, '.clinic.tmp'), join(folder, 'clinic.yaml'))
      },
    ],
    ['a file is deleted', () => rmSync(join(folder, 'clinic.yaml'))],
    ['a folder is made', () => mkdirSync(join(folder, 'deep'))],
    ['the folder itself is deleted', () => rmSync(folder, { recursive: true })],
  ])('%s', (__, change) =>
    watching([folder], ask, async ({ next }) => {
      const told = next()
      change()
      await told
    }),
  )

  it('tells nothing once it was stopped', async () => {
    let count: () => number = () => 0
    await watching([folder], ask, async (watched) => {
      count = watched.count
      writeFileSync(join(folder, 'clinic.yaml'), 'type: mcp\n\n')
    })
    await pause(600)
    expect(count()).toBe(0)
  })
})

it('a burst is not told piece by piece', () =>
  watching([folder], undefined, async ({ next, count }) => {
    const told = next()
    for (let index = 0; index < 50; index += 1) writeFileSync(join(folder, `clinic-${index}.yaml`), 'type: http\n')
    await told
    await pause(100)
    expect(count()).toBeLessThan(10)
  }))

it('why the system tells nothing is said once, however many folders there are', () => {
  mkdirSync(join(folder, 'deep'))
  return watching([folder, join(folder, 'deep')], refusing('ENOSPC'), async ({ troubles }) => expect(troubles).toEqual(['ENOSPC']))
})

it('a folder that is not there is no trouble, and is seen when it comes', () => {
  const later = join(folder, 'later')
  return watching([later], undefined, async ({ next, troubles }) => {
    const told = next()
    mkdirSync(later)
    await told
    expect(troubles).toEqual([])
  })
})

it('a watcher that breaks gives way to looking', () => {
  const { ask, breakNow } = breaking()
  return watching([folder], ask, async ({ next, troubles }) => {
    const broken = next()
    breakNow()
    await broken
    const told = next()
    writeFileSync(join(folder, 'clinic.yaml'), 'type: mcp\n\n')
    await told
    expect(troubles).toEqual(['EPERM'])
  })
})
