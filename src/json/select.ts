import { compile, getRegisteredFunctions, search } from '@jmespath-community/jmespath'
import { isJsonObject } from './schema.ts'

/** Selection is what an expression picked, or why it could not. */
export type Selection = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** selectTrouble says why a text is no JMESPath expression, or undefined when it is one. */
export function selectTrouble(expression: string): string | undefined {
  try {
    return unknownFunction(compile(expression))
  } catch (error) {
    return reasonOf(error)
  }
}

/** select picks what a JMESPath expression names out of a JSON value. */
export function select(value: unknown, expression: string): Selection {
  try {
    // The library types its argument as its own JSON type; what JSON.parse gave is that.
    return { ok: true, value: search(JSON.parse(JSON.stringify(value ?? null)), expression) }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown trouble'
  return message
    .replace(/^Syntax error: /i, '')
    .replace('EOF', 'the end')
    .replace(/\.$/, '')
}

/** The parser takes any name for a function; which ones there are is otherwise only asked on the call. */
function unknownFunction(node: unknown): string | undefined {
  if (Array.isArray(node)) return firstOf(node)
  if (!isJsonObject(node)) return undefined
  const known: readonly string[] = getRegisteredFunctions()
  if (node['type'] === 'Function' && typeof node['name'] === 'string' && !known.includes(node['name']))
    return `there is no function "${node['name']}"`
  return firstOf(Object.values(node))
}

function firstOf(nodes: readonly unknown[]): string | undefined {
  for (const node of nodes) {
    const trouble = unknownFunction(node)
    if (trouble !== undefined) return trouble
  }
  return undefined
}
