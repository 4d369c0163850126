import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runIn } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-rules-'))
mkdirSync(join(folder, 'integrations'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Told {
  readonly code: string
  readonly message: string
  readonly hint?: string
  readonly place?: { readonly line: number; readonly column: number }
}

/** One library whose tool is made of the lines given; what validate tells of it. */
async function told(lines: string, head = 'base_url: https://library.example/v1'): Promise<readonly Told[]> {
  const text = `type: http\ndescription: Books of a library\n${head}\ntools:\n  read_loans:\n    description: Lists the loans of a card.\n${lines}\n`
  writeFileSync(join(folder, 'integrations/library.yaml'), text)
  const { out } = await runIn(folder, ['validate', '--format', 'json'])
  return JSON.parse(out).diagnostics
}

const card = '    parameters: { card: { type: string, description: The card } }'

// Finer points of rules, beside the example folder that each code has.
describe('what a person really gets wrong', () => {
  it.each<[string, string, string, RegExp]>([
    ['call braces for a parameter', `${card}\n    request: { method: GET, path: "/loans/{{card}}" }`, 'parameter-unused', /^write "\{card\}"$/],
    ['shell braces for a parameter', `${card}\n    request: { method: GET, path: "/loans/\${card}" }`, 'parameter-unused', /^write "\{card\}"$/],
    [
      'an optional value that is read back',
      '    parameters: { card: { type: string, description: The card }, note: { type: string, required: false, description: A note } }\n' +
        '    confirmation: Shall I add {note}?\n    request: { method: POST, path: "/loans/{card}", body: { note: "{note}" } }',
      'text-parameter-optional',
      /leave it out of the question/,
    ],
    [
      'a function that JMESPath does not have',
      '    request: { method: GET, path: /loans }\n    response: { select: len(loans) }',
      'select-invalid',
      /an example/,
    ],
    [
      'a pattern with a bracket left open',
      `    parameters: { card: { type: string, description: The card, pattern: '[' } }\n    request: { method: GET, path: "/loans/{card}" }`,
      'parameter-pattern-invalid',
      /backslash/,
    ],
    [
      'another spelling of optional',
      '    parameters: { card: { type: string, description: The card, optional: true } }\n    request: { method: GET, path: /loans, query: { card: "{card}" } }',
      'schema-unknown-key',
      /required: false/,
    ],
    ['another spelling of the timeout', '    timeout: 3\n    request: { method: GET, path: /loans }', 'schema-unknown-key', /timeout_seconds/],
    [
      'a comma in a text inside braces',
      '    parameters: { card: { type: string, description: The card, as it is read } }\n    request: { method: GET, path: /loans, query: { card: "{card}" } }',
      'schema-unknown-key',
      /put that text in quotes/,
    ],
    [
      'call braces for a value in a question',
      `${card}\n    confirmation: Shall I close card {{card}}?\n    request: { method: POST, path: "/loans/{card}" }`,
      'confirmation-parameter-unknown',
      /^write "\{card\}"$/,
    ],
    [
      'shell braces for a value in a question',
      `${card}\n    confirmation: Shall I close card \${card}?\n    request: { method: POST, path: "/loans/{card}" }`,
      'confirmation-parameter-unknown',
      /^write "\{card\}", and a currency/,
    ],
    [
      'one brace for a variable of the call',
      '    request: { method: GET, path: /loans, query: { phone: "{user_phone_number}" } }',
      'parameter-undeclared',
      /^write "\{\{user_phone_number\}\}"/,
    ],
    ['a path that ends in a comma', `${card}\n    request:\n      method: GET\n      path: /loans/{card},`, 'path-character-refused', /take it away/],
    [
      'an error text that was never written',
      '    request: { method: GET, path: /loans }\n    response: { errors: { 404: TODO } }',
      'description-unfinished',
      /what the agent is to tell/,
    ],
    [
      'a value in an expression',
      `${card}\n    request: { method: GET, path: "/loans/{card}" }\n    response: { select: "loans[?card == '{card}']" }`,
      'placeholder-not-filled',
      /let the request ask for it/,
    ],
    [
      'a type that may be left out, as other languages write it',
      '    parameters: { card: { type: integer?, description: The card } }\n    request: { method: GET, path: "/loans/{card}" }',
      'schema-value-unknown',
      /write "type: integer".*"required: false"/,
    ],
    [
      'a list of numbers with zeros in front',
      '    parameters: { card: { type: string, description: The card, enum: [08] } }\n    request: { method: GET, path: "/loans/{card}" }',
      'parameter-enum-refused',
      /^put it in quotes: "08"$/,
    ],
    [
      'a number that is grouped',
      '    parameters: { card: { type: integer, description: The card, maximum: 1_000 } }\n    request: { method: GET, path: "/loans/{card}" }',
      'schema-wrong-type',
      /^write the number alone: 1000$/,
    ],
    [
      'a text in single typographic quotes',
      '    parameters: { card: { type: string, description: The card, examples: [‘a7’] } }\n    request: { method: GET, path: "/loans/{card}" }',
      'quotes-typographic',
      /straight quotes/,
    ],
    [
      'a pattern with its backslashes doubled',
      String.raw`    parameters: { card: { type: string, description: The card, pattern: '^\\d{5}$' } }
    request: { method: GET, path: "/loans/{card}" }`,
      'parameter-pattern-invalid',
      /one backslash is enough/,
    ],
    [
      'a pattern with a space behind its end',
      `    parameters: { card: { type: string, description: The card, pattern: '^[0-9]{5}$ ' } }\n    request: { method: GET, path: "/loans/{card}" }`,
      'parameter-pattern-invalid',
      /take the space away/,
    ],
    [
      'a named group as Python writes it',
      `    parameters: { card: { type: string, description: The card, pattern: '^(?P<a>[0-9]+)$' } }\n    request: { method: GET, path: "/loans/{card}" }`,
      'parameter-pattern-invalid',
      /without the P/,
    ],
    [
      'a list that says which values its items have',
      '    parameters: { card: { type: array, description: The cards, items: { type: string }, enum: [a, b] } }\n    request: { method: GET, path: /loans, query: { card: "{card}" } }',
      'parameter-enum-refused',
      /move enum under items/,
    ],
    ['a function misspelt', '    request: { method: GET, path: /loans }\n    response: { select: lenght(loans) }', 'select-invalid', /an example/],
    [
      'a field with a dash, behind another',
      '    request: { method: GET, path: /loans }\n    response: { select: "{a: b, c: loan.first-name}" }',
      'select-invalid',
      /an example/,
    ],
    ['a field with a dash', '    request: { method: GET, path: /loans }\n    response: { select: loan.first-name }', 'select-invalid', /an example/],
    [
      'a number for a text, in an example',
      `${card}\n    request: { method: GET, path: "/loans/{card}" }\n    examples: [{ name: one, arguments: { card: 10002 } }]`,
      'example-arguments-refused',
      /^put it in quotes: "10002"$/,
    ],
    [
      'the second line of a text at the column of its key',
      '    confirmation: Shall I do it for you?\n    Please say yes or no.\n    request: { method: GET, path: /loans }',
      'yaml-syntax',
      /indent the line/,
    ],
  ])('%s', async (_, lines, code, hint) => {
    const all = await told(lines)
    expect(all.map((diagnostic) => diagnostic.code)).toEqual([code])
    expect(all[0]?.hint).toMatch(hint)
  })

  it.each<[string, string, string | undefined]>([
    ['a variable without its braces', 'credentials: { type: bearer, token: $LIBRARY_TOKEN }', 'write ${LIBRARY_TOKEN}'],
    ['a variable with one brace', 'credentials: { type: bearer, token: "${LIBRARY_TOKEN" }', 'write ${LIBRARY_TOKEN}'],
    ['a password with a dollar sign', 'credentials: { type: bearer, token: $hunter2 }', 'put the value into the environment'],
    ['a key in a header, with its scheme', 'headers: { Authorization: Bearer sk-4f9c2a77d1e84b0 }', '_TOKEN} here'],
    ['a header that only sounds like a secret', 'headers: { X-Atlassian-Token: no-check }', undefined],
    ['a key as the user name, with any password', 'credentials: { type: basic, username: "${LIBRARY_KEY}", password: X }', undefined],
    ['an open header beside the secret one', 'credentials: { type: headers, headers: { X-Account: "42", X-Api-Key: "${KEY}" } }', undefined],
  ])('%s', async (_, credentials, hint) => {
    const all = await told('    request: { method: GET, path: /loans }', `base_url: https://library.example/v1\n${credentials}`)
    expect(all.map(({ code }) => code)).toEqual(hint === undefined ? [] : ['credential-plain-text'])
    if (hint !== undefined) expect(all[0]?.hint).toContain(hint)
    expect(JSON.stringify(all)).not.toContain('hunter2')
  })
})

describe('what was meant as it stands', () => {
  it.each<[string, string]>([
    [
      'a backslash before a name',
      String.raw`    parameters: { card: { type: string, description: A folder, pattern: '^C:\\Windows\\' } }
    request: { method: GET, path: "/loans/{card}" }`,
    ],
    ['a measure that ends in a zero', '    request: { method: GET, path: /loans, query: { latitude: 52.520, radius: 2.0 } }'],
    [
      'a comment that stands off',
      '    request: { method: GET, path: /loans }\n    response:\n      errors:\n        404: Nothing was found.   #TODO',
    ],
    ['a comma in quotes at the end of a path', '    request: { method: GET, path: "/loans/ECB,EXR," }'],
    ['a sentence that begins like a waiver', '    # diga-int ignore is not used here\n    request: { method: GET, path: /loans }'],
  ])('%s', async (_, lines) => {
    expect(await told(lines)).toEqual([])
  })
})

describe('where calls go', () => {
  it.each<[string, string, string | undefined]>([
    ['a port behind the path', 'base_url: https://library.example/v1:8443', 'address-malformed'],
    ['two dots in the host', 'base_url: https://library..example/v1', 'address-malformed'],
    ['a comma at the end', 'base_url: https://library.example/v1,', 'address-malformed'],
    ['a comma behind a token', 'base_url: https://library.example/v1\ncredentials: { type: bearer, token: "${TOKEN}," }', 'credential-padded'],
    ['a port beyond the last one', 'base_url: https://library.example:84433/v1', 'address-malformed'],
    ['a scheme written twice', 'base_url: https://https://library.example/v1', 'address-malformed'],
    ['a port where it belongs', 'base_url: https://library.example:8443/v1', undefined],
  ])('%s', async (_, head, code) => {
    const all = await told('    request: { method: GET, path: /loans }', head)
    expect(all.map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code])
  })
})

describe('the end of a waiver', () => {
  const last = 'https://library.example/v1'
  it.each<[string, string, string | undefined]>([
    ['behind a comma', 'no certificate yet, until 2999-01-31', undefined],
    ['in brackets', 'no certificate yet (until 2999-01-31)', undefined],
    ['without a comma', 'no certificate until 2020-01-31', 'waiver-expired'],
    ['in brackets, and over', 'no certificate yet (until 2020-01-31)', 'waiver-expired'],
    ['misspelt, and over', 'no certificate yet, untill 2020-01-31', 'waiver-expired'],
    ['no date', 'no certificate yet, until next week', 'waiver-invalid'],
    ['a sentence that only speaks of time', 'nobody has a certificate until the gateway is replaced', undefined],
  ])('%s', async (_, reason, code) => {
    const all = await told(
      '    request: { method: GET, path: /loans }',
      `base_url: ${last.replace('https', 'http')} # diga-int ignore base-url-not-https: ${reason}`,
    )
    const codes = all.map((diagnostic) => diagnostic.code).filter((each) => each !== 'base-url-not-https')
    expect(codes).toEqual(code === undefined ? [] : [code])
  })

  it.each([
    'diga-int: ignore base-url-not-https: no certificate yet',
    'diga-int disable base-url-not-https: no certificate yet',
    'diga-int ignroe base-url-not-https: no certificate yet',
    'Diga-int ignore base-url-not-https: no certificate yet',
    'diga-int-ignore base-url-not-https: no certificate yet',
  ])('# %s waives nothing, and is told', async (comment) => {
    const all = await told('    request: { method: GET, path: /loans }', `base_url: http://library.example/v1 # ${comment}`)
    const found = all.find(({ code }) => code === 'waiver-invalid')
    expect(found?.hint).toBe('write # diga-int ignore base-url-not-https: no certificate yet')
  })

  it.each(['# diga-int is what judges this', '# diga-int runs base-url-not-there: not a code', '# diga-int explain base-url-not-https'])(
    '%s is a comment',
    async (comment) => {
      expect(await told('    request: { method: GET, path: /loans }', `base_url: https://library.example/v1 ${comment}`)).toEqual([])
    },
  )
})

it('settings made of comments do not hang the run', async () => {
  writeFileSync(join(folder, 'diga.yaml'), `${'# '.repeat(5000)}\nintegrations: integrations\n`)
  expect(await told('    request: { method: GET, path: /loans }')).toEqual([])
  rmSync(join(folder, 'diga.yaml'))
})
