import { canonicalJson } from '../text/canonical-json.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Grade } from './grade.ts'
import { otherwiseRead } from './schema/drafts.ts'
import type { Edit } from './schema/edits.ts'
import { textsIn } from './schema/part.ts'

/** Role is what a schema is for: what a tool takes breaks when it takes less, what it gives back when it promises less. */
export type Role = 'input' | 'output'

/** editSentence says what one difference between two schemas means; `proven` is what comparing them showed. */
export function editSentence(edit: Edit, role: Role, proven: Grade): string {
  return sentences[edit.keyword]?.(edit, role, proven) ?? doubtSentence(role, proven, edit.keyword)
}

/** doubtSentence says what comparing two schemas showed. */
export function doubtSentence(role: Role, proven: Grade, keyword: string): string {
  const about = silent.has(keyword) ? '' : `, by "${printableLine(shorten(keyword, 40))}"`
  if (role === 'input') {
    if (proven === 'breaking') return `takes less than before${about}`
    return proven === 'safe' ? 'takes no less than before' : `it cannot be told whether all that it took is still taken${about}`
  }
  if (proven === 'breaking') return `promises less than before${about}`
  return proven === 'safe' ? 'promises no less than before' : `it cannot be told whether all that it promised still holds${about}`
}

const silent: ReadonlySet<string> = new Set(['', '$ref', '$defs', 'definitions'])

type Sentence = (edit: Edit, role: Role, proven: Grade) => string | undefined

const wording = (what: string): Sentence => {
  return ({ before, after }) =>
    before === undefined
      ? `has ${what} now`
      : after === undefined
        ? `has no ${what.replace(/^an? /, '')} any more`
        : `has another ${what.replace(/^an? /, '')}`
}

const sentences: Readonly<Record<string, Sentence>> = {
  description: wording('a description'),
  title: wording('a title'),
  default: wording('a default'),
  examples: ({ before, after }) =>
    before === undefined ? 'has examples now' : after === undefined ? 'has no examples any more' : 'has other examples',
  $comment: wording('a comment'),
  $schema: draftSentence,
  $defs: definitionSentence,
  definitions: definitionSentence,
  properties: propertySentence,
  required: requiredSentence,
  enum: enumSentence,
  type: ({ after }, role, proven) => (after === undefined ? 'may be of any type now' : typeSentence(role, proven)),
  additionalProperties: othersSentence,
}

function draftSentence(edit: Edit): string {
  const said = 'is written in another draft of JSON Schema'
  const keyword = otherwiseRead(edit)
  if (keyword === undefined) return said
  return keyword === '$schema' ? `${said}, or in a dialect of it` : `${said}, which reads "${keyword}" otherwise`
}

function definitionSentence({ before, after, name }: Edit, role: Role, proven: Grade): string | undefined {
  if (name === undefined || proven !== 'safe') return undefined
  return before === undefined
    ? 'is a part that others may refer to'
    : after === undefined
      ? 'is no longer a part of its own'
      : doubtSentence(role, proven, '')
}

function typeSentence(role: Role, proven: Grade): string | undefined {
  if (proven === 'warning') return undefined
  if (role === 'input')
    return proven === 'breaking' ? 'no longer takes all types of values that it took' : 'takes no fewer types of values than before'
  return proven === 'breaking' ? 'may be of a type that it was not' : 'is of no type that it was not'
}

function propertySentence({ name, before, after, owners }: Edit, role: Role, proven: Grade): string | undefined {
  const what = role === 'input' ? 'argument' : 'field'
  if (name === undefined) return undefined
  if (before === undefined) {
    if (role === 'output') return proven === 'safe' ? 'a new field' : 'a new field, in an object that had no others'
    return textsIn(owners[1]['required']).includes(name)
      ? `a new ${what}, which must be given`
      : proven === 'safe'
        ? `a new ${what}`
        : `a new ${what}; it cannot be told whether it was used otherwise`
  }
  if (after !== undefined) return undefined
  if (role === 'output') return 'the field is gone'
  return proven === 'breaking' ? 'the argument is gone, and is refused' : 'the argument is gone: whoever sends it is not heard'
}

function requiredSentence({ before, after }: Edit, role: Role): string | undefined {
  const [old, fresh] = [textsIn(before), textsIn(after)]
  const came = fresh.filter((name) => !old.includes(name))
  const went = old.filter((name) => !fresh.includes(name))
  const parts =
    role === 'input'
      ? [listed('must now be given', came), listed('need no longer be given', went)]
      : [listed('is always there now', came), listed('may now be missing', went)]
  return joined(parts)
}

function enumSentence({ before, after }: Edit, role: Role, proven: Grade): string | undefined {
  if (before === undefined || after === undefined || proven === 'warning') return undefined
  const [old, fresh] = [before, after].map((values): readonly string[] => (Array.isArray(values) ? values.map(canonicalJson) : []))
  const came = fresh?.filter((value) => old?.includes(value) === false) ?? []
  const went = old?.filter((value) => fresh?.includes(value) === false) ?? []
  return joined(
    role === 'input'
      ? [listed('no longer takes', went), listed('now also takes', came)]
      : [listed('may now also be', came), listed('is never any more', went)],
  )
}

function othersSentence({ before, after }: Edit, role: Role): string | undefined {
  if (role === 'output')
    return after === false ? 'gives back nothing that it does not name' : before === false ? 'may give back what it does not name' : undefined
  return after === false ? 'no longer takes what it does not name' : before === false ? 'takes whatever it does not name' : undefined
}

function listed(words: string, items: readonly string[]): string {
  if (items.length === 0) return ''
  const shown = items.slice(0, 5).map((item) => printableLine(shorten(item, 60)))
  return `${words}: ${shown.join(', ')}${items.length > 5 ? ` and ${items.length - 5} more` : ''}`
}

function joined(parts: readonly string[]): string | undefined {
  const said = parts.filter((part) => part !== '')
  return said.length === 0 ? undefined : said.join('; ')
}
