import type { Fix, Span } from '../../diagnostic/diagnostic.ts'
import { type Case, type Told, valueSpan, writtenAt } from './case.ts'
import { isSecret } from './discretion.ts'
import { type Draft, typeOf } from './draft.ts'
import { listOfToolsHint, wordMeant } from './foreign.ts'
import { alternatives, nameOf, shownValue, typeName } from './names.ts'
import type { Problem } from './problem.ts'
import { firstSentence, knownKeys } from './published.ts'

/** wrongType words a value of another type than the place takes, with what to write instead. */
export function wrongType(problem: Problem, around: Case): Told {
  const { path, draft, allowed = [] } = problem
  const name = nameOf(around.shape, path)
  const types = allowed.map(String)
  const span = valueSpan(around, draft)
  const isNothing = draft.value === null && writtenAt(span).trim() === ''
  const wanted = alternatives(types.map(typeName))
  if (isSecret(path, draft, around)) {
    if (path[0] === 'env') return { code: 'schema-wrong-type', message: `${name} must be ${wanted}`, span, hint: 'list the names alone: env: [NAME]' }
    const hint = types.includes('object') ? mappingHint(problem, around) : 'put it in quotes, or better, into the environment'
    const { fix } = remedy(problem, around, span)
    return { code: 'schema-wrong-type', message: `${name} must be ${wanted}`, span, hint, fix }
  }
  const message = isNothing ? `${name} is empty; it must be ${wanted}` : `${name} must be ${wanted}, not ${foundWords(draft)}`
  const hint = types.includes('object') ? mappingHint(problem, around) : undefined
  return { code: 'schema-wrong-type', message, span, ...(hint === undefined ? remedy(problem, around, span) : { hint }) }
}

/** How to write as a mapping what stands there as something else. */
function mappingHint({ path, draft, schema }: Problem, around: Case): string | undefined {
  const { shape } = around
  const { value, items } = draft
  if (shape === 'agent' && path[0] === 'tools') return 'write the tools by integration, as in "crm: [find_caller]"'
  if (path.at(-1) === 'retry' && typeof value === 'number')
    return `write "retry: { attempts: ${Math.min(5, Math.max(2, value))} }": the first time counts as one`
  if (items !== undefined) return listOfToolsHint(path, draft, around) ?? 'write each item as a key with its value, without "- "'
  if (typeof value !== 'string') return undefined
  if (shape === 'integration' && path.length === 4 && path[2] === 'parameters') {
    const type = /^(?:string|number|integer|boolean|array|object)$/.test(value) ? value : 'string'
    return `write "${String(path[3])}: { type: ${type}, description: … }"`
  }
  if (schema.oneOf?.[0]?.$ref !== undefined) return 'write "type:" and the keys of that type, each on a line of its own'
  if (/^\{.*\}$/s.test(value)) return 'take the quotes around the braces away'
  return /^[\w-]+:\s/.test(value) ? 'write each key on a line of its own, indented below it' : undefined
}

function foundWords(draft: Draft): string {
  switch (typeOf(draft)) {
    case 'mapping':
      return 'a mapping'
    case 'list':
      return 'a list'
    case 'text':
      return `the text "${shownValue(draft.value)}"`
    case 'empty':
      return 'empty'
    default:
      return String(draft.value)
  }
}

interface Remedy {
  readonly hint?: string
  readonly fix?: Fix
}

/** Written in quotes, or without them, as it is meant: the change is the whole remedy. */
const write = (span: Span, text: string, hint: string): Remedy => ({ hint, fix: { span, text } })

function remedy(problem: Problem, around: Case, span: Span): Remedy {
  const { draft, allowed = [] } = problem
  const wanted = allowed.map(String)
  const written = writtenAt(span)
  if (draft.value === null && written.trim() === '') return { hint: 'write it behind the colon, or delete the key' }
  if (wanted.includes('string')) return unsaidRemedy(problem, around) ?? textRemedy(problem, span, written)
  const text = typeof draft.value === 'string' ? draft.value.trim() : undefined
  if (wanted.includes('boolean')) return booleanRemedy(draft, span)
  if ((wanted.includes('number') || wanted.includes('integer')) && text !== undefined) return numberRemedy(text, span)
  if (wanted.includes('array')) return listRemedy(problem, around, text)
  return {}
}

/** What is said or read is a sentence, and no name of a setting is true or false: in quotes, such a value would pass, and mean nothing. */
function unsaidRemedy({ path, draft: { value }, schema }: Problem, { judge, draft }: Case): Remedy | undefined {
  if (typeof value !== 'boolean' && typeof value !== 'number') return undefined
  const key = String(path.at(-1))
  if (key === 'confirmation') return { hint: 'write the question that the caller answers: it is read out as it stands' }
  if (path.at(-2) === 'errors') return { hint: 'write what the agent is to tell the caller' }
  const above = judge.published.at(draft, path.slice(0, -1))
  const isNamed = above !== undefined && knownKeys(above).includes(key)
  if (!isNamed || (typeof value === 'number' && key !== 'description' && key !== 'title')) return undefined
  return { hint: schema.description === undefined ? 'write a text, or delete the key' : `write a text: ${firstSentence(schema.description)}` }
}

/** What of an answer is wanted, by name, as JMESPath writes it. */
function pickedAll(entries: Draft['entries']): string | undefined {
  const pairs = [...(entries ?? [])].map(([key, { value }]) => (/^[A-Za-z_]\w*$/.test(key) && typeof value === 'string' ? `${key}: ${value}` : ''))
  return pairs.length === 0 || pairs.includes('') || pairs.join().includes('"') ? undefined : `{ ${pairs.join(', ')} }`
}

function textRemedy({ path, draft }: Problem, span: Span, written: string): Remedy {
  const { value, entries, items } = draft
  if (typeof value === 'number' || typeof value === 'boolean') return write(span, `"${written}"`, `put it in quotes: "${written}"`)
  const hole = entries === undefined ? undefined : holeIn(written)
  if (hole !== undefined) return write(span, `"${hole}"`, `if a placeholder was meant, put it in quotes: "${hole}"`)
  if (items?.length === 1 && items[0]?.value !== undefined) return { hint: 'take the brackets or the dash away: it takes one text' }
  if (value === null) return { hint: 'write a text, or delete the key' }
  const picked = path.at(-1) === 'select' ? pickedAll(entries) : undefined
  if (picked !== undefined) return { hint: `write it as one text, in quotes: "${picked}"` }
  const [key, only] = [...(entries ?? [])][0] ?? []
  if (key === undefined || written.startsWith('{')) return {}
  if (entries?.size === 1 && only?.value === null) return { hint: `take the colon behind "${key}" away` }
  return key.includes(' ') ? { hint: 'put the whole text in quotes' } : {}
}

/** The placeholder that YAML read as a mapping with one key and no value. */
function holeIn(written: string): string | undefined {
  const name = /^\{\s*([A-Za-z_]\w*)\s*\}$/.exec(written)?.[1]
  return name === undefined ? undefined : `{${name}}`
}

const truths: ReadonlyMap<string, string> = new Map(
  Object.entries({
    yes: 'true',
    on: 'true',
    y: 'true',
    true: 'true',
    no: 'false',
    off: 'false',
    n: 'false',
    false: 'false',
  }),
)

function booleanRemedy({ value }: Draft, span: Span): Remedy {
  const truth = typeof value === 'string' ? truths.get(value.toLowerCase()) : undefined
  return truth === undefined ? { hint: 'write true or false' } : write(span, truth, `write ${truth}`)
}

function numberRemedy(text: string, span: Span): Remedy {
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) return write(span, text, `take the quotes away: ${text}`)
  const number = /^-?\d+(?:[.,]\d+)?/.exec(text.replace(/(?<=\d)_(?=\d)/g, ''))?.[0]?.replace(',', '.')
  return number === undefined ? {} : { hint: `write the number alone: ${number}` }
}

function listRemedy({ path, draft, schema }: Problem, { shape, judge }: Case, text: string | undefined): Remedy {
  if (shape === 'integration' && path[0] === 'env' && draft.entries !== undefined)
    return { hint: `list the names alone: env: [${[...draft.entries.keys()].join(', ')}]; the values stay in the environment` }
  if (text !== undefined && text !== '') {
    const allowed = schema.items === undefined ? [] : (judge.published.resolve(schema.items).enum ?? []).map(String)
    const words = text.split(/,\s*/).map((word) => (allowed.includes(word) ? word : (wordMeant(word, allowed) ?? word)))
    return { hint: `write it as a list: [${words.map((word) => (/^[A-Za-z][A-Za-z0-9_-]*$/.test(word) ? word : JSON.stringify(word))).join(', ')}]` }
  }
  if (draft.entries !== undefined) {
    const areNames = [...draft.entries.values()].every(({ value }) => value === null)
    return { hint: areNames ? `write it as a list: [${[...draft.entries.keys()].join(', ')}]` : 'write it as a list: start each item with "- "' }
  }
  if (typeof draft.value === 'boolean' && path.at(-1) === 'required')
    return { hint: 'list the names that are needed beside "properties": required: [name]' }
  return draft.value === undefined || draft.value === null ? {} : { hint: `write it as a list: [${String(draft.value)}]` }
}
