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
  if (!text.includes('{')) return []
  return partsOf(text).filter((part) => part.kind !== 'words')
}

/** wholePlaceholder gives the hole of a text that is nothing but one hole, so that the value keeps its type. */
export function wholePlaceholder(text: string): Placeholder | undefined {
  const parts = partsOf(text)
  const [only] = parts
  return parts.length === 1 && only !== undefined && only.kind !== 'words' ? only : undefined
}
