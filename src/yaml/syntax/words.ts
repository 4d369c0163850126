import { type Line, opensBlock } from './lines.ts'
import { quoted } from './quotes.ts'
import type { Repair } from './repair.ts'

const unseen = /[\u00a0\u00ad\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/

/** unseenCharacter: what looks like a space, or like nothing, where YAML wants spaces and keys. */
export function unseenCharacter({ start, text }: Line): readonly Repair[] {
  if (!unseen.test(text)) return []
  const head = /^[^:"']*:?/.exec(text)?.[0] ?? ''
  const at = head.search(unseen)
  if (at < 0) return []
  const code = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`
  const told = {
    message: `a character that nobody sees (${code}) stands here`,
    start: start + at,
    end: start + at + 1,
    hint: 'delete it; write plain spaces',
  }
  const whole = { start, end: start + head.length }
  return [
    {
      ...told,
      edits: [
        { ...whole, text: head.replace(new RegExp(unseen, 'g'), (each) => (/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/.test(each) ? ' ' : '')) },
      ],
    },
    { ...told, edits: [{ ...whole, text: head.replace(new RegExp(unseen, 'g'), '') }] },
  ]
}

/** wideColon: a colon of another script. */
export function wideColon({ start, text }: Line): readonly Repair[] {
  const at = text.search(/[：﹕︓]/)
  if (at < 0) return []
  const behind = /^\s*/.exec(text.slice(at + 1))?.[0].length ?? 0
  return [
    {
      message: `"${text.charAt(at)}" is no colon to YAML`,
      start: start + at,
      end: start + at + 1,
      hint: 'write ": "',
      edits: [{ start: start + at, end: start + at + 1 + behind, text: ': ' }],
      isSafe: true,
    },
  ]
}

/** reservedStart: a text that starts with a character which means something else to YAML. */
export function reservedStart({ start, value, valueAt }: Line): readonly Repair[] {
  if (!/^[@`%&*!|>]/.test(value) || opensBlock.test(value) || /^[&!][\w!./-]*(?: |$)/.test(value)) return []
  const at = start + valueAt
  const first = value.charAt(0)
  const told = { start: at, end: at + (/^\S+/.exec(value)?.[0].length ?? 1), edits: [{ start: at, end: at + value.length, text: quoted(value) }] }
  if (/^\*[\w-]+$/.test(value)) {
    const anchor = value.replace('*', '&')
    return [
      {
        ...told,
        message: `"${value}" repeats "${anchor}", which does not stand above it`,
        hint: `write "${anchor}" before the value to repeat, or quotes around a text`,
      },
    ]
  }
  return [
    {
      ...told,
      message: `a text cannot start with "${first}" unless it is in quotes`,
      hint: 'put the whole text in quotes',
      isSafe: first === '@' || first === '`' || first === '%',
    },
  ]
}

/** bareVariable: `{{name}}` without quotes, which is a mapping whose key is a mapping. */
export function bareVariable({ start, value, valueAt, scan }: Line): readonly Repair[] {
  if (!value.includes('{')) return []
  const { quotes } = scan()
  return [...value.matchAll(/(?<=^|[[{,:] *)(?:\{\{[^{}"']*\}\}|\{[^{}"':,]*\})[^,\]}"']*/g)].flatMap(({ index, 0: found }) => {
    if (quotes.some((quote) => quote.start < index && index < (quote.end ?? value.length))) return []
    const hole = found.trimEnd()
    const at = start + valueAt + index
    const shown = /^\{\{?[^{}]*\}?\}/.exec(hole)?.[0] ?? hole
    return [
      {
        message: `YAML reads "${shown}" as a mapping`,
        start: at,
        end: at + shown.length,
        hint: `if a placeholder was meant, put it in quotes: ${quoted(hole)}`,
        edits: [{ start: at, end: at + hole.length, text: quoted(hole) }],
        isSafe: hole === shown,
      },
    ]
  })
}

// A text in braces or brackets, without quotes, and with placeholders in it: `{ path: /x/{id} }`.
const text =
  /(?<=[[{,] *|: +)(?:[^\s"'{}[\],:#&*!|>%@`]|:(?!\s))(?:[^"'{}[\],:]|:(?!\s))*?(?:\$?\{{1,2} *[\w.]+(?::?[-=?][^{}[\],"'\s]*)? *\}{1,2}(?:[^"'{}[\],:]|:(?!\s))*)+/g

/** braceInText: inside of a mapping or list in brackets, a placeholder in a text that is not in quotes. */
export function braceInText({ start, value, valueAt, scan }: Line): readonly Repair[] {
  if (!/^[[{]/.test(value)) return []
  const { quotes } = scan()
  const found = [...value.matchAll(text)].filter(({ index }) => !quotes.some((quote) => quote.start < index && index < (quote.end ?? value.length)))
  const repairs = found.map(({ index, 0: written }): Repair => {
    const whole = written.trimEnd()
    const hole = whole.search(/\$?\{/)
    const shown = /^\$?\{+[^{}]*\}+/.exec(whole.slice(hole))?.[0] ?? whole
    const at = start + valueAt + index
    // What stands beside it may be a secret.
    const isOpen = /^(?:\/|$|Bearer $)/.test(whole.slice(0, hole)) && !/[-=?:]\S*\}/.test(shown)
    return {
      message: `YAML reads "${isOpen ? shown : shown.replace(/\W*[-=?].*$/, '…}')}" as a mapping`,
      start: at + hole,
      end: at + hole + shown.length,
      hint: isOpen ? `put the whole text in quotes: ${quoted(whole)}` : 'put the whole text in quotes',
      edits: [{ start: at, end: at + whole.length, text: quoted(whole) }],
      isSafe: true,
    }
  })
  const [first] = repairs
  if (first === undefined || repairs.length < 2) return repairs
  return [...repairs, { ...first, edits: repairs.flatMap(({ edits }) => edits) }]
}

/** colonInText: a text without quotes that holds ": ". */
export function colonInText({ key, start, value, valueAt }: Line): readonly Repair[] {
  const colon = value.search(/:(?:\s|$)/)
  if (key === undefined || colon < 0 || /^["'[{|>]/.test(value)) return []
  const at = start + valueAt
  return [
    {
      message: 'a text that is not in quotes holds ": ", which starts a mapping',
      start: at + colon,
      end: at + colon + 1,
      hint: 'put the whole text in quotes',
      edits: [{ start: at, end: at + value.length, text: quoted(value) }],
      // One word before it may be a key that should stand on a line of its own.
      isSafe: /\s/.test(value.slice(0, colon)),
    },
  ]
}

/** lostIndent: the second line of a text, which stands below its key and not further right. */
export function lostIndent({ start, indent, key, value, text }: Line, index: number, lines: readonly Line[]): readonly Repair[] {
  const above = lines.findLast(({ kind }, at) => at < index && kind !== 'blank')
  const isProse = key === undefined && /^[^\s"'[{|>&*!%@`-]\S*\s+\S/.test(value)
  const isText = above?.key !== undefined && above.value !== '' && !/^["'[{&*!]/.test(above.value)
  if (!isProse || !isText || above.indent !== indent || above.keyAt !== indent) return []
  const end = lines.findIndex((each, at) => at > index && (each.indent !== indent || each.key !== undefined || each.kind !== 'content'))
  const all = lines.slice(index, end < 0 ? undefined : end)
  const word = text.slice(indent).split(' ', 1)[0] ?? ''
  return [
    {
      message: `"${word}" goes on with the text above it, and stands too far left`,
      start: start + indent,
      end: start + indent + word.length,
      hint: `indent ${all.length > 1 ? 'these lines' : 'the line'} by two more spaces`,
      edits: all.map((line) => ({ start: line.start, end: line.start, text: '  ' })),
    },
  ]
}

/** lostColon: a key without its colon, or without the space behind it. */
export function lostColon({ key, start, text, keyAt, value, valueAt }: Line): readonly Repair[] {
  const at = start + keyAt
  const joined = /^([\w-]+|"[^"]*"|'[^']*'):(?=\S)/.exec(text.slice(keyAt))?.[0]
  // Behind it a text may hold a colon with a space of its own.
  if (joined !== undefined && (key === undefined || /["'[{]/.test(key.slice(joined.length, joined.length + 1)))) {
    return [
      {
        message: `a space is missing behind ${JSON.stringify(joined)}`,
        start: at,
        end: at + joined.length,
        hint: `write "${joined.replaceAll('"', '')} "`,
        edits: [{ start: at + joined.length, end: at + joined.length, text: ' ' }],
        isSafe: true,
      },
    ]
  }
  if (key !== undefined) return []
  const word = /^[\w-]+/.exec(value)?.[0]
  if (word === undefined) return []
  const told = { start: at, end: at + word.length, message: `"${word}" stands here without a colon`, hint: `write "${word}:"` }
  const behind = start + valueAt + word.length
  return [{ ...told, edits: [{ start: behind, end: behind, text: ':' }], isSafe: word === value }]
}
