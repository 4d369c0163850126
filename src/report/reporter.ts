import { escapeUnseen } from '../text/printable.ts'
import { renderGithub } from './github.ts'
import { renderText, type Words } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** Report is a view with the words that the command itself adds in the text format. */
export interface Report {
  readonly view: View
  readonly words: (theme: Theme) => Words
}

/** renderers is the table of formats: a pure function from a report to a text that ends in a line feed. One file and one line a format. */
export const renderers = {
  text: ({ view, words }: Report, theme: Theme): string => renderText(view, theme, words(theme)),
  json: ({ view }: Report): string => renderJson(view),
  github: ({ view }: Report): string => renderGithub(view),
} as const satisfies Record<string, (report: Report, theme: Theme) => string>

/** Format is the name of a format. */
export type Format = keyof typeof renderers

/** formats lists the names of the formats. */
export const formats: readonly string[] = Object.keys(renderers)

/** isFormat tells whether a word is the name of a format. */
export function isFormat(word: string): word is Format {
  return Object.hasOwn(renderers, word)
}

/** What a terminal must not see is written as JSON escapes: the value stays the same. */
function renderJson(view: View): string {
  const text = JSON.stringify(view, null, 2)
  return `${escapeUnseen(text, (codePoint) => [...String.fromCodePoint(codePoint)].flatMap(unitsOf).join(''))}\n`
}

function unitsOf(character: string): string[] {
  return character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
