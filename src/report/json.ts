import { escapeUnseen } from '../text/printable.ts'
import type { View } from './view.ts'

// A longer source line tells a reader of a log nothing, and thousands of places on it would make a log that nobody can open.
const longestLine = 1000

/** viewText prints a view as JSON, without the source lines that are too long for a log. */
export function viewText(view: View): string {
  return jsonText(view, (key, value) => (key === 'snippet' && typeof value === 'string' && value.length > longestLine ? undefined : value))
}

/** jsonText prints a value as JSON. What a terminal must not see is written as JSON escapes: the value stays the same. */
export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): string {
  const text = JSON.stringify(value, replacer, 2)
  return `${escapeUnseen(text, (codePoint) => unitsOf(String.fromCodePoint(codePoint)).join(''))}\n`
}

function unitsOf(character: string): string[] {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
