import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'

/**
 * wordlessPlugin leaves out of the rules and fixed codes what only `explain`, the SARIF format and the docs read: their titles and reasons, a fifth of
 * the code that a plain `validate` would have to load.
 */
export const wordlessPlugin: Plugin = {
  name: 'wordless-rules',
  setup(builder) {
    builder.onLoad({ filter: /[\\/]src[\\/]check[\\/]rules[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
      contents: basename(path).startsWith('index')
        ? readFileSync(path, 'utf8')
        : without(path, new RegExp(`^  (?:title|why):\\s*${literal},\\n`, 'gm'), '', 2),
      loader: 'ts',
    }))
    builder.onLoad({ filter: /[\\/]src[\\/]diagnostic[\\/]codes\.ts$/ }, ({ path }) => ({
      contents: without(path, new RegExp(`\\b(error|warning|unfinished)\\(\\s*${literal},\\s*${literal},?\\s*\\)`, 'g'), "$1('', '')", 40),
      loader: 'ts',
    }))
  },
}

const literal = '(?:\'(?:[^\'\\\\\\n]|\\\\.)*\'|"(?:[^"\\\\\\n]|\\\\.)*")'

/** A text in another form than the usual one would stay in, so the build stops instead. */
function without(path: string, words: RegExp, instead: string, least: number): string {
  const text = readFileSync(path, 'utf8')
  const count = text.match(words)?.length ?? 0
  if (count < least) throw new Error(`${path}: title and why are each one plain text on a line of their own (found ${count})`)
  return text.replace(words, instead)
}
