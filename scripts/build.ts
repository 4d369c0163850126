import { build, type BuildOptions, type Plugin } from 'esbuild'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { lazyPlugin } from './lazy.ts'
import { licenceTexts } from './licences.ts'
import { wordlessPlugin } from './wordless.ts'

// What every run loads, and what a plain `validate` does. The smaller they are, the sooner a run begins: the engine reads all of a file (measured:
// 5 ms for 100 KB, a sixth of a bare start).
const first = ['src/main.ts', 'src/cli/validate.ts']

// Loaded only when they are needed. A file of the package has its own copy of what it shares with the others, so nothing may depend on the identity of
// a class across them.
const chunks = [
  ...['program', 'fmt', 'fix', 'watch', 'sync', 'try', 'bundle', 'explain'].map((name) => `src/cli/${name}.ts`),
  ...['src/node/http.ts', 'src/node/mcp.ts', 'src/flow/target-losses.ts'],
  ...['src/yaml/full-parse.ts', 'src/yaml/explain-syntax.ts', 'src/yaml/layout.ts', 'src/check/schema.ts'],
  ...['src/report/gitlab.ts', 'src/report/junit.ts', 'src/report/sarif.ts', 'src/report/patch.ts'],
]

// Needed in the middle of what is not asynchronous: for a file with something to report, for an expression or schema out of the ordinary.
const lazy = [
  ...['src/yaml/places.ts', 'src/json/select.ts', 'src/json/refusals.ts', 'src/json/linear-match.ts', 'src/text/glob.ts'],
  ...['src/node/watch-folders.ts', 'src/check/rules/index-locked.ts', 'src/check/rules/index-across.ts'],
]

// All that judges a project: shared by the commands that are not in such a hurry.
const judging = 'src/flow/load-project.ts'

const nameOf = (path: string): string => basename(path, '.ts')
const chunkNames = new Map([...first, ...chunks].map((path) => [resolve(path), `./${nameOf(path)}.cjs`]))

/** Turns the dynamic import of a chunk, and the import of the examples, into a require of a file of its own; trims undici. */
const chunkPlugin: Plugin = {
  name: 'separate-chunks',
  setup(builder) {
    // Of undici we use the client alone; its index would bring fetch, caches and WebSockets along.
    builder.onResolve({ filter: /^undici$/ }, () => ({ path: resolve('scripts/undici-client.cjs') }))
    // One copy for the places and the full parser, which a broken file needs both; colour is for terminals.
    builder.onResolve({ filter: /^(js-yaml|chalk)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${path}.cjs`, external: true },
    )
    builder.onResolve({ filter: /code-examples\.json$/ }, () => ({ path: './code-examples.json', external: true }))
    builder.onResolve({ filter: /\.ts$/ }, ({ path, kind, resolveDir }) => {
      const chunk = kind === 'dynamic-import' ? chunkNames.get(resolve(resolveDir, path)) : undefined
      return chunk === undefined ? undefined : { path: chunk, external: true }
    })
  },
}

const options = {
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Object spread as Node 20 runs it makes the YAML parser three times slower (docs/decisions/parser.md).
  target: ['es2017', 'node20.19'],
  // A plain require: Node's own import reads a CommonJS file twice, the first time only for the names of its exports.
  supported: { 'dynamic-import': false },
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions

const entries = (paths: readonly string[]): Record<string, string> => Object.fromEntries(paths.map((path) => [nameOf(path), path]))

rmSync('dist', { recursive: true, force: true })
const built = await Promise.all([
  build({ ...options, entryPoints: entries(first), plugins: [chunkPlugin, lazyPlugin(lazy), wordlessPlugin] }),
  build({
    ...options,
    entryPoints: { ...entries([...chunks, ...lazy, judging]), 'js-yaml': 'js-yaml', chalk: 'chalk' },
    plugins: [chunkPlugin, lazyPlugin([...lazy, judging])],
  }),
])
// Only `explain` and the SARIF format read it.
copyFileSync('src/generated/code-examples.json', 'dist/code-examples.json')
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenceTexts(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))))
