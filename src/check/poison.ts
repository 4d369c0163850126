import { escapeUnseen, hasUnseen } from '../text/printable.ts'
import { tagLetter } from './invisible.ts'
import type { LockedText } from './locked-text.ts'
import { lookalikesFolded } from './lookalike.ts'
import { type Cue, keyMark, strongCues, weakCues } from './poison-cues.ts'

/** Poison is what in the texts of one definition reads like an attack on the agent. */
export interface Poison {
  /** undefined: not worth a word. */
  readonly verdict: 'error' | 'warning' | undefined
  /** Strongest first, each kind of cue once. */
  readonly found: readonly FoundCue[]
}

/** One cue with the words that gave it. */
interface FoundCue {
  readonly weight: number
  readonly words: string
  readonly in: LockedText
}

const clean: Poison = { verdict: undefined, found: [] }

const poisonByTexts = new WeakMap<readonly LockedText[], Poison>()

/** poisonIn weighs the texts of one definition together: an attack may be spread over many fields. */
export function poisonIn(texts: readonly LockedText[]): Poison {
  const known = poisonByTexts.get(texts)
  if (known !== undefined) return known
  const poison = weigh(texts)
  poisonByTexts.set(texts, poison)
  return poison
}

let wordOfCue: RegExp | undefined

/** The words of strong cues that a text holds, found in one walk: most texts hold none. */
function cueWordsIn(lower: string): ReadonlySet<string> {
  wordOfCue ??= new RegExp([...new Set(strongCues.flatMap(({ words }) => words))].map(literal).join('|'), 'g')
  const words = new Set<string>()
  wordOfCue.lastIndex = 0
  for (let match = wordOfCue.exec(lower); match !== null; match = wordOfCue.exec(lower)) {
    words.add(match[0])
    // Words may overlap.
    wordOfCue.lastIndex = match.index + 1
  }
  return words
}

function literal(word: string): string {
  return word.replace(/[.+|[\]!/\\]/g, String.raw`\$&`)
}

function weigh(texts: readonly LockedText[]): Poison {
  const lines = texts.map(lineOf)
  const page = lines.join('\n')
  const lower = page.toLowerCase()
  const words = cueWordsIn(lower)
  if (words.size === 0) return clean
  const strong = strongCues.filter((cue) => cue.words.some((word) => words.has(word))).flatMap((cue) => foundCue(cue, { page, texts, lines }))
  if (strong.length === 0) return clean
  const weak = weakCues.filter((cue) => cue.words.some((word) => lower.includes(word))).flatMap((cue) => foundCue(cue, { page, texts, lines }))
  const found = [...strong.toSorted((left, right) => right.weight - left.weight), ...weak]
  const sum = found.reduce((before, { weight }) => before + weight, 0)
  return { verdict: strong.some(({ weight }) => weight === 3) || sum > 3 ? 'error' : 'warning', found }
}

interface Page {
  readonly page: string
  readonly texts: readonly LockedText[]
  readonly lines: readonly string[]
}

function foundCue({ weight, pattern }: Cue, { page, texts, lines }: Page): FoundCue[] {
  const match = pattern().exec(page)
  if (match === null) return []
  let end = 0
  const index = lines.findIndex((line) => {
    end += line.length + 1
    return match.index < end
  })
  const inText = texts[index]
  return inText === undefined ? [] : [{ weight, words: match[0].replace(keyMark, '').trim(), in: inText }]
}

/** One line a text, as a model takes it in: what tags spell, nothing else that is unseen, white space folded; names taken apart into words. */
function lineOf({ text, isKey }: LockedText): string {
  // An icon, most likely: letters without words.
  if (text.startsWith('data:')) return ''
  const seen = hasUnseen(text) ? escapeUnseen(text, tagLetter) : text
  const folded = lookalikesFolded(/\s/.test(seen) ? seen.replace(/\s+/g, ' ') : seen)
  if (isKey) return `${keyMark}${folded.replace(/[_-]|(?<=[a-z])(?=[A-Z])/g, ' ')}`
  return folded.includes(' ') ? folded : folded.replace(/(?<=[a-z])_(?=[a-z])/gi, ' ')
}
