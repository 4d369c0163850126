import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-package-'))
const npm = (...argv: string[]): string => execFileSync('npm', argv, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
let packed: readonly string[] = []

beforeAll(() => {
  const [report]: { filename: string; files: { path: string }[] }[] = JSON.parse(
    npm('pack', '--ignore-scripts', '--json', '--pack-destination', folder),
  )
  packed = report?.files.map(({ path }) => path) ?? []
  // Nothing has to be fetched: the package has no dependencies.
  npm('install', '--offline', '--no-save', '--prefix', folder, join(folder, report?.filename ?? ''))
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const chunks = [
  ...['bundle', 'call-trouble', 'chalk', 'event-places', 'explain', 'explain-syntax', 'fix', 'fmt', 'full-parse', 'gitlab', 'glob', 'http'],
  ...['js-yaml', 'junit', 'layout', 'linear-match', 'load-project', 'login', 'main', 'mcp', 'patch', 'places', 'program'],
  ...['refusals', 'rules', 'rules-across', 'rules-locked', 'sarif', 'schema', 'second-opinion', 'select', 'shapes', 'sync', 'target-losses'],
  ...['tls-files', 'token'],
  ...['trouble', 'try', 'try-examples', 'try-mcp', 'validate', 'watch', 'watch-folders', 'wishes', 'written-calls'],
]

it('the package holds what a user needs, and nothing else', () => {
  expect(packed.toSorted()).toEqual(
    [
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'bin/diga-int.cjs'],
      ...chunks.map((chunk) => `dist/${chunk}.cjs`),
      ...['dist/THIRD-PARTY-LICENSES.txt', 'dist/code-examples.json'],
      ...readdirSync('schemas').map((name) => `schemas/${name}`),
    ].toSorted(),
  )
})

it('installed from its tarball into an empty folder, it works', () => {
  for (const part of ['integrations', 'agents', 'prompts']) cpSync(part, join(folder, part), { recursive: true })
  const run = (...argv: string[]): string => execFileSync(resolve(folder, 'node_modules/.bin/diga-int'), argv, { cwd: folder, encoding: 'utf8' })
  expect(run('validate')).toMatch(/^ok {2}nothing wrong in 14 files/)
  expect(run('explain', 'yaml-tab')).toContain('For example')
  expect(run('bundle', '--agent', 'support', '--target', 'anthropic')).toContain('bundles/support/anthropic.json')
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['diga-int'])
})
