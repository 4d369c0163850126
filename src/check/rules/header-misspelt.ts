import { closest } from '../../diagnostic/did-you-mean.ts'
import { namedHeaders } from '../named-headers.ts'
import { defineRule } from '../rule.ts'

// What a client may send of RFC 9110 and its neighbours, but for what header-reserved tells.
const names = (
  'Accept Accept-Encoding Accept-Language Authorization Cache-Control Content-Encoding Content-Language Content-Type Cookie ' +
  'If-Match If-Modified-Since If-None-Match If-Unmodified-Since Origin Prefer Referer User-Agent'
).split(' ')

// Common ones; what is one letter away from another common one has to stand here too.
const types = (
  'application/json application/xml application/yaml application/yml application/pdf application/octet-stream ' +
  'application/x-www-form-urlencoded application/problem+json multipart/form-data text/plain text/html text/xml text/csv'
).split(' ')

const longName = 12
const mostTypes = 20

export const headerMisspelt = defineRule({
  code: 'header-misspelt',
  on: 'integration',
  about: ['credentials', 'headers', 'method'],
  severity: 'warning',
  title: 'A header, or the media type in it, is misspelt',
  why: 'APIs pass over headers that they do not know: the call goes out without its credentials, or is answered in another format.',
  check(integration, report) {
    for (const { name, value, nameSpan, valueSpan } of namedHeaders(integration)) {
      // Names of somebody's own, which begin with X-, are often near each other.
      const meant = /^x-/i.test(name) ? undefined : nearest(name, names, name.length < longName ? 1 : 2)
      if (meant !== undefined) report({ message: `header "${name}" is nearly "${meant}"`, span: nameSpan(), hint: `did you mean "${meant}"?` })
      // A Content-Type is held against the body: content-type-not-json.
      if (value === undefined || !/^accept$/i.test(name)) continue
      for (const part of value.split(',', mostTypes)) {
        const type = part.replace(/;.*/s, '').trim()
        const near = nearest(type, types, 1)
        if (near !== undefined) report({ message: `media type "${type}" is nearly "${near}"`, span: valueSpan(), hint: `did you mean "${near}"?` })
      }
    }
  },
})

function nearest(word: string, known: readonly string[], slips: number): string | undefined {
  const lower = word.toLowerCase()
  return known.some((each) => each.toLowerCase() === lower) ? undefined : closest(word, known, slips)
}
