import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import type { Conjunction } from './conjunction.ts'
import { limitDoubts } from './limits.ts'
import { hasCounterexample } from './samples.ts'

/** textDoubts compares what is asked of texts. */
export function textDoubts(asked: Asked): readonly Doubt[] {
  // A pattern or a format may say as much by itself.
  const sure = says(asked.narrow, 'pattern') || says(asked.narrow, 'format') ? 'unsure' : 'refused'
  return [
    ...limitDoubts(asked, { keyword: 'minLength', isLeast: true, given: undefined, sure }),
    ...limitDoubts(asked, { keyword: 'maxLength', isLeast: false, given: undefined, sure }),
    ...patternDoubts(asked),
    ...formatDoubts(asked),
  ]
}

function says({ parts }: Conjunction, keyword: string): boolean {
  return parts.some(({ schema }) => schema[keyword] !== undefined)
}

function patternDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const { pattern } = wide.schema
  if (pattern === undefined || narrow.parts.some(({ schema }) => schema['pattern'] === pattern)) return []
  const isRefused = hasCounterexample(narrow.parts, { ...wide, schema: { pattern } })
  return [doubtAt(asked, 'pattern', isRefused ? 'refused' : 'unsure')]
}

function formatDoubts(asked: Asked): readonly Doubt[] {
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
