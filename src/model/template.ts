/** Placeholder is one hole in a text: `{name}` a parameter, `{{name}}` a call variable, `${NAME}` the environment. */
export interface Placeholder {
  readonly kind: 'parameter' | 'variable' | 'environment'
  readonly name: string
  /** The hole as it is written, braces included. */
  readonly written: string
}

/** Part is a stretch of a text: words as they are, or a hole. */
export type Part = { readonly kind: 'words'; readonly text: string } | Placeholder

const holes = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\{\{\s*([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]{}]*\])?)\s*\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}/g

/** partsOf takes a text apart into words and holes. Braces that are no hole (`\d{5}`, `{}`) stay words. */
export function partsOf(text: string): readonly Part[] {
  if (!text.includes('{')) return text === '' ? [] : [{ kind: 'words', text }]
  return takeApart(text)
}

function takeApart(text: string): readonly Part[] {
  const parts: Part[] = []
  let end = 0
  // Not matchAll: it makes a new expression for each text.
  holes.lastIndex = 0
  for (let match = holes.exec(text); match !== null; match = holes.exec(text)) {
    if (match.index > end) parts.push({ kind: 'words', text: text.slice(end, match.index) })
    parts.push(placeholderOf(match))
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ kind: 'words', text: text.slice(end) })
  return parts
}

function placeholderOf([written, environment, variable, parameter]: RegExpMatchArray): Placeholder {
  if (environment !== undefined) return { kind: 'environment', name: environment, written: written ?? '' }
  if (variable !== undefined) return { kind: 'variable', name: variable, written: written ?? '' }
  return { kind: 'parameter', name: parameter ?? '', written: written ?? '' }
}

/** placeholdersOf lists the holes of a text. */
export function placeholdersOf(text: string): readonly Placeholder[] {
  let brace = text.indexOf('{')
  if (brace < 0) return none
  const found: Placeholder[] = []
  while (brace >= 0) {
    const hole = holeAt(text, brace)
    if (hole !== undefined) found.push(hole)
    const end = hole === undefined ? brace + 1 : brace + hole.written.length - (hole.kind === 'environment' ? 1 : 0)
    brace = text.indexOf('{', end)
  }
  return found
}

const none: readonly Placeholder[] = []

/** The hole that opens with a brace, read without the expression above: every rule and request asks for the holes of many texts. */
function holeAt(text: string, brace: number): Placeholder | undefined {
  const start = brace + 1
  const end = nameEnd(text, start)
  if (end > start && text.charCodeAt(end) === closeBrace) {
    const name = text.slice(start, end)
    if (text.charCodeAt(brace - 1) === dollar) return { kind: 'environment', name, written: text.slice(brace - 1, end + 1) }
    return { kind: 'parameter', name, written: text.slice(brace, end + 1) }
  }
  if (text.charCodeAt(start) !== openBrace) return undefined
  const plain = holeEnd(text, brace)
  if (plain > 0) return { kind: 'variable', name: text.slice(start + 1, plain - 1), written: text.slice(brace, plain + 1) }
  variable.lastIndex = brace
  const [written, name] = variable.exec(text) ?? []
  return written === undefined || name === undefined ? undefined : { kind: 'variable', name, written }
}

/** holeEnd is the offset of the brace that closes a `{name}` or `{{name}}`, by that of the one that opens it; -1 where neither stands there. */
export function holeEnd(text: string, brace: number): number {
  if (text.charCodeAt(brace) !== openBrace) return -1
  const braces = text.charCodeAt(brace + 1) === openBrace ? 2 : 1
  const start = brace + braces
  const end = nameEnd(text, start)
  if (end === start || text.charCodeAt(end) !== closeBrace) return -1
  return braces === 1 ? end : text.charCodeAt(end + 1) === closeBrace ? end + 1 : -1
}

const variable = /\{\{\s*([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]{}]*\])?)\s*\}\}/y

const dollar = 0x24
const openBrace = 0x7b
const closeBrace = 0x7d

/** nameEnd is where a name ends that starts at an offset; that offset where there is none. */
export function nameEnd(text: string, start: number): number {
  let at = start
  for (let code; (code = text.charCodeAt(at)) >= 0x30; at += 1) {
    const isDigit = code <= 0x39
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f
    if (!isLetter && !(isDigit && at > start)) break
  }
  return at
}

/** wholePlaceholder gives the hole of a text that is nothing but one hole, so that the value keeps its type. */
export function wholePlaceholder(text: string): Placeholder | undefined {
  const [only] = placeholdersOf(text)
  return only?.written.length === text.length ? only : undefined
}
