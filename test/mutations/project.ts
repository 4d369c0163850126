import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { loadProject } from '../../src/flow/load-project.ts'
import { settle } from '../../src/flow/outcome.ts'
import type { Files, World } from '../../src/world/world.ts'

/** Texts is a project in memory: path, relative to its root, to text. */
export type Texts = ReadonlyMap<string, string>

/** shippedProject reads the project of this repository. */
export function shippedProject(): Texts {
  const folders = ['integrations', 'agents', 'prompts']
  const paths = folders.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
  return new Map(['diga.yaml', ...paths].map((path) => [path, readFileSync(path, 'utf8')]))
}

/** judge validates a project in memory, and gives what is told as a person gets it: sorted, without repetitions. */
export async function judge(texts: Texts): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await loadProject(worldOf(texts), '.', { judge: true, keep: 'assigned' })
  return settle({ diagnostics, result: undefined }).diagnostics
}

function worldOf(texts: Texts): World {
  const never = (): never => {
    throw new Error('validate touches nothing but files')
  }
  return {
    files: filesOf(texts),
    environment: {},
    http: { send: never },
    git: { changedSince: never },
    mcp: { listTools: never, callTool: never },
    logins: { login: never, token: never, logout: never },
    terminal: {
      out: never,
      err: never,
      clear: never,
      isUnread: false,
      columns: undefined,
      rows: undefined,
      isScreen: false,
      colour: false,
      progress: false,
      ask: never,
      readInput: never,
    },
    now: () => 0,
    today: () => '2026-01-15',
    moment: () => '2026-01-15T10:00:00.000Z',
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    uuid: never,
    wait: never,
    interrupted: new AbortController().signal,
  }
}

const root = '/project'

function filesOf(texts: Texts): Files {
  const resolve = (path: string): string => posix.resolve(root, path)
  const paths = [...texts.keys()].map(resolve)
  const kind = (path: string): 'file' | 'folder' | undefined => {
    if (texts.has(posix.relative(root, resolve(path)))) return 'file'
    return paths.some((each) => each.startsWith(`${resolve(path)}/`)) ? 'folder' : undefined
  }
  return {
    resolve,
    realPath: resolve,
    kind,
    read: (path) => {
      const text = texts.get(posix.relative(root, resolve(path)))
      return text === undefined ? { ok: false, failure: { kind: 'missing', detail: 'ENOENT' } } : { ok: true, text }
    },
    refusal: () => ({ kind: 'denied', detail: 'EROFS' }),
    list: (path) => {
      const inside = paths.filter((each) => each.startsWith(`${resolve(path)}/`)).map((each) => each.slice(resolve(path).length + 1).split('/'))
      const names = [...new Set(inside.map(([name]) => name ?? ''))].sort()
      return names.map((name) => ({ name, isFolder: kind(posix.join(path, name)) === 'folder' }))
    },
    write: () => ({ ok: false, failure: { kind: 'denied', detail: 'EROFS' } }),
    watch: () => () => {},
    variablesIn: () => ({}),
  }
}
