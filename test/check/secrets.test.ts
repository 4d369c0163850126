import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { secretsIn } from '../../src/check/secret-scan.ts'
import { runIn } from '../world.ts'

// Everything here opens nothing, and is put together only when it runs: no scanner has to stumble over this file.
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const base62 = `${letters}0123456789`
const hex = '0123456789abcdef'
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Characters as if drawn by lot, the same each time. */
function lot(length: number, from = base62, seed = 7): string {
  let state = seed * 7919 + length
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return from.charAt(Math.floor((state / 2147483648) * from.length))
  }).join('')
}

const uuid = [8, 4, 4, 4, 12].map((length) => lot(length, hex)).join('-')
const digits = (length: number): string => `8${lot(length - 1, '0123456789')}`
const base64 = (text: string): string => Buffer.from(text).toString('base64url')
const claims = base64(JSON.stringify({ sub: 'bike-shop', iat: 1790000000 }))
const webToken = [base64(JSON.stringify({ alg: 'HS256', typ: 'JWT' })), claims, lot(43)].join('.')
const pem = (what: string): string => `-----BEGIN ${what}PRIVATE KEY-----\n${lot(64)}\n${lot(64)}\n-----END ${what}PRIVATE KEY-----`

const firing: readonly (readonly [kind: string, text: string])[] = [
  ['a GitHub token', `token: ${'ghp'}_${lot(36)}`],
  ['a GitHub token', `# ${'gho'}_${lot(36)} is the old one`],
  ['a GitHub token', `"${'ghs'}_${lot(36)}"`],
  ['a GitHub token', `push with ${'github'}_pat_${lot(22)}_${lot(59)}.`],
  ['a GitLab token', `${'glpat'}-${lot(20)}`],
  ['a GitLab token', `PRIVATE-TOKEN: ${'gldt'}-${lot(20)}`],
  ['a Slack token', `${'xoxb'}-${digits(12)}-${digits(12)}-${lot(24)}`],
  ['a Slack token', `${'xoxp'}-${digits(12)}-${digits(12)}-${digits(12)}-${lot(32, hex)}`],
  ['a Slack token', `${'xapp'}-1-A0${lot(9, base32)}-${digits(13)}-${lot(64, hex)}`],
  ['the address of a webhook', `url: https://${'hooks'}.slack.com/services/T0${lot(8, base32)}/B0${lot(8, base32)}/${lot(24)}`],
  ['the address of a webhook', `https://${'discord'}.com/api/webhooks/${digits(18)}/${lot(68)}`],
  ['a Stripe live key', `key: ${'sk'}_live_${lot(24)}`],
  ['a Stripe live key', `{ "key": "${'rk'}_live_${lot(99)}" }`],
  ['a Stripe webhook secret', `${'whsec'}_${lot(32)}`],
  ['an AWS access key', `aws: ${'AKIA'}${lot(16, base32)}`],
  ['an AWS access key', `${'ASIA'}${lot(16, base32)}`],
  ['an AWS access key', `${'AKIA'}${lot(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')}`],
  ['a Google API key', `https://maps.example/js?key=${'AIza'}${lot(35)}&libraries=places`],
  ['a Google client secret', `${'GOCSPX'}-${lot(28)}`],
  ['a Google access token', `${'ya29'}.${lot(120)}`],
  ['an Anthropic key', `${'sk'}-ant-api03-${lot(93)}AA`],
  ['an OpenRouter key', `${'sk'}-or-v1-${lot(64, hex)}`],
  ['an OpenAI key', `${'sk'}-proj-${lot(74)}T3BlbkFJ${lot(74)}`],
  ['an OpenAI key', `${'sk'}-${lot(20)}T3BlbkFJ${lot(20)}`],
  ['a secret API key (sk-…)', `${'sk'}-${lot(32, hex)}`],
  ['a Groq key', `${'gsk'}_${lot(52)}`],
  ['a Hugging Face token', `${'hf'}_${lot(34, letters)}`],
  ['a Replicate token', `${'r8'}_${lot(37)}`],
  ['an ElevenLabs key', `voice: ${'sk'}_${lot(48, hex)}`],
  ['a SendGrid key', `mail: ${'SG'}.${lot(22)}.${lot(43)}`],
  ['a Brevo key', `${'xkeysib'}-${lot(64, hex)}-${lot(16)}`],
  ['a Mailgun key', `${'key'}-${lot(32, hex)}`],
  ['a Mailchimp key', `${lot(32, hex)}-${'us'}21`],
  ['a HubSpot token', `${'pat'}-eu1-${uuid}`],
  ['a Shopify token', `X-Shopify-Access: ${'shpat'}_${lot(32, hex)}`],
  ['a Shopify token', `${'shpss'}_${lot(32, hex)}`],
  ['a Square token', `${'sq0atp'}-${lot(22)}`],
  ['a Square token', `${'EAAA'}${lot(60)}`],
  ['a Facebook token', `whatsapp: ${'EAA'}G${lot(150)}`],
  ['a PayPal token', `${'access'}_token$production$${lot(16, 'abcdefgh0123456789')}$${lot(32, hex)}`],
  ['a DigitalOcean token', `${'dop'}_v1_${lot(64, hex)}`],
  ['a Databricks token', `${'dapi'}${lot(32, hex)}`],
  ['an Atlassian token', `${'ATATT'}3${lot(180)}`],
  ['an Airtable token', `${'pat'}${lot(14)}.${lot(64, hex)}`],
  ['a Notion token', `${'ntn'}_${digits(11)}${lot(35)}`],
  ['a Linear key', `${'lin'}_api_${lot(40)}`],
  ['a Typeform token', `${'tfp'}_${lot(44)}`],
  ['a Postman key', `${'PMAK'}-${lot(24, hex)}-${lot(34, hex)}`],
  ['an npm token', `//registry/:_authToken=${'npm'}_${lot(36)}`],
  ['a PyPI token', `${'pypi'}-AgEIcHlwaS5vcmc${lot(90)}`],
  ['a Docker token', `${'dckr'}_pat_${lot(27)}`],
  ['a Supabase key', `${'sb'}_secret_${lot(31)}`],
  ['a Vault token', `${'hvs'}.${lot(95)}`],
  ['a Telegram bot token', `https://api.telegram.org/${'bot'}${digits(10)}:AA${lot(33)}/sendMessage`],
  ['a Telegram bot token', `${digits(10)}:AA${lot(33)}`],
  ['a Twilio auth token', `curl -u ${'AC'}${lot(32, hex)}:${lot(32, hex)}`],
  ['an Azure client secret', `${lot(3)}8Q~${lot(34)}`],
  ['a JSON web token', `Cookie: session=${webToken}; Path=/`],
  ['a private key', pem('')],
  ['a private key', pem('RSA ')],
  ['a private key', `key: "${pem('OPENSSH ').replaceAll('\n', '\\n')}"`],
  ['the password in an address', `postgres://desk:${lot(12)}@db.library.example/loans`],
  ['the password in an address', `see https://ana:bicycle7@wiki.bikes.example/`],
  ['a bearer token', `Send "Authorization: Bearer ${lot(40)}" with it.`],
  ['the value of "client_secret"', `client_secret: ${lot(40)}`],
  ['the value of "password"', `  password: "${lot(18)}"`],
  ['the value of "x-api-key"', `{ x-api-key: '${lot(32, hex)}' }`],
  ['the value of "api_key"', `https://api.parcels.example/v1?units=kg&api_key=${lot(32, hex)}`],
  ['the value of "aws_secret_access_key"', `aws_secret_access_key = ${lot(20)}/${lot(11)}+${lot(7)}`],
  ['the value of "ZENDESK_TOKEN"', `ZENDESK_TOKEN=${lot(40)}`],
  ['the value of "AccountKey"', `AccountName=desk;AccountKey=${lot(86)}==`],
  ['the value of "Authorization"', `Authorization: Basic ${lot(32)}=`],
  ['the value of "contraseña"', `contraseña: ${lot(20)}`],
  ['the value of "key"', `https://api.bikes.example/stock?key=${lot(39)}`],
]

const silent: readonly string[] = [
  // Taken from somewhere else, as it should be.
  'token: ${GITHUB_TOKEN_FOR_RELEASES_2026}',
  'client_secret: ${CLINIC_CLIENT_SECRET}',
  'Authorization: Bearer ${SERVICE_TOKEN_1234567890}',
  'Authorization: "Bearer {{session_token_of_the_call_1}}"',
  'password: {password_from_the_caller_1}',
  'https://${USER}:${PASSWORD_2026}@host.example/',
  'process.env.STRIPE_SECRET_KEY_2026',
  // Shown in the place of a secret.
  `${'ghp'}_${'x'.repeat(36)}`,
  `${'sk'}_live_${'x'.repeat(24)}`,
  `${'sk'}_live_your-key-here-0001`,
  `${'sk'}_live_...`,
  `${'sk'}_test_${lot(24)}`,
  `api_key: ${'sk'}_test_${lot(24)}`,
  `${'pk'}_live_${lot(24)}`,
  `${'pk'}_test_${lot(24)}`,
  `${'AKIA'}IOSFODNN7EXAMPLE`,
  'aws_secret_access_key: wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  `${'AIza'}...`,
  'Authorization: Bearer <token>',
  'Authorization: Bearer YOUR_ACCESS_TOKEN_HERE_2026',
  'Authorization: Bearer your-access-token-goes-here1',
  'api_key: your-key-goes-in-here-1',
  'api_key: 00000000000000000000000000000000',
  'api_key: 1111111111111111111111',
  'api_key: xxxxxxxxxxxxxxxxxxxxxxx1',
  'password: changeme-1234567890-changeme',
  'password: placeholder_for_the_password_1',
  'secret: example-secret-0a1b2c3d4e5f',
  'secret: dummy0a1b2c3d4e5f6a7b8c',
  'token: sandbox_0a1b2c3d4e5f6a7b8c9d',
  `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIn0'}.${lot(43)}`,
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9...',
  'https://user:password@docs.parcels.example/',
  'https://user:pass@host.example and https://user:***@host.example',
  'https://<user>:<password>@host.example',
  '-----BEGIN PRIVATE KEY----- starts it, and -----END PRIVATE KEY----- ends it',
  'paste the PRIVATE KEY here',
  // Ids, numbers and digests.
  uuid,
  `id: ${uuid}`,
  `token: ${uuid}`,
  `X-Request-Id: ${uuid}`,
  `list_digest: sha256:${lot(64, hex)}`,
  `definition_digest: sha256:${lot(64, hex)}`,
  `sha256: ${lot(64, hex)}`,
  `commit: ${lot(40, hex)}`,
  `etag: "${lot(32, hex)}"`,
  `integrity: sha512-${lot(86)}==`,
  `X-Build: ${lot(64, hex)}`,
  `order_number: ${digits(20)}`,
  `token: ${digits(20)}`,
  `password: ${digits(16)}`,
  'iban: ES9121000418450200051332',
  'card ending in 4242 4242 4242 4242',
  '+34600111222, +4915112345678',
  `${'AC'}${lot(32, hex)}`,
  `path: /2010-04-01/Accounts/${'AC'}${lot(32, hex)}/Messages.json`,
  `username: ${'SK'}${lot(32, hex)}`,
  `customer: cus_${lot(14)}, charge: ch_${lot(24)}, intent: pi_${lot(24)}, account: acct_${lot(16)}`,
  `price_${lot(24)}`,
  `client_id: ${digits(12)}-${lot(32, 'abcdefghijklmnopqrstuvwxyz0123456789')}.apps.googleusercontent.com`,
  `client_id: ${lot(32)}`,
  `tenant: ${uuid}`,
  `page_token: ${lot(32)}`,
  `nextPageToken: ${lot(40)}`,
  `sync_token=${lot(40)}`,
  `idempotency_key: ${lot(40)}`,
  `Idempotency-Key: ${uuid}`,
  `public_key: ${lot(44)}`,
  `sort_key: ${lot(32)}`,
  `partitionKey=${lot(32)}`,
  `booking_token: ${lot(20)}`,
  `key: ${lot(32)}`,
  `select: ${lot(32)}`,
  // Words.
  'type: oauth2_client_credentials',
  'token: the one that find_customer_by_phone_2 returned',
  'secret: correct-horse-battery-staple-of-the-bike-shop-2',
  'token: getCustomerByPhoneNumberV2',
  'password: the_name_of_the_first_pet_2026',
  'api_key: SERVICE_ACCOUNT_KEY_NAME_2',
  'max_tokens: 100000, token_limit_of_the_model_4: 32000',
  'X-RateLimit-Remaining-2026, Accept-Language-Of-Caller, additionalProperties, exclusiveMinimum',
  'numberStateExpectedOnLastPlace2026',
  'patient_records_of_the_clinic_2026, access_to_the_building_2026, eye_test_2026_results_01',
  'shipping_2026-11-25T10-30-00Z',
  '2026-11-25T10:30:00.000Z',
  'ana.garcia.1987.madrid@dental-clinic.example',
  'https://api.parcels.example/v2/2026-11-25/deliveries-of-the-day-1',
  'https://open.spotify.com/playlist/37i9dQZF1DXcBWIGoYBM5M',
  'The basic subscription2026planOfTheClub',
  `icon: data:image/png;base64,iVBORw0KGgo${lot(120)}+/${lot(40)}==`,
  "pattern: '^[A-Z]{2}\\d{2}[A-Z0-9]{11,30}$'",
  'secret_santa_2026_list_of_names, password_reset_link_2026_11',
  `${'sk'}_live_ is what live keys start with; ${'sk'}-ant- those of others`,
  'risk-without-confirmation-2026, task-list-of-the-day-2026-11',
  '検索します検索します検索します検索します検索します1234567890',
  '«Vista al mar» habitación_doble_número_204_planta_segunda',
]

describe('secrets in a text', () => {
  it.each(firing)('%s: %s', (kind, text) => {
    expect(secretsIn(`before it\n${text}\nbehind it`).map((found) => found.kind)).toEqual([kind])
  })

  it.each(silent)('nothing: %s', (text) => {
    expect(secretsIn(`before it\n${text}\nbehind it`)).toEqual([])
  })

  it('a found secret is all of the secret and nothing else', () => {
    const values = [`${'ghp'}_${lot(36)}`, `${'SG'}.${lot(22)}.${lot(43)}`, webToken, pem('EC ')]
    for (const value of values) {
      const text = `first: "${value}", then more`
      expect(secretsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual([value])
    }
  })

  it('several in one text come in their order, each once', () => {
    const text = `a: ${'sk'}_live_${lot(24)}\nb: https://x:${lot(10)}@y.example\nc: ${pem('')}\nclient_secret: ${lot(40)}\n`
    expect(secretsIn(text).map(({ kind }) => kind)).toEqual([
      'a Stripe live key',
      'the password in an address',
      'a private key',
      'the value of "client_secret"',
    ])
  })

  // Whatever the text, reading it takes as long as it is: a megabyte that repeats the beginning of something is read like any other.
  it.each([
    'a1',
    'eyJ',
    'eyJaaaaaaaaaaaaa1.',
    '://',
    '://a:bbb',
    '-----BEGIN PRIVATE KEY-----',
    'token: a1b2c3d4e5f6g7h8\n',
    'a1b2c3d4e5f6g7h8.',
    '= ',
  ])('a megabyte of %j is read in the end', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length))
    expect(secretsIn(text)).toEqual(secretsIn(text))
  })
})

const folder = mkdtempSync(join(tmpdir(), 'diga-int-secrets-'))
for (const name of ['integrations', 'agents', 'prompts']) mkdirSync(join(folder, name))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Told {
  readonly code: string
  readonly place?: { readonly file: string; readonly line: number }
}

/** What validate tells of a library whose connection is made of the lines given. */
async function told(connection: string, tool = ''): Promise<{ readonly codes: readonly string[]; readonly out: string }> {
  const text = `type: http\ndescription: Books of a library\n${connection}\ntools:\n  read_loans:\n    description: Lists the loans of a reader.\n    request: { method: GET, path: /loans${tool} }\n`
  writeFileSync(join(folder, 'integrations/library.yaml'), text)
  const { out } = await runIn(folder, ['validate', '--format', 'json'])
  const diagnostics: readonly Told[] = JSON.parse(out).diagnostics
  return { codes: diagnostics.map(({ code }) => code), out }
}

describe('one secret is told once, and never shown', () => {
  const secret = `${'ghp'}_${lot(36)}`
  const site = 'base_url: https://library.example/v1'

  it.each([
    ['in credentials', `${site}\ncredentials: { type: bearer, token: ${secret} }`, '', ['credential-plain-text']],
    ['in a header', `${site}\nheaders: { X-Api-Key: ${secret} }`, '', ['credential-plain-text']],
    ['in an open header', `${site}\nheaders: { X-Library: ${secret} }`, '', ['secret-plain-text']],
    ['in a query', site, `, query: { access_token: ${secret} }`, ['credential-plain-text']],
    ['in a field of another name', site, `, query: { reader: ${secret} }`, ['secret-plain-text']],
    ['in a comment', `# ${secret}\n${site}`, '', ['secret-plain-text']],
    [
      'as a password beside a user of the environment',
      `${site}\ncredentials: { type: basic, username: "\${U}", password: ${lot(32)} }`,
      '',
      ['secret-plain-text'],
    ],
    ['twice on one line', `${site}\nheaders: { X-Library: ${secret}, X-Reader: ${secret} }`, '', ['secret-plain-text', 'secret-plain-text']],
    [
      'on a line with something else',
      `${site}\nheaders: { X-Api-Key: ${secret}, X-Library: ${secret}, X-Page: "{page}" }`,
      '',
      ['secret-plain-text', 'credential-plain-text'],
    ],
    ['in front of the @', `base_url: https://desk:${secret}@library.example/v1`, '', ['credential-plain-text']],
  ])('%s', async (_, connection, tool, codes) => {
    const { codes: heard, out } = await told(connection, tool)
    expect(heard.filter((code) => /secret|credential/.test(code)).toSorted()).toEqual([...codes].toSorted())
    expect(out).not.toContain(secret.slice(4))
  })

  it('the password in an address that is not https is not shown either', async () => {
    const { out } = await told(`base_url: http://desk:${lot(20)}@library.example/v1`)
    expect(out).not.toContain(lot(20))
  })

  it('prompts, agents and settings are read too', async () => {
    await told(site)
    writeFileSync(join(folder, 'diga.yaml'), `# ${secret}\nintegrations: integrations\n`)
    writeFileSync(join(folder, 'agents/desk.yaml'), `description: The desk ${secret}\nprompt: ../prompts/desk.md\ntools: { library: [read_loans] }\n`)
    writeFileSync(join(folder, 'prompts/desk.md'), `Call read_loans.\n\nThe key is ${secret}.\n`)
    const { out } = await runIn(folder, ['validate', '--format', 'json', '--only', 'secret-plain-text'])
    const diagnostics: readonly Told[] = JSON.parse(out).diagnostics
    expect(diagnostics.map(({ place }) => `${place?.file}:${place?.line}`).toSorted()).toEqual([
      'agents/desk.yaml:1',
      'diga.yaml:1',
      'prompts/desk.md:3',
    ])
    expect(out).not.toContain(secret.slice(4))
    rmSync(join(folder, 'diga.yaml'))
    rmSync(join(folder, 'agents/desk.yaml'))
  })
})
