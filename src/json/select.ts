import { compile, getRegisteredFunctions, search } from '@jmespath-community/jmespath'
import { closest } from '../diagnostic/did-you-mean.ts'
import { isJsonObject } from './schema.ts'

/** Selection is what an expression picked, or why it could not. */
export type Selection = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string }

/** selectTrouble says why a text is no JMESPath expression, or undefined when it is one. */
export function selectTrouble(expression: string): string | undefined {
  const excess = excessOf(expression)
  if (excess !== undefined) return excess
  try {
    return unknownFunction(compile(expression)) ?? misreadIn(expression)
  } catch (error) {
    return reasonOf(error)
  }
}

/** select picks what a JMESPath expression names out of a JSON value. */
export function select(value: unknown, expression: string): Selection {
  const reason = excessOf(expression) ?? misreadIn(expression)
  if (reason !== undefined) return { ok: false, reason }
  try {
    // The library types its argument as its own JSON type; what JSON.parse gave is that.
    return { ok: true, value: search(JSON.parse(JSON.stringify(value ?? null)), expression) }
  } catch (error) {
    return { ok: false, reason: reasonOf(error) }
  }
}

// More than any person writes, and less than fills the stack of the parser, which goes down with every bracket and every step.
const mostBrackets = 100
const mostSteps = 1000

/** What an expression has too much of; where the parser would give up depends on what else is on the stack. */
function excessOf(expression: string): string | undefined {
  let quote = ''
  let depth = 0
  let steps = 0
  for (let at = 0; at < expression.length; at += 1) {
    const character = expression.charAt(at)
    if (quote !== '') {
      // What stands in quotes is no step.
      if (character === '\\') at += 1
      else if (character === quote) quote = ''
    } else if (`'"\``.includes(character)) quote = character
    else if (']})'.includes(character)) depth -= 1
    else if ('[{(.|!&,+-*/%<>='.includes(character)) {
      steps += 1
      if ('[{('.includes(character)) depth += 1
    }
    if (depth > mostBrackets) return `it nests more than ${mostBrackets} brackets`
  }
  return steps > mostSteps ? `it has more than ${mostSteps} steps` : undefined
}

const words: ReadonlySet<string> = new Set(['let', 'in'])

/**
 * What the library reads, and the language and other libraries do not: two values with nothing between them inside of brackets, and `first-name`, which it
 * takes for a subtraction. Who subtracts sets spaces.
 */
function misreadIn(expression: string): string | undefined {
  let before = ''
  let end = 0
  let minuend: string | undefined
  for (const { token, start } of tokensOf(expression)) {
    const endsValue = /['"`\]})\w@]$/.test(before) && !words.has(before)
    if (endsValue && /^['"`@A-Za-z_]/.test(token) && !words.has(token)) return `a comma is missing before ${/^\w/.test(token) ? `"${token}"` : token}`
    const isBehind = start === end
    if (minuend !== undefined && isBehind && /^[A-Za-z_]/.test(token))
      return `"${minuend}-${token}" may be a name or a subtraction: a name with a dash stands in double quotes, a minus between spaces`
    minuend = token === '-' && isBehind && /^[A-Za-z_]/.test(before) ? before : undefined
    before = token
    end = start + token.length
  }
  return undefined
}

/** What is in quotes, names, and single signs. A quote that is not closed ends it: the parser tells that. */
function* tokensOf(expression: string): Generator<{ readonly token: string; readonly start: number }> {
  const word = /[A-Za-z_]\w*/y
  let at = 0
  while (at < expression.length) {
    const start = at
    const sign = expression.charAt(at)
    if (`'"\``.includes(sign)) {
      for (at += 1; at < expression.length && expression.charAt(at) !== sign; at += 1) if (expression.charAt(at) === '\\') at += 1
      if (at >= expression.length) return
      at += 1
    } else {
      word.lastIndex = at
      at += word.exec(expression)?.[0].length ?? 1
    }
    if (sign.trim() !== '') yield { token: expression.slice(start, at), start }
  }
}

// The library says no more than that the end of JSON is missing.
const literalReason = 'back-ticks hold JSON, so a text in them needs quotes of its own (`"none"`); or write it in single quotes alone'

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : 'unknown trouble'
  return message
    .replace(/^Syntax error: /i, '')
    .replace(/^unknown character: (\S)$/i, '"$1" stands in a name: put the name in double quotes')
    .replace(/^invalid token \(Number\): "?([\d.]+)"?$/i, 'a number stands in back-ticks: `$1`')
    .replace(/^expected Colon, got: (?:Rbrace|Comma)$/i, 'in braces each key has its value: {id: id}')
    .replace(/^unexpected end of JSON input or invalid format for a JSON literal.*$/is, literalReason)
    .replace('EOF', 'the end')
    .replace(/\.$/, '')
}

/** The parser takes any name for a function; which ones there are is otherwise only asked on the call. */
function unknownFunction(node: unknown): string | undefined {
  if (Array.isArray(node)) return firstOf(node)
  if (!isJsonObject(node)) return undefined
  const known: readonly string[] = getRegisteredFunctions()
  if (node['type'] === 'Function' && typeof node['name'] === 'string' && !known.includes(node['name'])) return unknownName(node['name'], known)
  return firstOf(Object.values(node))
}

function unknownName(name: string, known: readonly string[]): string {
  const meant = closest(name, known)
  return `there is no function "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`
}

function firstOf(nodes: readonly unknown[]): string | undefined {
  for (const node of nodes) {
    const trouble = unknownFunction(node)
    if (trouble !== undefined) return trouble
  }
  return undefined
}
