import { printableLine } from '../../text/printable.ts'
import { hasLooseBracket } from '../misspelt-placeholder.ts'
import { defineRule } from '../rule.ts'

// A percent sign before a placeholder would let a value write any character there is.
const wrong = /[\s\\"^`|\u0000-\u001f\u007f]|%(?![0-9A-Fa-f]{2})/

// Of a list, or a line of code, that was pasted.
const leftOver = /[,;]$/

export const pathCharacterRefused = defineRule({
  code: 'path-character-refused',
  on: 'tool',
  about: 'path',
  severity: 'error',
  title: 'A path holds a character that no path can carry',
  why: 'It is dropped, changed or refused on its way, so the call goes to another endpoint or to none.',
  check({ tool }, report) {
    const { path } = tool.request
    const found = wrong.exec(path) ?? leftOver.exec(path)
    // Brackets are told as a placeholder, with what stands in them.
    if (found === null || /[?#]/.test(path.slice(0, found.index)) || hasLooseBracket(tool.request)) return
    if (leftOver.test(found[0])) {
      const span = tool.at.value('request', 'path')
      // In quotes it is meant.
      if (/["']/.test(span.file.text.charAt(span.start))) return
      report({ message: `the path of tool "${tool.name}" ends in "${found[0]}"`, span, hint: 'take it away' })
      return
    }
    const [character] = found
    report({
      message: `the path of tool "${tool.name}" holds ${nameOf(character)}`,
      span: tool.at.within(character, 'request', 'path'),
      hint: found.index === path.length - 1 ? 'take it away' : `take it away, or write it as %${hex(character)}`,
    })
  },
})

function nameOf(character: string): string {
  if (character === ' ') return 'a space'
  if (character === '\n' || character === '\r') return 'a line break'
  if (character === '%') return '"%" without the two digits of an escape'
  return character === '\\' ? 'a backslash' : `"${printableLine(character)}"`
}

function hex(character: string): string {
  return encodeURIComponent(character).slice(1)
}
