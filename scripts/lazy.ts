import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { basename, relative, resolve } from 'node:path'

/**
 * lazyPlugin turns the plain import of some files into one that loads them on the first call: in the source they are imported like any other, in the
 * package each is a file of its own. Only files whose exports are functions can be lazy.
 */
export function lazyPlugin(paths: readonly string[]): Plugin {
  const lazy = new Set(paths.map((path) => resolve(path)))
  const chunkOf = (path: string): string => `./${basename(path, '.ts')}.cjs`
  const chunks = new Set(paths.map(chunkOf))
  return {
    name: 'lazy-files',
    setup(builder) {
      builder.onResolve({ filter: /\.(ts|cjs)$/ }, ({ path, kind, resolveDir }) => {
        if (kind === 'require-call' && chunks.has(path)) return { path, external: true }
        const full = resolve(resolveDir, path)
        if (kind !== 'import-statement' || !lazy.has(full)) return undefined
        return { path: relative('.', full), namespace: 'lazy', sideEffects: false }
      })
      builder.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({ contents: stubsOf(path, chunkOf(path)), resolveDir: '.', loader: 'js' }))
    },
  }
}

function stubsOf(path: string, chunk: string): string {
  const text = readFileSync(path, 'utf8')
  const others = /^export (?!function |async function |interface |type )(.*)$/m.exec(text)
  if (others !== null) throw new Error(`${path} cannot be lazy: it exports "${others[1]}", which is no function`)
  const names = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1])
  return names.map((name) => `export const ${name} = (...values) => require('${chunk}').${name}(...values)`).join('\n')
}
