import { closest } from '../../diagnostic/did-you-mean.ts'
import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { defineRule } from '../rule.ts'

// JSON Schema 2020-12 (validation, section 7.3); the OpenAPI format registry (spec.openapis.org/registry/format, without the rarest); and forms
// that are no slip of another one though they look like it. A format of a team's own is no mistake: only what is nearly a known one is told.
const known: ReadonlySet<string> = new Set([
  ...['date', 'date-time', 'time', 'duration', 'email', 'idn-email', 'hostname', 'idn-hostname', 'ipv4', 'ipv6', 'uri', 'uri-reference'],
  ...['uri-template', 'iri', 'iri-reference', 'uuid', 'json-pointer', 'relative-json-pointer', 'regex'],
  ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float', 'double', 'decimal', 'byte', 'binary', 'base64url'],
  ...['char', 'password', 'html', 'commonmark', 'http-date', 'date-time-local', 'time-local', 'unixtime', 'media-range'],
  ...['int', 'uint', 'float32', 'float64', 'cuid', 'ulid', 'ksuid', 'nanoid', 'urn', 'mime', 'rate', 'state', 'year', 'phone', 'tel'],
])

// What other systems call a form that has a name here.
const elsewhere: ReadonlyMap<string, string> = new Map(
  Object.entries({
    datetime: 'date-time',
    'e-mail': 'email',
    mail: 'email',
    url: 'uri',
    guid: 'uuid',
    timestamp: 'date-time',
  }),
)

const formed = bits('format')

export const parameterFormatUnknown = defineRule({
  code: 'parameter-format-unknown',
  on: 'tool',
  about: 'parameters',
  severity: 'warning',
  title: 'A format is nearly one that is known',
  why: 'Nothing checks a format that nobody knows, so a value in the wrong form goes out on a call.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & formed) === 0) return
    for (const placed of all) {
      if ((placed.uses & formed) === 0) continue
      const format = placed.schema['format']
      if (typeof format !== 'string' || known.has(format)) continue
      const meant = elsewhere.get(format.toLowerCase()) ?? closest(format, known)
      if (meant === undefined) continue
      const span = placed.parameter.at.value(...placed.steps, 'format')
      report({ message: `format "${format}" of ${nameOf(placed)} is not known`, span, hint: `did you mean "${meant}"?` })
    }
  },
})
