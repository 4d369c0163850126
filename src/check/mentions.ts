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

// In a text longer than this, thousands of names are looked for among its words; a name with a dash that stands behind another dash is not found then.
const longText = 20_000

function stands(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) return true
  }
  return false
}

const negation = /(?:\b(?:never|not|no|without|nunca|nicht|nie|jamais|mai|kein|keine|sin|ohne|sans)|n['’]t)(?:[ \t]+[\p{L}]+)?[ \t]*$/iu

/** isNegated tells whether what a prompt says at an offset is forbidden there: "never call", "do not use". */
export function isNegated(text: string, offset: number): boolean {
  return negation.test(text.slice(Math.max(0, offset - 40), offset))
}
