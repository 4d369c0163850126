import { readFileSync } from 'node:fs'
import { openCodeCache } from './code-cache.ts'

// The program as it is published: files that load each other on first use. This one is the first, and CommonJS like the others.
declare const BUILD: string

type Wrapped = (exports: object, require: (id: string) => unknown, module: { exports: object }) => void

const cache = openCodeCache(BUILD, process.env)
const loaded = new Map<string, { exports: object }>()

/** Takes the place of Node's require within the program. What is no file of ours, Node loads. */
function load(id: string): unknown {
  if (!id.startsWith('./') || !id.endsWith('.cjs')) return require(id)
  const known = loaded.get(id)
  if (known !== undefined) return known.exports
  const name = id.slice(2)
  const filename = `${__dirname}/${name}`
  const module = { exports: {} }
  loaded.set(id, module)
  // The build writes nothing but ASCII, which is read fastest as what it is.
  const source = `(function(exports,require,module){${readFileSync(filename, 'latin1')}\n})`
  const wrapped: Wrapped = cache.compile(name, source, filename).runInThisContext()
  wrapped(module.exports, load, module)
  return module.exports
}

load('./main.cjs')
process.once('exit', () => cache.keep())
