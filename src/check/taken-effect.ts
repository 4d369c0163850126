import { type Effect, effectOf, wordsOf } from './effect.ts'
import { readingEnds, readingWords, takingWords, tellingWords, writingWords } from './effect-words.ts'
import { hintsOf } from './hints.ts'
import type { TakenTool } from './taken.ts'

/** takenEffectOf tells what a tool of an MCP server does: by its names and words, and by what its server says of it, which nobody can hold it to. */
export function takenEffectOf(tool: TakenTool): Effect | 'destroys' {
  const effect = effectOf(tool)
  if (effect === 'pays' || effect === 'takes away') return effect
  const { readOnly, destructive } = hintsOf(tool.locked)
  if (effect === 'reads' || soundsLikeReading(tool)) {
    // Servers call every POST destructive, searches too; but one that tells the two apart means it.
    return readOnly === false && destructive === false ? 'writes' : 'reads'
  }
  return destructive === true ? 'destroys' : 'writes'
}

/** Tools of servers bear the name of the server in front: ref_read_url, zcc_list_devices. */
function soundsLikeReading({ name, description }: TakenTool): boolean {
  const words = wordsOf(name)
  const [first = '', second = ''] = words
  if (changes(first)) return false
  if (answering.has(first)) return true
  const isPrefixed = words.length > 2 && !changes(second)
  if (isPrefixed && (readingWords.has(second) || answering.has(second) || isReadingEnd(words.at(-1) ?? ''))) return true
  return tellingWords.has(wordsOf(/^\p{L}+/u.exec(description)?.[0] ?? '')[0] ?? '')
}

function changes(word: string): boolean {
  return writingWords.has(word) || takingWords.has(word)
}

function isReadingEnd(word: string): boolean {
  return readingEnds.has(word) || word === 'fetch' || word === 'get' || word === 'list' || word === 'read'
}

// What such tools do beside looking something up: they give an answer and change nothing.
const answering: ReadonlySet<string> = new Set(
  'ping echo status health whoami help ask answer describe explain summarize summarise analyze analyse evaluate classify resolve discover extract enrich'.split(
    ' ',
  ),
)
