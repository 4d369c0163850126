import type { Hole, TemplateText } from '../model/tool.ts'

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
export function selectionIn({ written, in: text }: Hole): string | undefined {
  if (text.where !== 'body' || !mayBeGraphql(text.text)) return undefined
  const selections = known.get(text) ?? selectionsIn(text.text)
  known.set(text, selections)
  return selections.get(written)
}

// Each of its holes is asked about, by two rules: a text is read once.
const known = new WeakMap<TemplateText, ReadonlyMap<string, string>>()

function selectionsIn(text: string): ReadonlyMap<string, string> {
  const selections = new Map<string, string>()
  // A quote that is not closed goes on to the end: each is looked at once.
  for (const match of text.matchAll(/"(?:[^"\\]|\\[^])*(?:"|\\?$)|[\w)}]\s{0,100}(\{\w{1,100}\})/g)) {
    const [whole, written] = match
    if (written === undefined || selections.has(written)) continue
    const word = /\w{0,100}$/.exec(text.slice(Math.max(0, match.index - 100), match.index))?.[0] ?? ''
    selections.set(written, `${word}${whole}`)
  }
  return selections
}
