import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Row {
  readonly rank: number
  readonly knows: string
  /** Third-party packages, each with the one file it may stand in (undefined: anywhere in the folder). */
  readonly packages: Readonly<Record<string, string | undefined>>
}

// Who may import whom: a folder only from lower ranks and from itself. The same table stands in CONTRIBUTING.md.
const ranks: Readonly<Record<string, Row>> = {
  text: { rank: 1, knows: 'source text and offsets; canonical JSON', packages: { picomatch: 'glob.ts' } },
  generated: { rank: 1, knows: 'what scripts/generate made of schemas and examples', packages: {} },
  diagnostic: { rank: 2, knows: 'the one problem record; the fixed codes', packages: { 'fastest-levenshtein': 'did-you-mean.ts' } },
  yaml: {
    rank: 3,
    knows: 'text → data with a cursor that finds places only when asked',
    packages: { 'js-yaml': undefined, yaml: 'second-opinion.ts', prettier: 'layout.ts' },
  },
  json: {
    rank: 3,
    knows: 'JSON values: judged by a schema, picked by JMESPath',
    packages: { '@cfworker/json-schema': 'prepared-schema.ts', re2js: 'linear-match.ts', '@jmespath-community/jmespath': 'select.ts' },
  },
  model: { rank: 4, knows: 'project, integration, tool, parameter, agent, lockfile', packages: {} },
  world: { rank: 4, knows: 'the ports, as types over plain data', packages: {} },
  check: { rank: 5, knows: 'judging', packages: {} },
  request: { rank: 5, knows: 'building a request; judging an answer', packages: {} },
  lock: { rank: 5, knows: 'pinning and comparing', packages: {} },
  bundle: { rank: 5, knows: 'assembling', packages: {} },
  flow: { rank: 6, knows: 'one use case per file, takes a World', packages: { oauth4webapi: 'token.ts' } },
  report: { rank: 7, knows: 'outcome → text', packages: { chalk: 'theme.ts', diff: 'patch.ts' } },
  cli: { rank: 8, knows: 'argv → flow → report → exit code', packages: { commander: 'program.ts' } },
  node: { rank: 9, knows: 'real disk, HTTP, MCP, terminal', packages: { '@modelcontextprotocol/client': undefined } },
  'main.ts': { rank: 10, knows: 'the real process', packages: {} },
}

// Below the rim nothing touches the outside.
const forbidden = /\b(console\.|process\.|globalThis\.|fetch\(|Date\.now|new Date\(\)|Math\.random)/
const builtins = new Set(['node:path', 'node:buffer'])

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.startsWith('generated'))
  .map((path) => ({ path, folder: path.split('/')[0] ?? '', text: readFileSync(join('src', path), 'utf8') }))

function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

describe('ranks', () => {
  it('each folder has a row', () => {
    expect([...new Set(files.map(({ folder }) => folder))].filter((folder) => ranks[folder] === undefined)).toEqual([])
  })

  it('nothing imports sideways or up', () => {
    const wrong = files.flatMap(({ path, folder, text }) =>
      importsOf(text).flatMap((target) => {
        if (!target.startsWith('.')) return []
        const other = relative('src', join('src', dirname(path), target)).split('/')[0] ?? ''
        if (other === folder || other === '..') return []
        const [from, to] = [ranks[folder], ranks[other]]
        return from !== undefined && to !== undefined && to.rank < from.rank
          ? []
          : [`src/${path} imports ${target}: ${folder} knows ${from?.knows}, and only lower ranks`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('third-party packages stay in their rooms', () => {
    const wrong = files.flatMap(({ path, folder, text }) =>
      importsOf(text).flatMap((target) => {
        if (target.startsWith('.')) return []
        const isRim = folder === 'node' || folder === 'main.ts'
        if (target.startsWith('node:')) return isRim || builtins.has(target) ? [] : [`src/${path} imports ${target}`]
        const name = /^(@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? target
        const row = ranks[folder]
        const isKnown = row !== undefined && Object.hasOwn(row.packages, name)
        return isKnown && (row.packages[name] === undefined || path.endsWith(`/${row.packages[name]}`)) ? [] : [`src/${path} imports ${target}`]
      }),
    )
    expect(wrong).toEqual([])
  })

  it('below the rim nothing touches the process, the clock, chance or the network', () => {
    const wrong = files.filter(({ folder, text }) => folder !== 'node' && folder !== 'main.ts' && forbidden.test(withoutWords(text)))
    expect(wrong.map(({ path }) => path)).toEqual([])
  })

  it('node/ is imported by main.ts alone', () => {
    expect(files.filter(({ folder, text }) => folder !== 'node' && /from '[^']*\/node\//.test(text)).map(({ path }) => path)).toEqual(['main.ts'])
  })

  it('no file imports itself by a detour', () => {
    expect(cycles()).toEqual([])
  })

  it('CONTRIBUTING.md has the same table', () => {
    const rows = [...readFileSync('CONTRIBUTING.md', 'utf8').matchAll(/^\| (\d+) \| (.+?) \| (.+?) \|/gm)].flatMap(([, rank, folders, knows]) =>
      [...(folders ?? '').matchAll(/`([^`]+?)\/?`/g)].map((match) => `${rank} ${match[1]}: ${knows}`),
    )
    expect(rows.toSorted()).toEqual(
      Object.entries(ranks)
        .map(([folder, { rank, knows }]) => `${rank} ${folder}: ${knows}`)
        .toSorted(),
    )
  })
})

describe('language', () => {
  it('there is no `any`, and `as` is rare', () => {
    const code = files.map(({ path, text }) => ({ path, text: withoutWords(text) }))
    expect(code.filter(({ text }) => /(:|<|as)\s*any\b/.test(text)).map(({ path }) => path)).toEqual([])
    const casts = code.flatMap(({ text }) => text.match(/\bas (?!const\b)[A-Z{(]\w*/g) ?? [])
    const lines = files.reduce((sum, { text }) => sum + text.split('\n').length, 0)
    expect(casts.length).toBeLessThanOrEqual((lines / 1000) * 2)
  })

  it('every export is named', () => {
    expect(files.filter(({ text }) => /^export default/m.test(text)).map(({ path }) => path)).toEqual([])
  })

  it('every export has a sentence that says what it is for', () => {
    const silent = files.flatMap(({ path, text }) =>
      [...text.matchAll(/^(.*)\n(export (?:async )?(?:function|const|class|interface|type) (\w+))/gm)]
        .filter(([, before]) => !(before ?? '').trimEnd().endsWith('*/'))
        .map((match) => `${path}: ${match[3]}`),
    )
    expect(silent.filter((entry) => !entry.startsWith('check/rules/'))).toEqual([])
  })
})

/** Comments and texts may say anything. */
function withoutWords(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replace(/`(?:[^`\\]|\\.)*`/g, '``')
}

function cycles(): string[] {
  const edges = new Map(
    files.map(({ path, text }) => [
      path,
      importsOf(text)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative('src', join('src', dirname(path), target))),
    ]),
  )
  const found: string[] = []
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
    if (trail.includes(path) || done.has(path)) return
    for (const next of edges.get(path) ?? []) walk(next, [...trail, path])
    done.add(path)
  }
  for (const path of edges.keys()) walk(path, [])
  return found
}
