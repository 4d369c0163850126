import { register } from 'node:module'

// The conformance suite imports `globSync` from `fs`, which came with Node 22, for what no scenario of a client does. Without the name it does not
// even start on Node 20; with it, it does all that is asked of it there.
const shim = `export * from 'node:fs'
export { default } from 'node:fs'
export const globSync = () => { throw new Error('fs.globSync came with Node 22') }`

const hooks = `export const resolve = (specifier, context, next) =>
  /^(node:)?fs$/.test(specifier) && context.parentURL?.includes('conformance') && !context.parentURL.startsWith('data:')
    ? { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(shim)}`)}, shortCircuit: true }
    : next(specifier, context)`

register(`data:text/javascript,${encodeURIComponent(hooks)}`)
