import { escapeUnseen, hasUnseen } from '../text/printable.ts'
import type { Step } from '../yaml/cursor.ts'

/** UnseenPlace is a text or key that holds characters that nobody sees. */
export interface UnseenPlace {
  readonly steps: readonly Step[]
  /** The characters, as U+200B. */
  readonly characters: readonly string[]
}

/** firstUnseen finds the first text or key in a value that holds characters that nobody sees: what could speak to a model past its reviewers. */
export function firstUnseen(value: unknown, steps: readonly Step[] = []): UnseenPlace | undefined {
  if (typeof value === 'string') return unseenText(value, steps)
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, item] of Object.entries(value)) {
    const found = unseenText(key, steps) ?? firstUnseen(item, [...steps, key])
    if (found !== undefined) return found
  }
  return undefined
}

function unseenText(text: string, steps: readonly Step[]): UnseenPlace | undefined {
  if (!hasUnseen(text)) return undefined
  const rest = withoutEmojiMarks(text)
  return hasUnseen(rest) ? { steps, characters: unseenCharacters(rest) } : undefined
}

// A warning sign in colour is written U+26A0 U+FE0F, a family is people joined with U+200D: seen by everyone, and common in the descriptions of
// real servers. One mark between or after visible signs can hide nothing; a run of them still counts.
function withoutEmojiMarks(text: string): string {
  return text
    .replace(/(?<=[0-9#*])\ufe0f(?=\u20e3)/gu, '')
    .replace(/(?<=\p{Extended_Pictographic})\ufe0f/gu, '')
    .replace(/(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}])\u200d(?=\p{Extended_Pictographic})/gu, '')
}

function unseenCharacters(text: string): readonly string[] {
  const found = new Set<string>()
  escapeUnseen(text, (codePoint) => {
    found.add(`U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`)
    return ''
  })
  return [...found]
}

/** escapedJson writes every character of a JSON text that nobody sees as a JSON escape: the same values, and a reviewer sees them. */
export function escapedJson(text: string): string {
  return escapeUnseen(text, (codePoint) => {
    const units = String.fromCodePoint(codePoint).split('')
    return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  })
}
