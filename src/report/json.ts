import { escapeUnseen } from '../text/printable.ts'

/** jsonText prints a value as JSON. What a terminal must not see is written as JSON escapes: the value stays the same. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${escapeUnseen(text, (codePoint) => unitsOf(String.fromCodePoint(codePoint)).join(''))}\n`
}

function unitsOf(character: string): string[] {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
