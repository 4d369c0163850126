import { readFileSync } from 'node:fs'
import { openCodeCache } from './code-cache.ts'
import * as engine from './engine.ts'

// bin/diga-int.cjs, CommonJS like all of the program as it is published: files in dist/ that load each other on first use. This one stands where people
// start it, for one that only loaded the next would take a millisecond.
declare const BUILD: string

type Wrapped = (exports: object, require: (id: string) => unknown, module: { exports: object }) => void

const folder = `${__dirname.slice(0, -'bin'.length)}dist/`
const [, , word = ''] = process.argv
// Others, and flags, share what is kept: a word that somebody made up makes no file.
const command = ['validate', 'try', 'sync', 'bundle', 'fmt', 'explain'].includes(word) ? word : 'other'
const cache = openCodeCache({ build: BUILD, command }, process.env)
const loaded = new Map<string, { exports: object }>()

/** Takes the place of Node's require within the program. What is no file of ours, Node loads. */
function load(id: string): unknown {
  if (!id.startsWith('./')) return require(id)
  // Here and in the program it is one and the same.
  if (id === './engine') return engine
  const name = id.slice(2)
  const filename = `${folder}${name}`
  if (!name.endsWith('.cjs')) return require(filename)
  const known = loaded.get(name)
  if (known !== undefined) return known.exports
  const module = { exports: {} }
  loaded.set(name, module)
  const source = `(function(exports,require,module){${readFileSync(filename, 'utf8')}\n})`
  const wrapped: Wrapped = engine.asUsual(() => cache.compile(name, source)).runInThisContext()
  wrapped(module.exports, load, module)
  return module.exports
}

load('./main.cjs')
process.on('exit', (code) => engine.asUsual(() => cache.keep(code === 0 && engine.isOverFew())))
