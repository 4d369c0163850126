import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { redactor } from '../../src/request/redact.ts'
import { Secret } from '../../src/world/secret.ts'

const inBase64 = (text: string): string => Buffer.from(text).toString('base64')
const each = (text: string, write: (code: number) => string): string => [...text].map((letter) => write(letter.codePointAt(0) ?? 0)).join('')
const bytewise = (text: string, write: (byte: number) => string): string => [...Buffer.from(text)].map(write).join('')
const among = (text: string, letters: RegExp, write: (code: number) => string): string =>
  text.replace(letters, (letter) => write(letter.codePointAt(0) ?? 0))
const inHex = (code: number): string => code.toString(16)
const amped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** What programs do to a text that they pass on. */
const encoders: Readonly<Record<string, (text: string) => string>> = {
  'a URL': encodeURIComponent,
  'a URL in small digits': (text) => encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  'a URL with every byte escaped': (text) => bytewise(text, (byte) => `%${inHex(byte).padStart(2, '0')}`),
  'a form': (text) => new URLSearchParams([['', text]]).toString().slice(1),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON in ASCII': (text) => among(JSON.stringify(text).slice(1, -1), /[^ -~]/g, (code) => `\\u${inHex(code).padStart(4, '0')}`),
  'a script': (text) => bytewise(text, (byte) => `\\x${inHex(byte).padStart(2, '0')}`),
  'HTML of PHP': (text) => amped(text).replaceAll("'", '&#039;'),
  'HTML of Go': (text) => among(text, /[&<>"'+]/g, (code) => (code === 38 ? '&amp;' : code === 60 ? '&lt;' : code === 62 ? '&gt;' : `&#${code};`)),
  'HTML of Handlebars': (text) => among(amped(text), /[/=`'](?!#)/g, (code) => `&#x${inHex(code).toUpperCase()};`),
  'HTML, all decimal': (text) => each(text, (code) => `&#${code};`),
  'HTML, all hexadecimal': (text) => each(text, (code) => `&#x${inHex(code)};`),
  base64: inBase64,
  'base64 for URLs': (text) => Buffer.from(text).toString('base64url'),
  'base64 over lines': (text) => inBase64(text).replace(/(.{16})(?=.)/g, '$1\r\n'),
  'base64 of UTF-16': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  hex: (text) => Buffer.from(text).toString('hex'),
}

const seed = 20_261_123
const chain = fc.array(fc.constantFrom(...Object.keys(encoders)), { maxLength: 3 })
const encode = (text: string, names: readonly string[]): string => names.reduce((inner, name) => encoders[name]?.(inner) ?? inner, text)
// Letters of keys and passwords, of people who write other letters too.
const secrets = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019+/=&"\'<>%\\ :@!`_-.~$#éñü漢'), minLength: 8, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'abcdefXYZ019+/='), minLength: 20, maxLength: 60 }),
)

const around = [
  ['', ''],
  ['x', ''],
  ['Bearer ', ''],
  ['user:', ' '],
  ['{"token":"', '", "id": 17 }'],
] as const

describe('a secret does not survive what others do to it', () => {
  it('as it is, or inside of something longer', () => {
    fc.assert(
      fc.property(secrets, chain, fc.constantFrom(...around), (secret, names, [before, after]) => {
        const written = encode(`${before}${secret}${after}`, names)
        const left = redactor([new Secret('$KEY', secret)])(written)
        expect(left, `${JSON.stringify(secret)} in ${names.join(', ')}: ${written}`).toMatch(/\$KEY|…/)
        // What may be left of it are bits of its ends.
        expect(written.length - left.length + 4).toBeGreaterThanOrEqual(secret.length - 2)
      }),
      { numRuns: 3000, seed },
    )
  })
})

describe('half a secret does not survive where a text was cut off', () => {
  const secret = 'correct horse, battery;staple "Zq7>x8Y'
  const redact = redactor([new Secret('$KEY', secret)])

  it.each(Object.keys(encoders).flatMap((one) => ['nothing', ...Object.keys(encoders)].map((two) => [one, two] as const)))(
    'in %s, then %s',
    (one, two) => {
      const [start, whole] = ['{"token":"Bearer ', `{"token":"Bearer ${secret}`].map((text) => encode(text, [one, two]))
      const most = whole?.length ?? 0
      for (let length = Math.floor((start?.length ?? 0) / 2); length < most; length += 1) {
        const cut = whole?.slice(0, length) ?? ''
        const left = redact(cut, { isCut: true })
        // Three letters of it say nothing, in any spelling.
        const decoded = [one, two].map((name) => encode(secret.slice(0, 6), name === 'nothing' ? [] : [name]))
        for (const written of [secret.slice(0, 6), ...decoded]) expect(left).not.toContain(written)
      }
    },
  )

  it.each([
    ['Authorization: Bearer correct horse', 'Authorization: Bearer '],
    ['Authorization: Bearer corr', 'Authorization: Bearer '],
    ['Authorization: Bearer cor', 'Authorization: Bearer cor'],
    ['{"a":"correct horse, ', '{"a":"'],
    ['correct%20horse%2', ''],
    ['a correct answer', 'a correct answer'],
    ['the horse, battery', 'the horse, battery'],
  ])('%s', (text, expected) => {
    expect(redact(text, { isCut: true })).toBe(expected)
  })

  it('a text that was not cut off keeps its end', () => {
    expect(redact('all of it is correct')).toBe('all of it is correct')
  })
})

it('nothing else is taken out', () => {
  const redact = redactor([new Secret('$KEY', 'tok_live+Ab/9=&"<Zq7>x8Y')])
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), chain, (text, names) => {
      const written = encode(text.toWellFormed(), names)
      expect(redact(written)).toBe(written)
    }),
    { numRuns: 2000, seed },
  )
})

const mega = 1024 * 1024
const nested = (times: number): string => (times === 0 ? 'A'.repeat(300_000) : inBase64(nested(times - 1)))

it.each([
  ['letters of base64', 'A'.repeat(mega)],
  ['base64 in base64 in base64 in base64', nested(4).slice(0, mega)],
  ['escapes of bytes', '%41'.repeat(mega / 3)],
  ['percents', '%25'.repeat(mega / 3)],
  ['a percent escaped over and over', `%${'25'.repeat(mega / 2)}`],
  ['ampersands', '&amp;'.repeat(mega / 5)],
  ['an ampersand escaped over and over', `&${'amp;'.repeat(mega / 4)}`],
  ['backslashes', '\\'.repeat(mega)],
  ['escapes of JSON', '\\u0041'.repeat(mega / 6)],
  ['half escapes', '%4&#\\u'.repeat(mega / 6)],
  ['zero bytes', '\0'.repeat(mega)],
  ['line breaks and spaces', 'A \n '.repeat(mega / 4)],
  ['blanks', `A${' '.repeat(mega)}`],
  ['digits', '41 '.repeat(mega / 3)],
  ['a picture', Buffer.from(Uint8Array.from({ length: (mega * 3) / 4 }, (_, index) => (index * 2654435761) >>> 13)).toString('base64')],
])('%s by the megabyte are looked through in no time', (_name, text) => {
  const redact = redactor([new Secret('$KEY', 'tok_live+Ab/9=&"<Zq7>x8Y'), new Secret('$USER', 'svc-phone')])
  // A test is given up after five seconds, and these take a fraction of one.
  expect(redact(text).length).toBeLessThanOrEqual(text.length)
})

it.each(["'%25'.repeat(2_700_000)", "'\\\\\\\\'.repeat(2_000_000)", "'%41b'.repeat(2_000_000)"])(
  'the largest answer, %s, takes no memory by the letter',
  (text) => {
    const code = `import { redactor } from './src/request/redact.ts'
      import { Secret } from './src/world/secret.ts'
      redactor([new Secret('$KEY', 'tok_live+Ab/9=&"<Zq7>x8Y')])(${text})`
    // A million objects, or a list of as many numbers, would not fit.
    const { status, stderr } = spawnSync(process.execPath, ['--max-old-space-size=96', '--import', 'tsx', '--input-type=module', '-e', code], {
      encoding: 'utf8',
    })
    expect({ status, stderr }).toMatchObject({ status: 0 })
  },
  30_000,
)
