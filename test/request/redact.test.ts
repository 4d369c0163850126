import { describe, expect, it } from 'vitest'
import { redactor } from '../../src/request/redact.ts'
import { Secret } from '../../src/world/secret.ts'

const key = 'sk/4+7=é "q"&<x>'
const redact = redactor([new Secret('$KEY', key)])

describe('a secret is taken out however a server writes it back', () => {
  it.each<[string, string]>([
    ['as it is', key],
    ['in JSON', JSON.stringify(key).slice(1, -1)],
    ['in JSON as PHP writes it, with its slashes escaped', JSON.stringify(key).slice(1, -1).replaceAll('/', '\\/')],
    [
      'in JSON as Go writes it, with & < > escaped',
      JSON.stringify(key)
        .slice(1, -1)
        .replace(/[&<>]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    ],
    ['in JSON as .NET and Python write it, in ASCII', JSON.stringify(key).slice(1, -1).replace('é', '\\u00e9')],
    [
      'in JSON as .NET writes it, with what could mean something to a page escaped in capitals',
      JSON.stringify(key)
        .slice(1, -1)
        .replaceAll('\\"', '\\u0022')
        .replace(/[&<>'+é]/g, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
    ],
    ['in JSON inside of JSON', JSON.stringify(JSON.stringify(key)).slice(3, -3)],
    ['in a header, a letter for each byte', Buffer.from(key).toString('latin1')],
    ['in a URL inside of a URL', encodeURIComponent(encodeURIComponent(key))],
    ['in a URL', encodeURIComponent(key)],
    ['in a URL with small hex digits', encodeURIComponent(key).replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())],
    ['in a form', new URLSearchParams({ '': key }).toString().slice(1)],
    ['in base64', Buffer.from(key).toString('base64')],
    ['in base64 without its padding', Buffer.from(key).toString('base64').replace(/=+$/, '')],
    ['in base64 for URLs', Buffer.from(key).toString('base64url')],
    ['on a page of HTML', key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
  ])('%s', (_, written) => {
    expect(redact(`before ${written} after ${written}`)).toBe('before $KEY after $KEY')
  })
})

it('a secret inside of another one does not leave the rest of it behind', () => {
  const both = redactor([new Secret('$USER', 'ana@bikes'), new Secret('$PAIR', 'ana@bikes:horse')])
  expect(both('ana@bikes:horse, ana@bikes')).toBe('$PAIR, $USER')
})

it('two secrets of one value go by the first name', () => {
  expect(redactor([new Secret('$OLD', 'horse battery'), new Secret('$NEW', 'horse battery')])('horse battery')).toBe('$OLD')
})

it.each<[string, string]>([
  ['$1', 'a label is no replacement pattern: $1'],
  ['$&', 'a label is no replacement pattern: $&'],
])('a label is written as it is: %s', (label, expected) => {
  expect(redactor([new Secret(label, 'horse battery')])('a label is no replacement pattern: horse battery')).toBe(expected)
})

it('values of three characters and fewer are left, for they would shred ordinary words', () => {
  expect(redactor([new Secret('$REGION', 'eu')])('the queue in europe')).toBe('the queue in europe')
})

it('without secrets a text stays as it is', () => {
  expect(redactor([])('nothing to hide')).toBe('nothing to hide')
})

it('a secret of several lines is found in JSON too', () => {
  const pem = redactor([new Secret('$CERT', 'line one\nline two')])
  expect(pem('{"cert":"line one\\nline two"}')).toBe('{"cert":"$CERT"}')
})
