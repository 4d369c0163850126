import type { Hole } from '../model/tool.ts'

// What its first brace opens goes on behind the first word: "query about {topic}" is no such text.
const start = /^\s*(?:(?:query|mutation|subscription|fragment)\b[^{]{0,1000})?\{\s*\w+[^}({]{0,1000}[({]/

/** mayBeGraphql tells whether a text is the text of a GraphQL request, by how it begins. */
export function mayBeGraphql(text: string): boolean {
  return start.test(text)
}

/**
 * selectionIn finds what looks like a placeholder and is what a GraphQL request selects: `state {name}` asks for the name of the state. It gives the words
 * with the one before them. A value stands behind a colon, in a list or in quotes.
 */
export function selectionIn({ written, in: { text, where } }: Hole): string | undefined {
  if (where !== 'body' || !mayBeGraphql(text)) return undefined
  const parts = text.split(written)
  let quotes = 0
  for (const before of parts.slice(0, -1)) {
    quotes += before.split('"').length - 1
    const word = /(?:\w+|[)}])\s*$/.exec(before.slice(-longestWord))?.[0]
    if (word !== undefined && quotes % 2 === 0) return `${word}${written}`
  }
  return undefined
}

const longestWord = 100
