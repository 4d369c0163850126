import type { Conjunction } from './conjunction.ts'
import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import { says } from './limits.ts'
import { boundsOf } from './numbers.ts'
import { commonKinds } from './types.ts'
import type { Verdict } from './verdict.ts'

/** textFormatDoubts compares the formats of texts. */
export function textFormatDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const { format } = wide.schema
  if (format === undefined) return []
  const formats = narrow.parts.map(({ schema }) => schema['format']).filter((each) => each !== undefined)
  if (formats.some((each) => each === format || isKindOfFormat(each, format))) return []
  const isKnown = typeof format === 'string' && knownFormats.has(format)
  // Each of these lets texts pass that are of no other format.
  const isOther = formats.length === 1 && strictFormats.has(String(format)) && knownFormats.has(String(formats[0]))
  const isFree = isKnown && !says(narrow, 'pattern') && (formats.length === 0 || isOther)
  return [doubtAt(asked, 'format', isFree ? 'refused' : 'unsure')]
}

/** The formats of JSON Schema, all of texts: of anything else they ask nothing. */
const knownFormats = new Set([
  ...['date', 'date-time', 'time', 'duration', 'email', 'idn-email', 'hostname', 'idn-hostname', 'ipv4', 'ipv6'],
  ...['uri', 'iri', 'uuid', 'uri-template', 'json-pointer', 'relative-json-pointer', 'regex', 'uri-reference', 'iri-reference'],
])

const strictFormats = new Set(['date', 'date-time', 'time', 'duration', 'email', 'ipv4', 'ipv6', 'uri', 'uuid'])

const wider: Readonly<Record<string, readonly string[]>> = {
  email: ['idn-email'],
  hostname: ['idn-hostname'],
  uri: ['uri-reference', 'iri', 'iri-reference'],
  iri: ['iri-reference'],
  'uri-reference': ['iri-reference'],
}

function isKindOfFormat(narrow: unknown, wide: unknown): boolean {
  return typeof narrow === 'string' && typeof wide === 'string' && Object.hasOwn(wider, narrow) && wider[narrow]?.includes(wide) === true
}

/** numberFormatDoubts compares the formats of numbers, which OpenAPI has: some judge by them, and some pass over them. */
export function numberFormatDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const { format } = wide.schema
  if (format === undefined || isOfTexts(format)) return []
  if (narrow.parts.some(({ schema }) => schema['format'] === format)) return []
  const range = rangeOf(format)
  return range !== undefined && isWithin(narrow, range) ? [] : [doubtAt(asked, 'format', 'unsure')]
}

/** fitsNumberFormat tells whether a number is of a format. */
export function fitsNumberFormat(value: number, format: unknown): Verdict {
  if (isOfTexts(format)) return true
  const range = rangeOf(format)
  if (range === undefined) return undefined
  return range.least <= value && value <= range.most && (!range.isWhole || Number.isInteger(value))
}

function isOfTexts(format: unknown): boolean {
  return typeof format === 'string' && knownFormats.has(format)
}

interface Range {
  readonly least: number
  readonly most: number
  readonly isWhole: boolean
}

const whole = (bits: number, isSigned: boolean): Range => ({
  least: isSigned ? -(2 ** (bits - 1)) : 0,
  most: 2 ** (isSigned ? bits - 1 : bits) - 1,
  isWhole: true,
})

const ranges: ReadonlyMap<string, Range> = new Map([
  ...[8, 16, 32, 64].flatMap((bits) => [[`int${bits}`, whole(bits, true)] as const, [`uint${bits}`, whole(bits, false)] as const]),
  // Whatever JSON.parse gives is one.
  ['double', { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY, isWhole: false }],
])

function rangeOf(format: unknown): Range | undefined {
  return typeof format === 'string' ? ranges.get(format) : undefined
}

/** Whether all numbers of the narrower schemas lie within a range, by their bounds or by the format that they had. */
function isWithin(narrow: Conjunction, { least, most, isWhole }: Range): boolean {
  const formats = narrow.parts.flatMap(({ schema: { format } }) => rangeOf(format) ?? [])
  if (isWhole && commonKinds(narrow).includes('fraction') && !formats.some((each) => each.isWhole)) return false
  const bounds = boundsOf(narrow)
  return Math.max(bounds.least, ...formats.map((each) => each.least)) >= least && Math.min(bounds.most, ...formats.map((each) => each.most)) <= most
}
