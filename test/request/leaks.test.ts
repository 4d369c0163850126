import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { reveal } from '../../src/world/secret.ts'
import { runIn } from '../world.ts'

const token = 'sk-lib-4f9c2a77d1e84b0'
const folder = mkdtempSync(join(tmpdir(), 'diga-int-leaks-'))
mkdirSync(join(folder, 'integrations'))
writeFileSync(
  join(folder, 'integrations/library.yaml'),
  `type: http
description: Books of a library
base_url: https://library.example/v1
credentials: { type: bearer, token: "\${LIBRARY_TOKEN}" }
tools:
  find_books:
    description: Finds books. Use it when the caller names a title.
    request: { method: GET, path: /books }
    response: { select: "books[]" }
`,
)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const inBase64 = (text: string): string => Buffer.from(text).toString('base64')

// A server may write the credential back anywhere, in any spelling: into the address it redirects to, a header, a message, a body.
it.each([
  ['a redirect', { status: 302, headers: { location: `/elsewhere?token=${token}` } }],
  ['a content type', { status: 200, headers: { 'content-type': `text/html; x=${token}` }, body: '<html>' }],
  ['an error message', { status: 401, body: { message: `the token ${token} has expired` } }],
  ['a wait', { status: 429, headers: { 'retry-after': token }, body: {} }],
  ['a body', { status: 200, body: { books: [token, `Bearer ${token}`] } }],
  ['the name of a key', { status: 200, body: { [token]: 1 } }],
  ['base64 of the header', { status: 200, body: { books: [inBase64(`Bearer ${token}`)] } }],
  ['base64 behind a user name', { status: 200, body: { books: ['u', 'us', 'use', 'user'].map((user) => inBase64(`${user}:${token}`)) } }],
  ['hex', { status: 200, body: { books: [Buffer.from(token).toString('hex'), Buffer.from(token).toString('hex').toUpperCase()] } }],
  [
    'escapes that no encoder writes',
    {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: `{"books":["${[...token].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"]}`,
    },
  ],
  ['other letters', { status: 200, body: { books: [token.toUpperCase()] } }],
])('a token that comes back in %s is not printed', async (_, response) => {
  for (const format of ['text', 'json', 'github']) {
    const { out, err } = await runIn(folder, ['try', 'library/find_books', '--format', format], {
      environment: { LIBRARY_TOKEN: token },
      http: [response],
    })
    const spellings = [token, token.toUpperCase(), inBase64(token).slice(4, 24), Buffer.from(token).toString('hex').slice(0, 20)]
    for (const written of spellings) expect((out + err).toLowerCase()).not.toContain(written.toLowerCase())
    // Whatever stands before it, eight characters of its base64 are enough to know it again.
    for (const offset of [0, 1, 2]) expect(out + err).not.toContain(inBase64('x'.repeat(offset) + token).slice(8, 20))
  }
})

it('a secret in a file is not printed by the rule that finds it', async () => {
  const path = join(folder, 'integrations/plain.yaml')
  writeFileSync(
    path,
    `type: http
description: Books
base_url: https://user:hunter2@library.example/v1
headers: { Authorization: Bearer ${token} }
tools:
  find_books:
    description: Finds books.
    request: { method: GET, path: /books, query: { api_key: ${token} } }
`,
  )
  for (const format of ['text', 'json', 'github']) {
    const { out, exitCode } = await runIn(folder, ['validate', path, '--format', format])
    expect(exitCode).toBe(1)
    expect(out.match(/credential-plain-text/g)?.length).toBeGreaterThanOrEqual(3)
    expect(out).not.toMatch(/hunter2|sk-lib/)
  }
  rmSync(path)
})

it('a token that the host is made of is not shown with it', async () => {
  const path = join(folder, 'integrations/tenant.yaml')
  const credentials = 'credentials: { type: bearer, token: "${LIBRARY_TOKEN}" }'
  writeFileSync(
    path,
    `type: http
description: Books
base_url: https://\${LIBRARY_TOKEN}.\${REGION}.library.example/v1
${credentials}
tools:
  find_loans:
    description: Finds loans. Use it when the caller asks for one.
    request: { method: GET, path: /loans }
`,
  )
  const environment = { LIBRARY_TOKEN: token, REGION: 'eu' }
  for (const flags of [['--dry-run'], ['--curl'], ['-v'], ['--format', 'json'], ['--examples']]) {
    const target = flags[0] === '--examples' ? 'tenant' : 'tenant/find_loans'
    const { out, err, requests } = await runIn(folder, ['try', target, ...flags], { environment, http: [{ status: 200, body: {} }] })
    expect(out + err).not.toContain(token)
    if (flags[0] !== '--examples') expect(out).toMatch(/https:\/\/\$\{?LIBRARY_TOKEN(?::\?\})?\.eu\.library\.example\/v1\/loans/)
    for (const { url } of requests) expect(reveal(url)).toBe(`https://${token}.eu.library.example/v1/loans`)
  }
  rmSync(path)
})

it('a host that is not https is refused whether it is shown or not', async () => {
  const path = join(folder, 'integrations/tenant.yaml')
  writeFileSync(
    path,
    `type: http
description: Books
base_url: http://\${LIBRARY_TOKEN}.library.example/v1
credentials: { type: bearer, token: "\${LIBRARY_TOKEN}" }
tools:
  find_loans:
    description: Finds loans. Use it when the caller asks for one.
    request: { method: GET, path: /loans }
`,
  )
  const { out, requests } = await runIn(folder, ['try', 'tenant/find_loans'], { environment: { LIBRARY_TOKEN: token } })
  expect(requests).toEqual([])
  expect(out).toMatch(/base-url-not-https|request-url-insecure/)
  rmSync(path)
})
