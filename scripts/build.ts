import { build, type BuildOptions, type Plugin } from 'esbuild'
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { lazyEntries, lazyPlugin } from './lazy.ts'
import { licenceTexts } from './licences.ts'
import { wordlessPlugin } from './wordless.ts'

// What every run loads, and what a plain `validate` does. The smaller they are, the sooner a run begins: the engine reads all of a file (measured:
// 5 ms for 100 KB, a fifth of a bare start).
const first = ['src/main.ts', 'src/cli/validate.ts']

// Loaded only when they are needed. A file of the package has its own copy of what it shares with the others, so nothing may depend on the identity of
// a class across them.
const chunks = [
  ...['program', 'fmt', 'fix', 'watch', 'sync', 'try', 'try-examples', 'login', 'bundle'].map((name) => `src/cli/${name}.ts`),
  ...['src/node/http.ts', 'src/node/mcp.ts', 'src/flow/target-losses.ts', 'src/flow/token.ts'],
  ...['src/yaml/full-parse.ts', 'src/yaml/explain-syntax.ts', 'src/yaml/layout.ts', 'src/check/schema.ts'],
  ...['src/report/gitlab.ts', 'src/report/junit.ts', 'src/report/patch.ts'],
]

// What tells why a rule is one. All others do without the titles and reasons of rules and codes.
const telling = ['src/cli/explain.ts', 'src/report/sarif.ts']

// Needed in the middle of what is not asynchronous, and then all of it: what judges a file with something out of the ordinary…
const judges = {
  rules: ['src/check/rules/index.ts'],
  'rules-locked': ['src/check/rules/index-locked.ts', 'src/lock/freshness.ts'],
  'rules-across': ['src/check/rules/index-across.ts'],
  // … what holds a file against its schema…
  shapes: ['src/check/has-shape.ts'],
  // … what words and shows what is wrong…
  trouble: [
    ...['src/diagnostic/bounded.ts', 'src/diagnostic/codes.ts', 'src/diagnostic/did-you-mean.ts'],
    ...['src/report/told-views.ts', 'src/report/diagnostic-text.ts'],
  ],
  // … what few projects and command lines ask for…
  wishes: [
    ...[
      'src/check/policy.ts',
      'src/check/waiver.ts',
      'src/flow/changes.ts',
      'src/flow/chosen-paths.ts',
      'src/flow/overlay.ts',
      'src/flow/selection.ts',
    ],
    ...['src/report/github.ts', 'src/report/hosted.ts', 'src/report/json.ts'],
  ],
}

// … and expressions and schemas out of the ordinary, each with a library of its own.
const lazy = {
  places: ['src/yaml/places.ts'],
  'event-places': ['src/yaml/event-places.ts'],
  select: ['src/json/select.ts'],
  refusals: ['src/json/refusals.ts'],
  'linear-match': ['src/json/linear-match.ts'],
  'second-opinion': ['src/yaml/second-opinion.ts'],
  glob: ['src/text/glob.ts'],
  // What is wrong with a call, how it is written down in other ways, and calls of the other kind.
  'call-trouble': ['refusal', 'failure', 'not-json', 'token-refusal'].map((name) => `src/request/${name}.ts`),
  'tls-files': ['src/flow/tls-files.ts'],
  'written-calls': ['src/report/curl.ts', 'src/report/har.ts'],
  'try-mcp': ['src/flow/try-mcp.ts'],
  'watch-folders': ['src/node/watch-folders.ts'],
}

// All that judges a project: shared by the commands that are not in such a hurry.
const judging = { 'load-project': ['src/flow/load-project.ts'] }

const nameOf = (path: string): string => basename(path, '.ts')
const chunkNames = new Map([...first, ...chunks, ...telling].map((path) => [resolve(path), `./${nameOf(path)}.cjs`]))

/** Turns the dynamic import of a chunk, and the import of the examples, into a require of a file of its own; trims the manifest. */
const chunkPlugin: Plugin = {
  name: 'separate-chunks',
  setup(builder) {
    // Commander would start commands that are programs of their own; we have none, and loading what starts them takes 3 ms.
    builder.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      /node_modules.commander/.test(importer) ? { path: 'nothing', namespace: 'nothing' } : undefined,
    )
    builder.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: '' }))
    // One copy for the places and the full parser, which a broken file needs both; colour is for terminals.
    builder.onResolve({ filter: /^(js-yaml|chalk)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${path}.cjs`, external: true },
    )
    // What is set of the engine, bin/diga-int.cjs has to know as well.
    builder.onResolve({ filter: /\/engine\.ts$/ }, () => ({ path: './engine', external: true }))
    builder.onResolve({ filter: /code-examples\.json$/ }, () => ({ path: './code-examples.json', external: true }))
    builder.onResolve({ filter: /\.ts$/ }, ({ path, kind, resolveDir }) => {
      const chunk = kind === 'dynamic-import' ? chunkNames.get(resolve(resolveDir, path)) : undefined
      return chunk === undefined ? undefined : { path: chunk, external: true }
    })
    // Of our own manifest only the version is read.
    builder.onLoad({ filter: /package\.json$/ }, ({ path }) => {
      if (path !== resolve('package.json')) return undefined
      const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'))
      return { contents: JSON.stringify({ version }), loader: 'json' }
    })
  },
}

const options = {
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  // A plain require: Node's own import reads a CommonJS file twice, the first time only for the names of its exports.
  supported: { 'dynamic-import': false },
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions

// Object spread as Node 20 runs it makes the YAML parser three times slower (docs/decisions/parser.md), and a plain run takes 3 MB more with it. What
// finds and words mistakes is a tenth faster with it.
const spreadless = { ...options, target: ['es2017', 'node20.19'] }

const entries = (paths: readonly string[]): Record<string, string> => Object.fromEntries(paths.map((path) => [nameOf(path), path]))

rmSync('dist', { recursive: true, force: true })
const built = await Promise.all([
  build({ ...spreadless, entryPoints: entries(first), plugins: [chunkPlugin, lazyPlugin({ ...judges, ...lazy }), wordlessPlugin] }),
  build({
    ...options,
    entryPoints: { ...entries(chunks), ...lazyEntries({ ...judges, ...lazy, ...judging }), chalk: 'chalk' },
    plugins: [chunkPlugin, lazyPlugin({ ...judges, ...lazy, ...judging }), wordlessPlugin],
  }),
  build({ ...spreadless, entryPoints: { 'js-yaml': 'js-yaml' }, plugins: [chunkPlugin] }),
  build({ ...options, entryPoints: entries(telling), plugins: [chunkPlugin, lazyPlugin({ ...lazy, ...judging })] }),
])
// esbuild leaves the letters of regular expressions as they are. Written as escapes all is ASCII, which takes the engine half the memory.
for (const name of readdirSync('dist').filter((file) => file.endsWith('.cjs'))) {
  const path = join('dist', name)
  const text = readFileSync(path, 'utf8')
  const escaped = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  if (escaped !== text) writeFileSync(path, escaped)
}
// What loads them knows exactly which they are: what the engine compiled of another build is not for this one.
const digest = createHash('sha256')
for (const name of readdirSync('dist').toSorted()) digest.update(`${name}\n`).update(readFileSync(join('dist', name)))
const BUILD = JSON.stringify(digest.digest('hex').slice(0, 16))
await build({
  ...spreadless,
  entryPoints: { 'diga-int': 'src/node/start.ts' },
  outdir: 'bin',
  define: { BUILD },
  banner: { js: '#!/usr/bin/env node' },
})
chmodSync('bin/diga-int.cjs', 0o755)
// Only `explain` and the SARIF format read it.
copyFileSync('src/generated/code-examples.json', 'dist/code-examples.json')
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenceTexts(built.flatMap(({ metafile }) => Object.keys(metafile.inputs))))
