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
    [
      'call braces for a parameter',
      `${card}\n    request: { method: GET, path: "/loans/{{card}}" }`,
      'parameter-unused',
      /write "\{card\}": "\{\{card\}\}" is a variable/,
    ],
    [
      'shell braces for a parameter',
      `${card}\n    request: { method: GET, path: "/loans/\${card}" }`,
      'parameter-unused',
      /write "\{card\}": "\$\{card\}" is taken from/,
    ],
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

it('settings made of comments do not hang the run', async () => {
  writeFileSync(join(folder, 'diga.yaml'), `${'# '.repeat(5000)}\nintegrations: integrations\n`)
  expect(await told('    request: { method: GET, path: /loans }')).toEqual([])
  rmSync(join(folder, 'diga.yaml'))
})
