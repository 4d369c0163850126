import { build, type Plugin } from 'esbuild'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { lazyPlugin } from './lazy.ts'
import { licenceTexts } from './licences.ts'

// Loaded only when they are needed: what a plain `validate` never touches. Everything else is one file. A chunk has its own copy of what it shares
// with the others, so nothing may depend on the identity of a class across them.
const chunks = [
  ...['src/cli/program.ts', 'src/node/http.ts', 'src/node/mcp.ts', 'src/yaml/full-parse.ts', 'src/yaml/explain-syntax.ts', 'src/check/schema.ts'],
  'src/flow/target-losses.ts',
  ...['src/report/gitlab.ts', 'src/report/junit.ts', 'src/report/sarif.ts'],
]

// Needed in the middle of what is not asynchronous: for a file with something to report, for an expression or schema out of the ordinary.
const lazy = ['src/yaml/places.ts', 'src/json/select.ts', 'src/json/refusals.ts', 'src/json/linear-match.ts', 'src/text/glob.ts']

const chunkNames = new Map(chunks.map((path) => [basename(path), `./${basename(path, '.ts')}.cjs`]))

/** Turns the dynamic import of a chunk, and the import of the examples, into a require of a file of its own; trims undici. */
const chunkPlugin: Plugin = {
  name: 'separate-chunks',
  setup(builder) {
    // Of undici we use the client alone; its index would bring fetch, caches and WebSockets along.
    builder.onResolve({ filter: /^undici$/ }, () => ({ path: resolve('scripts/undici-client.cjs') }))
    // One copy for the places and the full parser, which a broken file needs both.
    builder.onResolve({ filter: /^js-yaml$/ }, ({ kind }) => (kind === 'entry-point' ? undefined : { path: './js-yaml.cjs', external: true }))
    builder.onResolve({ filter: /code-examples\.json$/ }, () => ({ path: './code-examples.json', external: true }))
    builder.onResolve({ filter: /\.ts$/ }, ({ path, kind }) => {
      const chunk = kind === 'dynamic-import' ? chunkNames.get(basename(path)) : undefined
      return chunk === undefined ? undefined : { path: chunk, external: true }
    })
  },
}

rmSync('dist', { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { main: 'src/main.ts', 'js-yaml': 'js-yaml', ...Object.fromEntries([...chunks, ...lazy].map((path) => [basename(path, '.ts'), path])) },
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  // Object spread as Node 20 runs it makes the YAML parser three times slower (docs/decisions/parser.md).
  target: ['es2017', 'node20.19'],
  minify: true,
  legalComments: 'none',
  metafile: true,
  plugins: [chunkPlugin, lazyPlugin(lazy)],
  logLevel: 'warning',
})
// Only `explain` and the SARIF format read it.
copyFileSync('src/generated/code-examples.json', 'dist/code-examples.json')
writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licenceTexts(Object.keys(metafile.inputs)))
