import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'

/** LazyChunks names files of the package, and the source files that each of them holds. */
export type LazyChunks = Readonly<Record<string, readonly string[]>>

/**
 * lazyPlugin turns the plain import of some files into one that loads them on the first call: in the source they are imported like any other, in the
 * package they stand in a chunk of their own. Only files whose exports are functions can be lazy.
 */
export function lazyPlugin(chunks: LazyChunks): Plugin {
  const chunkOf = new Map(Object.entries(chunks).flatMap(([name, paths]) => paths.map((path) => [resolve(path), `./${name}.cjs`] as const)))
  const names = new Set<string>(chunkOf.values())
  return {
    name: 'lazy-files',
    setup(builder) {
      builder.onResolve({ filter: /^lazy:/ }, ({ path, kind }) =>
        kind === 'entry-point' ? { path: path.slice('lazy:'.length), namespace } : undefined,
      )
      builder.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: (chunks[path] ?? []).map((source) => `export * from './${source}'`).join('\n'),
        resolveDir: '.',
        loader: 'ts',
      }))
      builder.onResolve({ filter: /\.(ts|cjs)$/ }, ({ path, kind, resolveDir, namespace: from }) => {
        if (kind === 'require-call' && names.has(path)) return { path, external: true }
        const full = resolve(resolveDir, path)
        if (kind !== 'import-statement' || from === namespace || !chunkOf.has(full)) return undefined
        return { path: relative('.', full), namespace: 'stub', sideEffects: false }
      })
      builder.onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({
        contents: stubsOf(path, chunkOf.get(resolve(path)) ?? ''),
        resolveDir: '.',
        loader: 'js',
      }))
    },
  }
}

const namespace = 'lazy'

/** lazyEntries are the entry points from which the chunks are built. */
export function lazyEntries(chunks: LazyChunks): Record<string, string> {
  return Object.fromEntries(Object.keys(chunks).map((name) => [name, `lazy:${name}`]))
}

function stubsOf(path: string, chunk: string): string {
  const text = readFileSync(path, 'utf8')
  const others = /^export (?!function |async function |interface |type )(.*)$/m.exec(text)
  if (others !== null) throw new Error(`${path} cannot be lazy: it exports "${others[1]}", which is no function`)
  const names = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1])
  return names.map((name) => `export const ${name} = (...values) => require('${chunk}').${name}(...values)`).join('\n')
}
