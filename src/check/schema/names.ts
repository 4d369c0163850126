import type { Step } from '../../yaml/cursor.ts'
import type { Shape } from './published.ts'

/** nameOf names a place in the words of the format: `request.path`, `tool "check_order"`. */
export function nameOf(shape: Shape, path: readonly Step[]): string {
  if (path.length === 0) return 'the file'
  // Only under tools of an integration stand tools.
  if (shape !== 'integration') return dotted(path)
  if (path.length === 2 && path[0] === 'tools' && path[1] !== 'include') return `tool "${path[1]}"`
  if (path.length === 4 && path[0] === 'tools' && path[2] === 'parameters') return `parameter "${path[3]}"`
  const shown = path.slice(path.length > 2 && path[0] === 'tools' && path[1] !== 'include' ? 2 : 0)
  return dotted(shown)
}

function dotted(path: readonly Step[]): string {
  return path.map((step, index) => (/^\d+$/.test(String(step)) ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('')
}

/** alternatives joins words with "or". */
export function alternatives(words: readonly string[]): string {
  return words.length <= 2 ? words.join(' or ') : `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`
}

/** typeName is a type of JSON Schema in words. */
export function typeName(type: string): string {
  switch (type) {
    case 'object':
      return 'a mapping'
    case 'array':
      return 'a list'
    case 'string':
      return 'a text'
    case 'integer':
      return 'a whole number'
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'empty'
    default:
      return `a ${type}`
  }
}

/** shownValue is a scalar as a message quotes it. */
export function shownValue(value: unknown): string {
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
