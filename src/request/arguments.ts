import { parseJson } from '../json/parse.ts'
import { valueAt } from '../json/pointer.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { plainlyFits } from '../json/plain-fit.ts'
import { refusalsOf } from '../json/refusals.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import { printableLine, shorten } from '../text/printable.ts'

/** Arguments is what a call gives to a tool, or why the words given cannot be read. */
export type ReadArguments = { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly trouble: string }

/**
 * readArguments reads `key=value`, `key:=json` and `a.b=value` on top of a base object. A plain value takes the type that the parameter's
 * schema asks for, so that `amount=20` is a number and `order_id=10001` stays a text.
 */
export function readArguments(words: readonly string[], base: JsonObject, schema: JsonObject): ReadArguments {
  const value: Record<string, unknown> = structuredClone({ ...base })
  const given = new Set<string>()
  for (const word of words) {
    const match = /^([^=:]+)(:?=)(.*)$/s.exec(word)
    if (match === null) return { ok: false, trouble: `"${word}" is no argument; write key=value or key:=json` }
    const [, key = '', operator, written = ''] = match
    const steps = key.split('.')
    if (steps.some((step) => step === '' || step === '__proto__')) return { ok: false, trouble: `"${key}" is no name of an argument` }
    const stranger = unknownStep(schema, steps)
    if (stranger !== undefined) return { ok: false, trouble: stranger }
    const read = operator === ':=' ? parseJson(written) : { value: typed(written, placeIn(schema, steps)) }
    if (read === undefined) return { ok: false, trouble: `the value of "${key}" is no JSON: ${written}` }
    if (given.has(key) && !typesOf(placeIn(schema, steps)).includes('array')) return { ok: false, trouble: `"${key}" is given twice` }
    given.add(key)
    if (!place(value, steps, read.value, placeIn(schema, steps))) return { ok: false, trouble: `"${key}" goes below a value that is no mapping` }
  }
  return { ok: true, value }
}

function place(target: Record<string, unknown>, steps: readonly string[], value: unknown, schema: SchemaPlace): boolean {
  const [first = '', ...rest] = steps
  if (rest.length > 0) {
    const inner = Object.hasOwn(target, first) ? target[first] : {}
    if (!isJsonObject(inner)) return false
    const copy = { ...inner }
    target[first] = copy
    return place(copy, rest, value, schema)
  }
  // A list is given one item at a time: tags=a tags=b.
  const before = Object.hasOwn(target, first) ? target[first] : undefined
  target[first] = typesOf(schema).includes('array') && !Array.isArray(value) ? [...(Array.isArray(before) ? before : []), value] : value
  return true
}

// Lists in lists: what is written bare goes into the innermost; a schema may nest them without end.
const mostLists = 10

function typed(written: string, place: SchemaPlace, lists = 0): unknown {
  const types = typesOf(place)
  if (types.includes('array'))
    return written.startsWith('[') ? valueOr(written) : lists === mostLists ? written : typed(written, itemsOf(place), lists + 1)
  if (types.includes('object') && written.startsWith('{')) return valueOr(written)
  if (types.includes('boolean') && (written === 'true' || written === 'false')) return written === 'true'
  if ((types.includes('number') || types.includes('integer')) && isExact(written)) return Number(written)
  if (types.includes('null') && written === 'null') return null
  return written
}

/** What is no decimal number, or cannot be held exactly, stays a text, which the schema then refuses: better than another number. */
function isExact(written: string): boolean {
  const number = Number(written)
  return (
    /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(written.trim()) &&
    Number.isFinite(number) &&
    (!Number.isInteger(number) || Number.isSafeInteger(number))
  )
}

function valueOr(written: string): unknown {
  const read = parseJson(written)
  return read === undefined ? written : read.value
}

/** A part of a schema, with the whole that its references point into. */
interface SchemaPlace {
  readonly schema: JsonObject
  readonly root: JsonObject
}

function placeIn(root: JsonObject, steps: readonly string[]): SchemaPlace {
  let inner = followed(root, root)
  for (const step of steps) {
    const properties: unknown = inner['properties']
    const next = isJsonObject(properties) && Object.hasOwn(properties, step) ? properties[step] : undefined
    inner = isJsonObject(next) ? followed(next, root) : {}
  }
  return { schema: inner, root }
}

/** A name below a parameter that declares others, and does not say that there may be more: most likely a slip. */
function unknownStep(root: JsonObject, steps: readonly string[]): string | undefined {
  for (let depth = 1; depth < steps.length; depth += 1) {
    const { properties, ...rest } = placeIn(root, steps.slice(0, depth)).schema
    const [above, step = ''] = [steps.slice(0, depth).join('.'), steps[depth]]
    if (!isJsonObject(properties) || Object.hasOwn(properties, step) || openers.some((keyword) => isOpen(rest[keyword]))) continue
    const hint = didYouMean(step, Object.keys(properties))
    if (hint === undefined) continue
    return `"${step}" is not declared below "${above}"; ${hint} (or ${above}:='{...}' sends it all the same)`
  }
  return undefined
}

const openers = ['additionalProperties', 'patternProperties', 'unevaluatedProperties', 'anyOf', 'oneOf', 'allOf', 'if', '$ref']

function isOpen(keyword: unknown): boolean {
  return keyword !== undefined && keyword !== false
}

function itemsOf({ schema, root }: SchemaPlace): SchemaPlace {
  const { items } = schema
  return { schema: isJsonObject(items) ? followed(items, root) : {}, root }
}

const mostReferences = 20

/** What a reference inside the schema stands for. */
function followed(schema: JsonObject, root: JsonObject): JsonObject {
  let inner = schema
  for (let count = 0; count < mostReferences; count += 1) {
    const { $ref: reference } = inner
    const found = typeof reference === 'string' && reference.startsWith('#/') ? valueAt(root, reference.slice(1)) : undefined
    if (!isJsonObject(found)) break
    inner = found
  }
  return inner
}

// Each part is looked at once: a schema may refer to itself.
function typesOf({ schema, root }: SchemaPlace, seen = new Set<JsonObject>()): readonly unknown[] {
  if (seen.has(schema)) return []
  seen.add(schema)
  const branches = [schema['anyOf'], schema['oneOf'], schema['allOf']].flat().filter(isJsonObject)
  return [schema['type'], ...branches.flatMap((branch) => typesOf({ schema: followed(branch, root), root }, seen))].flat()
}

/** ArgumentPlaces tells where a tool's parameters stand, so that trouble with an argument points at its parameter. */
export interface ArgumentPlaces {
  readonly tool: string
  readonly whole: () => Span
  readonly parameter: (name: string) => Span
}

// What an everyday schema of arguments says beside its properties.
const everyday = new Set(['type', 'properties', 'required', 'additionalProperties', 'title', 'description', '$schema'])

/** Nearly all calls are settled here, without the library that can judge any of them. */
function plainlyTaken(schema: JsonObject, value: JsonObject): boolean {
  const { type, properties, required = [] } = schema
  if (type !== 'object' || !isJsonObject(properties) || !Object.keys(schema).every((key) => everyday.has(key))) return false
  if (!Array.isArray(required) || !required.every((name) => typeof name === 'string' && Object.hasOwn(value, name))) return false
  return Object.entries(value).every(([name, item]) => {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    return isJsonObject(property) && plainlyFits(property, item)
  })
}

/** checkArguments judges the arguments of a call by the tool's schema. */
export function checkArguments(schema: JsonObject, value: JsonObject, places: ArgumentPlaces): readonly Diagnostic[] {
  if (plainlyTaken(schema, value)) return []
  const properties = isJsonObject(schema['properties']) ? schema['properties'] : {}
  const known = Object.keys(properties)
  const required = Array.isArray(schema['required']) ? schema['required'].filter((name) => typeof name === 'string') : []
  const missing = required.filter((name) => !Object.hasOwn(value, name))
  const unknown = schema['additionalProperties'] === false ? Object.keys(value).filter((name) => !Object.hasOwn(properties, name)) : []
  const told = new Set([...missing, ...unknown])
  return [
    ...unknown.map((name) =>
      diagnose('request-argument-unknown', {
        message: `"${name}" is not a parameter of tool "${places.tool}"`,
        span: places.whole(),
        hint: didYouMean(name, known),
      }),
    ),
    ...missing.map((name) =>
      diagnose('request-argument-missing', {
        message: `argument "${name}" of tool "${places.tool}" is missing`,
        span: places.parameter(name),
        hint: `give it: ${name}=...`,
      }),
    ),
    ...refusalsOf(schema, value).flatMap(({ pointer, keyword, message }) => {
      const [name] = pointer.split('/').slice(1)
      if (name === undefined ? missing.some((each) => message === `lacks "${each}"`) : told.has(name)) return []
      if (keyword === '')
        return [
          diagnose('request-argument-refused', {
            message: `the arguments cannot be checked: ${printableLine(shorten(message, 200))}`,
            span: places.whole(),
            hint: 'no agent can call this tool as it is: tell who wrote the schema',
          }),
        ]
      const subject = pointer === '' ? 'what is given' : `argument "${pointer.slice(1).replaceAll('/', '.')}": ${shownAt(value, pointer)}`
      return [
        diagnose('request-argument-refused', {
          message: `${subject} ${message}`,
          span: name === undefined ? places.whole() : places.parameter(name),
          hint: hintFor(properties, name, pointer),
        }),
      ]
    }),
  ]
}

/** What a shell makes hard to write. */
function hintFor(properties: JsonObject, name: string | undefined, pointer: string): string | undefined {
  const schema = name === undefined || !Object.hasOwn(properties, name) ? undefined : properties[name]
  if (!isJsonObject(schema)) return undefined
  if (schema['type'] === 'boolean') return `write ${name}=true or ${name}=false`
  return schema['type'] === 'array' && pointer !== `/${name}` ? `a list is given one item at a time: ${name}=… ${name}=…` : undefined
}

function shownAt(value: JsonObject, pointer: string): string {
  return printableLine(shorten(JSON.stringify(valueAt(value, pointer)) ?? 'nothing', 60))
}
