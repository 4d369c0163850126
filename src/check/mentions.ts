import type { Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'

/** Mention is a name in snake_case that a prompt holds: where it stands first, and where it stands first between back-ticks. */
export interface Mention {
  readonly start: number
  quoted: number | undefined
}

/** Mentions is what a prompt names. Each of its agents, and each of their tools, is looked up here: a long prompt is read once. */
export interface Mentions {
  /** By name, in the order of the text. */
  readonly names: ReadonlyMap<string, Mention>
  /** Whether a name stands in the text as a word of its own. */
  readonly has: (name: string) => boolean
}

const known = new WeakMap<SourceFile, Mentions>()

/** mentionsIn reads the names out of a prompt. */
export function mentionsIn(file: SourceFile): Mentions {
  let mentions = known.get(file)
  if (mentions === undefined) {
    mentions = { names: namesIn(file.text), has: finderIn(file.text) }
    known.set(file, mentions)
  }
  return mentions
}

function namesIn(text: string): ReadonlyMap<string, Mention> {
  const names = new Map<string, Mention>()
  for (const match of text.matchAll(/(`?)\b([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)\b(`?)/g)) {
    const [, before = '', name = '', after] = match
    const start = match.index + before.length
    const mention = names.get(name) ?? { start, quoted: undefined }
    if (before === '`' && after === '`') mention.quoted ??= start
    names.set(name, mention)
  }
  return names
}

function finderIn(text: string): (name: string) => boolean {
  if (text.length < longText) return (name) => stands(name, text)
  let words: ReadonlySet<string> | undefined
  return (name) => {
    if (!/^[\w-]+$/.test(name)) return stands(name, text)
    words ??= new Set([...text.matchAll(/[\w-]+/g)].flatMap(([word]) => (word.includes('-') ? [word, ...word.split('-')] : [word])))
    return words.has(name)
  }
}

/** In a text longer than this, thousands of names are looked for among its words; a name with a dash that stands behind another dash is not found then. */
export const longText = 20_000

/** stands tells whether a name stands in a text as a word of its own. */
export function stands(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) return true
  }
  return false
}

// Words that make of an order the opposite, or say whose business it is.
const negation =
  /(?<!\p{L})(?:never|not|no|none|nobody|cannot|without|except|refuses?|forbidden|instead|rather|formerly|colleagues?|nunca|jamás|sin|nadie|prohibido|nicht|nie|niemals|kein\p{L}{0,3}|ohne|verboten|statt|kolleg\p{L}{0,6}|ne|jamais|sans|interdit|mai|non|senza|vietato|não|sem|proibido|niet|nooit|geen|zonder)(?!\p{L})|n['’]t(?!\p{L})/iu
const denied =
  /\b(?:(?:is|are|ist|est|está|é|è) (?:\p{L}+ )?(?:gone|forbidden|not|reserved|no longer|verboten|prohibid[oa]|interdit|proibid[oa]|vietato)|does not|do not|don['’]t|you (?:never|cannot)|rather than)(?!\p{L})/iu

const clauseEnds = '.;:!?,(\n'

/** isForbidden tells whether a prompt says of a name that it is not to be called, or not there: "never call", "is forbidden". */
export function isForbidden({ file: { text }, start, end }: Span): boolean {
  const clause = behindLast(clauseEnds, text.slice(Math.max(0, start - 120), start))
  return negation.test(clause) || denied.test(sentenceBehind(text, end))
}

/** isAboutOthers tells as much of the whole sentence, and of names that are spoken of and not called. */
export function isAboutOthers({ file: { text }, start, end }: Span): boolean {
  const before = behindLast('.!?\n', text.slice(Math.max(0, start - 200), start))
  const behind = sentenceBehind(text, end)
  return (
    negation.test(behindLast(clauseEnds, before)) ||
    denied.test(behind) ||
    /\b(?:never|reserved|colleagues?|back office|nunca|reservad[oa]|nie|niemals|kolleg\w*|jamais|réservé|mai)\b/i.test(`${before} ${behind}`)
  )
}

function behindLast(signs: string, text: string): string {
  let at = text.length
  while (at > 0 && !signs.includes(text.charAt(at - 1))) at -= 1
  return text.slice(at)
}

function sentenceBehind(text: string, end: number): string {
  return /^[^.!?\n]*/.exec(text.slice(end, end + 120))?.[0] ?? ''
}
