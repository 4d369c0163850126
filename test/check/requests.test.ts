import { describe, expect, it } from 'vitest'
import { Checker } from '../../src/check/check.ts'
import { oddPartsOf } from '../../src/check/ordinary.ts'
import { checkShape } from '../../src/check/shape.ts'
import { decodeIntegration } from '../../src/model/decode.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

// The codes that speak of what is sent: one slip is told by one of them, once.
const family =
  /^(?:address-|api-key-|base-url-|body-|connection-|content-type-|credential|environment-|error-text-unheard|form-|header-|idempotency-|key-file-|method-|path-|placeholder-|query-|retry-|select-on-head|shared-header-|text-parameter-|tls-|trusted-|parameter-(?:undeclared|unused))/

/** What is told of one integration: each code with the words it marks. */
async function told(text: string): Promise<readonly string[]> {
  const parsed = await parseYaml({ path: 'integrations/clinic.yaml', text })
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '))
  const shape = await checkShape('integration', parsed.root)
  if (shape.length > 0) throw new Error(shape.map(({ message }) => message).join('; '))
  const found = new Checker().integration(decodeIntegration('clinic', parsed.root), { agents: [], targets: [] }, oddPartsOf(parsed.root))
  return found
    .filter(({ code }) => family.test(code))
    .map(({ code, span }) => `${code} at ${span === undefined ? 'nothing' : span.file.text.slice(span.start, span.end)}`)
}

interface Written {
  readonly name?: string
  readonly head?: string
  readonly method?: string
  readonly path?: string
  readonly request?: string
  readonly parameters?: string
  readonly more?: string
}

/** A dental clinic with one tool, of which a test writes the part that matters. */
const clinic = ({ name = 'book_visit', head = 'base_url: https://book.clinic.example/v1', ...tool }: Written): string => `type: http
description: The clinic's appointment book
${head}
tools:
  ${name}:
    description: Looks after the appointments of a patient. Use it when a patient calls.
    confirmation: Shall I go on?
    parameters: { ${tool.parameters ?? ''} }
    request: { method: ${tool.method ?? 'POST'}, path: ${tool.path ?? '/visits'}${tool.request === undefined ? '' : `, ${tool.request}`} }
${tool.more === undefined ? '' : `    ${tool.more}\n`}`

const text = (...names: string[]): string => names.map((name) => `${name}: { type: string, description: What the patient says }`).join(', ')

describe('addresses', () => {
  it.each<[string, string, readonly string[]]>([
    ['a parameter for the host', 'base_url: "https://{shop}.clinic.example"', ['connection-from-call at {shop}']],
    ['a variable of the call for the port', 'base_url: "https://clinic.example:{{port}}/v1"', ['connection-from-call at {{port}}']],
    ['a variable of the call in the path of base_url', 'base_url: "https://clinic.example/{{branch}}"', ['connection-from-call at {{branch}}']],
    ['a lost dollar sign', 'base_url: "{CLINIC_URL}/v1"', ['connection-from-call at {CLINIC_URL}']],
    ['the host of a proxy for every server', 'base_url: "https://proxy.clinic.example/{host}"', ['connection-from-call at {host}']],
    ['nothing after the scheme', 'base_url: https:///v1', ['address-malformed at https:///v1']],
    ['a space at the end', 'base_url: "https://clinic.example "', ['address-malformed at https://clinic.example ']],
    ['a host in angle brackets', 'base_url: https://<clinic>.example', ['address-malformed at https://<clinic>.example']],
    ['a hole with a hyphen', 'base_url: "https://{my-clinic}.example"', ['address-malformed at https://{my-clinic}.example']],
    ['a port that cannot be one', 'base_url: https://clinic.example:99999', ['address-malformed at https://clinic.example:99999']],
    ['two slashes in its path', 'base_url: https://clinic.example//v1', ['address-malformed at https://clinic.example//v1']],
    ['a backslash', 'base_url: https://clinic.example\\v1', ['address-malformed at https://clinic.example\\v1']],
    ['no slash behind an address from the environment', 'base_url: ${CLINIC_URL}v1', ['address-malformed at ${CLINIC_URL}']],
    ['a user name', 'base_url: https://phone@clinic.example', ['address-with-credentials at phone@']],
    ['a password from the environment', 'base_url: https://phone:${PASSWORD}@clinic.example', ['address-with-credentials at phone:${PASSWORD}@']],
    ['a password in plain text', 'base_url: https://phone:hunter2hunter2@clinic.example', ['credential-plain-text at base_url']],
    ['no https', 'base_url: http://clinic.example', ['base-url-not-https at http://clinic.example']],
    ['a query', 'base_url: https://clinic.example/v1?lang=es', ['base-url-with-query at ?lang=es']],
  ])('%s', async (_, head, expected) => {
    expect(await told(clinic({ head }))).toEqual(expected)
  })

  it.each([
    'https://clinic.example',
    'https://clinic.example/v1/',
    'https://clinic.example:8443/a/b.c/v1.0',
    'https://192.0.2.7/v1',
    'https://[2001:db8::1]/v1',
    'https://clínica.example/v1',
    'https://clinic.example/@me/v1',
    'https://clinic.example/a%20b',
    'https://${REGION}.clinic.example:${PORT}/v1',
    'https://${REGION}-api.clinic.example',
    'https://clinic.example${PREFIX}',
    '${CLINIC_URL}',
    '${CLINIC_URL}/v1/',
    '${CLINIC_SCHEME}://clinic.example',
    '${CLINIC_HOST}:8443/v1',
    'http://127.0.0.1:8080',
    'http://localhost:${PORT}/v1',
    'HTTPS://CLINIC.EXAMPLE',
  ])('%s is an address', async (address) => {
    expect(await told(clinic({ head: `base_url: "${address}"` }))).toEqual([])
  })

  it('the address of an MCP server and of a token server is judged too', async () => {
    const credentials = '{ type: oauth2_client_credentials, token_url: "https://{{tenant}}.login.example", client_id: a, client_secret: "${SECRET}" }'
    const mcp = `type: mcp\ndescription: The pharmacy\nurl: "https://{host}/mcp?key=1"\ncredentials: ${credentials}\n`
    expect(await told(mcp)).toEqual(['connection-from-call at {host}', 'connection-from-call at {{tenant}}'])
  })
})

describe('credentials', () => {
  const above = 'base_url: https://book.clinic.example/v1\ncredentials: '
  it.each<[string, string, readonly string[]]>([
    ['a parameter as the token', '{ type: bearer, token: "{token}" }', ['connection-from-call at {token}']],
    ['a variable of the call as the password', '{ type: basic, username: "${A}", password: "{{pin}}" }', ['connection-from-call at {{pin}}']],
    ['a parameter in a header', '{ type: headers, headers: { X-Key: "${KEY}", X-User: "{user}" } }', ['connection-from-call at {user}']],
    ['the scheme in the token', '{ type: bearer, token: "Bearer ${TOKEN}" }', ['credential-scheme-doubled at Bearer ']],
    ['another scheme in the token', '{ type: bearer, token: "Token ${TOKEN}" }', ['credential-scheme-doubled at Token ']],
    ['the scheme in the password', '{ type: basic, username: clinic, password: "Basic ${WORD}" }', ['credential-scheme-doubled at Basic ']],
    ['a scheme and plain text', '{ type: bearer, token: "Bearer sk-4f9c2a77d1e84b0" }', ['credential-plain-text at token']],
    ['a space behind the key', '{ type: api_key, name: X-Api-Key, value: "${KEY} " }', ['credential-padded at "${KEY} "']],
    ['a name for a secret', '{ type: basic, username: "${WORD_SECRET}", password: "${CLINIC_EMAIL}" }', ['credentials-swapped at "${WORD_SECRET}"']],
    ['a name with a colon', '{ type: api_key, name: "X-Key:", value: "${KEY}" }', ['api-key-name-refused at "X-Key:"']],
    ['the name of a header in the query', '{ type: api_key, in: query, name: Authorization, value: "${KEY}" }', ['api-key-misplaced at query']],
    ['a header of the connection', '{ type: headers, headers: { Connection: close, X-Key: "${KEY}" } }', ['header-reserved at Connection']],
    ['a key in the header for the host', '{ type: api_key, name: Host, value: "${KEY}" }', ['header-reserved at Host']],
    ['a header twice', '{ type: headers, headers: { X-Key: "${KEY}", x-key: "${OLD}" } }', ['header-duplicate at x-key']],
    ['a name from the environment', '{ type: api_key, in: query, name: "${NAME}", value: "${KEY}" }', ['environment-out-of-place at ${NAME}']],
  ])('%s', async (_, credentials, expected) => {
    expect(await told(clinic({ head: above + credentials }))).toEqual(expected)
  })

  it.each([
    '{ type: basic, username: "${CLINIC_EMAIL}/token", password: "${CLINIC_TOKEN}" }',
    '{ type: basic, username: "${CLINIC_KEY}", password: X }',
    '{ type: basic, username: "${CLINIC_USER}", password: "${CLINIC_USER_PASSWORD}" }',
    '{ type: basic, username: api, password: "${MAIL_KEY}" }',
    '{ type: api_key, name: Authorization, value: "Token ${CLINIC_KEY}" }',
    '{ type: api_key, name: Authorization, value: "Bearer ${CLINIC_KEY}" }',
    '{ type: api_key, name: api_key, value: "${CLINIC_KEY}" }',
    '{ type: api_key, in: query, name: key, value: "${CLINIC_KEY}" }',
    '{ type: headers, headers: { DD-API-KEY: "${A}", DD-APPLICATION-KEY: "${B}" } }',
    '{ type: oauth2_client_credentials, token_url: "${LOGIN}/token", client_id: "${ID}", client_secret: "${SECRET}", scope: "a:read b" }',
  ])('%s is right', async (credentials) => {
    expect(await told(clinic({ head: above + credentials }))).toEqual([])
  })
})

describe('the path', () => {
  it.each<[string, Written, readonly string[]]>([
    ['a query', { path: '"/visits?day={day}"', parameters: text('day') }, ['path-with-query at ?day={day}']],
    [
      'a query with a value that may be missing',
      { path: '"/visits?day={day}"', parameters: 'day: { type: string, required: false, description: The day }' },
      ['path-with-query at ?day={day}'],
    ],
    ['a query in the way of RFC 6570', { path: '"/visits{?day}"' }, ['placeholder-misspelt at {?day}']],
    ['braces in a query', { path: `'/visits?filter={"day": 1}'` }, ['path-with-query at ?filter={"day": 1}']],
    ['a fragment', { path: '"/visits#today"' }, ['path-with-fragment at #today']],
    ['a fragment before a query', { path: '"/visits#x?y=1"' }, ['path-with-fragment at #x?y=1']],
    ['two slashes at its start', { path: '"//evil.example/visits"' }, ['path-double-slash at //']],
    ['two slashes between values', { path: '"/visits//{day}"', parameters: text('day') }, ['path-double-slash at //']],
    ['dots', { path: '"/visits/../patients"' }, ['path-dot-segment at /..']],
    ['dots at its end', { path: '"/visits/."' }, ['path-dot-segment at /.']],
    ['dots in another writing', { path: '"/visits/%2e%2E/patients"' }, ['path-dot-segment at /%2e%2E']],
    ['a space', { path: '"/visits /all"' }, ['path-character-refused at  ']],
    ['a line break', { path: '"/visits\\n"' }, ['path-character-refused at "/visits\\n"']],
    ['a backslash', { path: "'/visits\\all'" }, ['path-character-refused at \\']],
    ['a percent sign before a value', { path: '"/visits/%{day}"', parameters: text('day') }, ['path-character-refused at %']],
    ['half an escape', { path: '"/visits/100%/all"' }, ['path-character-refused at %']],
    ['two values in a row', { path: '"/visits/{day}{time}"', parameters: text('day', 'time') }, ['path-values-adjacent at {day}{time}']],
    ['a variable before a value', { path: '"/visits/{{branch}}{day}"', parameters: text('day') }, ['path-values-adjacent at {{branch}}{day}']],
    ['the end of base_url', { path: '/v1/visits' }, ['path-repeats-base-url at /v1']],
    ['a hyphen in a placeholder', { path: '"/visits/{visit-id}"', parameters: text('visit_id') }, ['placeholder-misspelt at {visit-id}']],
    ['spaces in a placeholder', { path: '"/visits/{ visit_id }"', parameters: text('visit_id') }, ['placeholder-misspelt at { visit_id }']],
    ['a brace that is missing', { path: '"/visits/{visit_id"', parameters: text('visit_id') }, ['placeholder-misspelt at {visit_id']],
    ['the other brace', { path: '"/visits/visit_id}/notes"', parameters: text('visit_id') }, ['placeholder-misspelt at visit_id}']],
    ['a colon', { path: '"/visits/:visitId"', parameters: text('visit_id') }, ['placeholder-misspelt at :visitId']],
    ['angle brackets', { path: '"/visits/<visit_id>"', parameters: text('visit_id') }, ['placeholder-misspelt at <visit_id>']],
    ['a dollar sign', { path: '"/visits/$visit_id"', parameters: text('visit_id') }, ['placeholder-misspelt at $visit_id']],
    ['a hole for nobody', { path: '"/visits/{0}"' }, ['placeholder-misspelt at {0}']],
    ['a misspelt name', { path: '"/visits/{vist_id}"', parameters: text('visit_id') }, ['parameter-undeclared at {vist_id}']],
    ['the braces of a call variable', { path: '"/visits/{{visit_id}}"', parameters: text('visit_id') }, ['parameter-unused at {{visit_id}}']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it.each<[string, string?]>([
    ['/'],
    ['/visits/'],
    ['/visits.json'],
    ['/.well-known/visits'],
    ['/visits/...'],
    ['/visits:batchGet'],
    ['/visits/:batch'],
    ['/visits;lang=es/x'],
    ['/groups/clinic%2Fdesk/visits'],
    ['/a%20b/búsqueda'],
    ["/lists('visits')/items(1)"],
    ['/users/@me'],
    ['/$metadata'],
    ['/v10/visits'],
    ['/visits/v1'],
    ['/fetch/https://clinic.example/a'],
    ['/bot${BOT_TOKEN}/visits'],
    ['/${BRANCH}{day}', text('day')],
    ['/{day}', text('day')],
    ['/visits/{day}.json', text('day')],
    ['/visits/email:{day}', text('day')],
    ['/visits/{day},{time}/all', text('day', 'time')],
    ['/{{branch}}/visits', text()],
    [
      '/{country}{number}',
      "country: { type: string, description: The country, pattern: '^[A-Z]{2}$' }, number: { type: string, description: A number }",
    ],
  ])('%s is right', async (path, parameters) => {
    expect(await told(clinic({ path: JSON.stringify(path), ...(parameters === undefined ? {} : { parameters }) }))).toEqual([])
  })

  it('where every path repeats the end of base_url, that is told once', async () => {
    const second = 'list_visits:\n    description: Lists them.\n    request: { method: GET, path: /v1/visits }'
    const repeated = clinic({ path: '/v1/visits' }).replace('  book_visit:', `  ${second}\n  book_visit:`)
    expect(await told(repeated)).toEqual(['path-repeats-base-url at /v1'])
  })
})

describe('headers', () => {
  const shared = (headers: string): Written => ({ head: `base_url: https://book.clinic.example/v1\nheaders: ${headers}` })
  const own = (headers: string, parameters = ''): Written => ({ request: `headers: ${headers}`, parameters })
  it.each<[string, Written, readonly string[]]>([
    ['a parameter in a header of all tools', shared('{ X-Visit: "{visit}" }'), ['shared-header-parameter at {visit}']],
    ['the same with its parameter', { ...shared('{ X-Visit: "{visit}" }'), parameters: text('visit') }, ['shared-header-parameter at {visit}']],
    ['two cases of one name', shared('{ Accept: a, ACCEPT: b }'), ['header-duplicate at ACCEPT']],
    ['two cases of one name in a tool', own('{ X-Desk: a, x-desk: b }'), ['header-duplicate at x-desk']],
    ['a misspelt name', own('{ Content-Tpye: text/plain }'), ['header-misspelt at Content-Tpye']],
    ['a misspelt media type', shared('{ Accept: "text/html, aplication/json;q=0.5" }'), ['header-misspelt at "text/html, aplication/json;q=0.5"']],
    ['the length of the body', own('{ Content-Length: "12" }'), ['header-reserved at Content-Length']],
    ['hop by hop', shared('{ Keep-Alive: timeout=5 }'), ['header-reserved at Keep-Alive']],
    ['the host, from the caller', own('{ Host: "{host}" }', text('host')), ['header-reserved at Host']],
    ['a line break', own('{ X-Note: "a\\r\\nX-Admin: yes" }'), ['header-value-refused at "a\\r\\nX-Admin: yes"']],
    ['letters that no header carries', own('{ X-Desk: Łódź }'), ['header-value-refused at Ł']],
    ['a form for a body', { request: 'headers: { content-type: text/xml }, body: { a: 1 }' }, ['content-type-not-json at text/xml']],
    ['a form for all bodies', { ...shared('{ Content-Type: text/plain }'), request: 'body: { a: 1 }' }, ['content-type-not-json at text/plain']],
    ['a token of the caller', own('{ Authorization: "Bearer {token}" }', text('token')), ['trusted-field-from-caller at {token}']],
    ['a cookie of the caller', own('{ Cookie: "session={session}" }', text('session')), ['trusted-field-from-caller at {session}']],
    ['a key of the caller', own('{ X-Clinic-Api-Key: "{key}" }', text('key')), ['trusted-field-from-caller at {key}']],
    ['where the caller says a request comes from', own('{ X-Forwarded-For: "{ip}" }', text('ip')), ['trusted-field-from-caller at {ip}']],
    ['who the caller says to be', own('{ X-User-Id: "{user}" }', text('user')), ['trusted-field-from-caller at {user}']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it.each<[string, Written]>([
    ['a header of a tool over that of all', { ...shared('{ Accept: a }'), request: 'headers: { accept: b }' }],
    ['a variable of the call in all', shared('{ X-Caller: "{{user_phone_number}}" }')],
    ['a variable of the call for the user', own('{ X-User-Id: "{{customer_id}}" }')],
    ['a number against repeats', own('{ Idempotency-Key: "{visit}" }', text('visit'))],
    ['a language', own('{ Accept-Language: "{language}" }', text('language'))],
    ['a name that only sounds like a user', own('{ X-User-Language: "{language}", X-Authored-By: "{by}" }', text('language', 'by'))],
    ['a key from the environment', own('{ Authorization: "Key ${KEY}", X-Api-Key: "${KEY}" }')],
    ['western letters', own('{ X-Desk: Recepción }')],
    ['JSON by other names', { request: 'headers: { Content-Type: application/merge-patch+json; charset=utf-8 }, body: { a: 1 }' }],
    ['a form without a body', own('{ Content-Type: application/x-www-form-urlencoded }')],
    [
      'one type for all and another for a body',
      { ...shared('{ Content-Type: text/plain }'), request: 'headers: { content-type: text/json }, body: 1' },
    ],
  ])('%s is right', async (_, written) => {
    expect(await told(clinic(written))).toEqual([])
  })

  it.each<[string, string, string, readonly string[]]>([
    ['a token over bearer', '{ type: bearer, token: "${T}" }', 'headers: { Authorization: "{token}" }', ['credentials-repeated at Authorization']],
    ['a key twice', '{ type: api_key, name: X-Key, value: "${T}" }', 'headers: { x-key: "${O}", X-T: "{token}" }', ['credentials-repeated at x-key']],
    [
      'a key twice in the query',
      '{ type: api_key, in: query, name: key, value: "${T}" }',
      'query: { key: "${T}", t: "{token}" }',
      ['credentials-repeated at key'],
    ],
    ['a key beside another one', '{ type: bearer, token: "${T}" }', 'headers: { X-Key: "${O}" }, query: { t: "{token}" }', []],
  ])('%s', async (_, credentials, request, expected) => {
    const head = `base_url: https://book.clinic.example/v1\ncredentials: ${credentials}`
    expect(await told(clinic({ head, request, parameters: text('token') }))).toEqual(expected)
  })
})

describe('query and body', () => {
  it.each<[string, Written, readonly string[]]>([
    ['JSON in a text', { request: `body: '{"a": 1}'` }, [`body-is-text at '{"a": 1}'`]],
    ['a list in a text', { request: `body: '["{day}"]'`, parameters: text('day') }, [`body-is-text at '["{day}"]'`]],
    ['a form in a text', { request: 'body: "day={day}&time=9"', parameters: text('day') }, ['body-is-text at "day={day}&time=9"']],
    ['XML in a text', { request: 'body: "<visit/>"' }, ['body-is-text at "<visit/>"']],
    ['nothing', { request: 'body: ' }, ['body-null at body']],
    ['a merge key', { request: 'body: { a: &a { b: 1 }, c: { <<: *a } }' }, ['body-merge-key at <<']],
    ['a placeholder in a key', { request: 'body: { a: { "{day}": 1 } }', parameters: text('day') }, ['placeholder-in-key at "{day}"']],
    ['a placeholder in a name', { request: 'query: { "filter[{day}]": 1 }', parameters: text('day') }, ['placeholder-in-key at "filter[{day}]"']],
    ['the environment in a key', { request: 'body: { "${FIELD}": 1 }' }, ['placeholder-in-key at "${FIELD}"']],
    ['spaces in a placeholder', { request: 'body: { a: "{ day }" }', parameters: text('day') }, ['placeholder-misspelt at { day }']],
    ['angle brackets', { request: 'query: { a: "from <day>" }', parameters: text('day') }, ['placeholder-misspelt at <day>']],
    ['a name that is encoded', { request: 'query: { "filter%5Bday%5D": 1 }' }, ['query-already-encoded at "filter%5Bday%5D"']],
    ['a value that is encoded', { request: 'query: { q: "type%3Avisit day%3A{day}" }', parameters: text('day') }, ['query-already-encoded at %3A']],
    ['a key of the caller', { request: 'query: { api_key: "{key}" }', parameters: text('key') }, ['trusted-field-from-caller at {key}']],
    [
      'a secret of the caller',
      { request: 'body: { a: { client_secret: "{key}" } }', parameters: text('key') },
      ['trusted-field-from-caller at {key}'],
    ],
    ['a body on GET', { method: 'GET', name: 'read_visit', request: 'body: { a: 1 }' }, ['body-on-get at body']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it.each<[string, Written]>([
    ['a body of one value', { request: 'body: "{day}"', parameters: text('day') }],
    ['a body of words', { request: 'body: "Visit on {day}"', parameters: text('day') }],
    ['a list', { request: 'body: [{ day: "{day}" }]', parameters: text('day') }],
    ['an empty mapping', { request: 'body: {}' }],
    ['JSON inside of a field', { request: `body: { json: '{"a": 1}', css: "p{margin:0}", tpl: "{ day } {0}" }` }],
    ['a wildcard', { request: `query: { q: "name LIKE '%{day}%' AND city LIKE '%20%' OR 50%20" }`, parameters: text('day') }],
    ['names with signs', { request: 'query: { "$filter": "day eq {day}", "page[size]": 3, "a b": 1, "@type": x }', parameters: text('day') }],
    ['times', { request: 'query: { from: "2026-11-25T09:30:00+01:00" }' }],
    ['a token that is no secret', { request: 'body: { token: "{code}", page_token: "{code}" }', parameters: text('code') }],
    ['the environment', { request: 'query: { site: "${SITE}" }, body: { channel: "${CHANNEL}" }' }],
  ])('%s is right', async (_, written) => {
    expect(await told(clinic(written))).toEqual([])
  })
})

describe('methods and names', () => {
  it.each<[string, string, string | undefined]>([
    ['get_visit', 'DELETE', 'method-against-name'],
    ['listVisits', 'DELETE', 'method-against-name'],
    ['check_visit', 'DELETE', 'method-against-name'],
    ['check_visit', 'PATCH', 'method-against-name'],
    ['find-visit', 'PUT', 'method-against-name'],
    ['buscar_cita', 'DELETE', 'method-against-name'],
    ['pruefen_termin', 'DELETE', 'method-against-name'],
    ['create_visit', 'DELETE', 'method-against-name'],
    ['cancel_visit', 'GET', 'method-only-reads'],
    ['deleteVisit', 'GET', 'method-only-reads'],
    ['crear_cita', 'GET', 'method-only-reads'],
    ['get_visit', 'GET', undefined],
    ['search_visits', 'POST', undefined],
    ['get_quote', 'POST', undefined],
    ['getaway_booking', 'DELETE', undefined],
    ['listen_again', 'PUT', undefined],
    ['read_notification', 'PATCH', undefined],
    ['verify_email', 'PUT', undefined],
    ['check_in_patient', 'PATCH', undefined],
    ['check_in_patient', 'DELETE', undefined],
    ['check_out', 'PUT', undefined],
    ['check_task', 'PATCH', undefined],
    ['list_delete_item', 'DELETE', undefined],
    ['remove_visit', 'POST', undefined],
    ['cancel_visit', 'PATCH', undefined],
    ['update_visit', 'POST', undefined],
    ['cancel_policy', 'GET', undefined],
    ['update_history', 'GET', undefined],
    ['visit_status', 'GET', undefined],
    ['book_details', 'GET', undefined],
    ['set_menu', 'GET', undefined],
  ])('%s with %s', async (name, method, code) => {
    expect((await told(clinic({ name, method }))).map((line) => line.split(' ')[0])).toEqual(code === undefined ? [] : [code])
  })
})

describe('where nothing is filled', () => {
  it.each<[string, Written, readonly string[]]>([
    ['the environment in an error text', { more: 'response: { errors: { 404: "Call ${DESK}." } }' }, ['environment-out-of-place at ${DESK}']],
    [
      'the environment in the description of a parameter',
      { parameters: 'day: { type: string, description: "A day of ${DESK}" }', request: 'body: { day: "{day}" }' },
      ['environment-out-of-place at ${DESK}'],
    ],
    [
      'the environment in an example',
      { parameters: text('day'), request: 'body: { day: "{day}" }', more: 'examples: [{ name: today, arguments: { day: "${DAY}" } }]' },
      ['environment-out-of-place at ${DAY}'],
    ],
    ['a parameter in an error text', { more: 'response: { errors: { 404: "No {day}." } }' }, ['placeholder-not-filled at {day}']],
    ['a variable in an error text', { more: 'response: { errors: { 404: "Sorry {{user_name}}." } }' }, ['placeholder-not-filled at {{user_name}}']],
    [
      'a variable as the default',
      { parameters: 'day: { type: string, description: The day, default: "{{today}}" }', request: 'body: { day: "{day}" }' },
      ['placeholder-not-filled at {{today}}'],
    ],
    [
      'a variable in an example',
      { parameters: text('day'), request: 'body: { day: "{day}" }', more: 'examples: [{ name: today, arguments: { day: "{{today}}" } }]' },
      ['placeholder-not-filled at {{today}}'],
    ],
    [
      'an error text for what is no error',
      { more: 'response: { errors: { 200: Done., 302: Moved., 404: Unknown. } }' },
      ['error-text-unheard at 200'],
    ],
    ['a select without an answer', { method: 'HEAD', name: 'visits', more: 'response: { select: visits }' }, ['select-on-head at select']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it('a description may name parameters and variables, and a pattern has braces of its own', async () => {
    const parameters = `day: { type: string, description: "As {day}, not {{today}}", pattern: '^\\d{4}\${x}', examples: ["{4}"] }`
    const more = 'response: { select: "visits[].{day: day}", errors: { 404: "No { day } {}." } }'
    expect(await told(clinic({ parameters, request: 'body: { day: "{day}" }', more }))).toEqual([])
  })
})

describe('forms', () => {
  const shared = 'base_url: https://book.clinic.example/v1\nheaders: { Content-Type: application/json }'
  const object = (type: string): string => `day: { ${type}, description: What the patient says }`
  it.each<[string, Written, readonly string[]]>([
    ['beside a body', { request: 'form: { a: 1 }, body: { a: 1 }' }, ['form-with-body at body']],
    ['on GET', { method: 'GET', name: 'read_visit', request: 'form: { a: 1 }' }, ['body-on-get at form']],
    [
      'under the name of JSON',
      { request: 'headers: { content-type: application/json }, form: { a: 1 }' },
      ['content-type-not-form at application/json'],
    ],
    ['under a name that all tools share', { head: shared, request: 'form: { a: 1 }' }, ['content-type-not-form at application/json']],
    ['of parts', { request: 'headers: { Content-Type: multipart/form-data }, form: { a: 1 }' }, ['content-type-not-form at multipart/form-data']],
    ['with an object', { request: 'form: { a: "{day}" }', parameters: object('type: object, properties: {}') }, ['form-value-nested at {day}']],
    [
      'with a list of objects',
      { request: 'form: { a: ["{day}"] }', parameters: object('type: array, items: { type: object, properties: {} }') },
      ['form-value-nested at {day}'],
    ],
    ['with a placeholder in a name', { request: 'form: { "a[{day}]": 1 }', parameters: text('day') }, ['placeholder-in-key at "a[{day}]"']],
    ['with spaces in a placeholder', { request: 'form: { a: "{ day }" }', parameters: text('day') }, ['placeholder-misspelt at { day }']],
    ['with a name that is encoded', { request: 'form: { "a%5Bday%5D": 1 }' }, ['query-already-encoded at "a%5Bday%5D"']],
    ['with a value that is encoded', { request: 'form: { a: "day%3A{day}" }', parameters: text('day') }, ['query-already-encoded at %3A']],
    ['with a key of the caller', { request: 'form: { api_key: "{day}" }', parameters: text('day') }, ['trusted-field-from-caller at {day}']],
    ['with a secret', { request: 'form: { client_secret: hunter2hunter2 }' }, ['credential-plain-text at client_secret']],
    ['with a parameter that nobody declares', { request: 'form: { a: ["{day}"] }' }, ['parameter-undeclared at {day}']],
    ['in the place of which a text stands', { request: 'body: "day={day}&time=9"', parameters: text('day') }, ['body-is-text at "day={day}&time=9"']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it.each<[string, Written]>([
    ['a list of texts', { request: 'form: { "a[]": "{day}" }', parameters: object('type: array, items: { type: string }') }],
    ['a type with its charset', { request: 'headers: { Content-Type: "application/x-www-form-urlencoded; charset=utf-8" }, form: { a: 1 }' }],
    ['a field for each step', { request: 'form: { "a[city]": "{day}", "a[0][b]": 1, off: 10% }', parameters: text('day') }],
    ['a form beside the JSON of another tool', { request: 'form: { a: "${KEY}" }' }],
  ])('%s is right', async (_, written) => {
    expect(await told(clinic(written))).toEqual([])
  })
})

describe('requests that are sent again', () => {
  const again = 'retry: { attempts: 2 }'
  const own = (head: string, request: string): Written => ({ head: `base_url: https://book.clinic.example/v1\n${head}`, request })
  it.each<[string, Written, readonly string[]]>([
    ['POST', { more: again }, ['retry-not-repeatable at retry']],
    ['PATCH', { method: 'PATCH', more: again }, ['retry-not-repeatable at retry']],
    ['a key on GET', { method: 'GET', name: 'read_visit', request: 'idempotency_header: X-Key' }, ['idempotency-header-idle at idempotency_header']],
    ['a key beside a header of the tool', { request: 'idempotency_header: X-Key, headers: { x-key: a }' }, ['idempotency-header-repeated at X-Key']],
    ['a key beside a header of all', own('headers: { X-KEY: a }', 'idempotency_header: X-Key'), ['idempotency-header-repeated at X-Key']],
    [
      'a key in the place of credentials',
      own('credentials: { type: bearer, token: "${T}" }', 'idempotency_header: Authorization'),
      ['idempotency-header-repeated at Authorization'],
    ],
    ['a key in a misspelt header', { request: 'idempotency_header: If-Mach' }, ['header-misspelt at If-Mach']],
    ['a key in a header of the connection', { request: 'idempotency_header: Connection' }, ['header-reserved at Connection']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it.each<[string, Written]>([
    ['PUT', { method: 'PUT', more: again }],
    ['DELETE', { method: 'DELETE', name: 'cancel_visit', more: again }],
    ['GET', { method: 'GET', name: 'read_visit', more: again }],
    ['POST with a key', { request: 'idempotency_header: X-Key', more: again }],
    ['a key without a second attempt', { request: 'idempotency_header: X-Key' }],
    ['a key on PUT', { method: 'PUT', request: 'idempotency_header: X-Key' }],
  ])('%s is right', async (_, written) => {
    expect(await told(clinic(written))).toEqual([])
  })
})

describe('certificates', () => {
  const head = (tls: string, url = 'https://book.clinic.example/v1'): Written => ({ head: `base_url: ${url}\ntls: { ${tls} }` })
  const client = (key: string, more = ''): Written => head(`client: { cert_file: ../c.pem, key_file: ${JSON.stringify(key)}${more} }`)
  it.each<[string, Written, readonly string[]]>([
    ['an address without TLS', head('ca_file: ca.pem', 'http://127.0.0.1:8080'), ['tls-without-https at tls']],
    [
      'an address that may not be without',
      head('ca_file: ca.pem', 'http://book.clinic.example'),
      ['base-url-not-https at http://book.clinic.example'],
    ],
    ['a key in the folder of the file', client('clinic.key'), ['key-file-in-project at "clinic.key"']],
    ['a key in the project', client('../keys/clinic.key'), ['key-file-in-project at "../keys/clinic.key"']],
    ['a password in plain text', client('/keys/k', ', key_password: hunter2hunter2'), ['credential-plain-text at key_password']],
    ['a password of the caller', client('/keys/k', ', key_password: "{{pin}}"'), ['connection-from-call at {{pin}}']],
    ['a file that the call names', head('ca_file: "{{clinic}}.pem"'), ['connection-from-call at {{clinic}}']],
  ])('%s', async (_, written, expected) => {
    expect(await told(clinic(written))).toEqual(expected)
  })

  it.each<[string, Written]>([
    ['a key beside the project', client('../../keys/clinic.key')],
    ['a key at an absolute path', client('/etc/clinic/clinic.key')],
    ['a key on a drive', client('C:\\keys\\clinic.key')],
    ['a key where the environment says', client('${KEYS}/clinic.key', ', key_password: "${KEY_PASSWORD}"')],
    ['an address from the environment', head('ca_file: ca.pem', '${CLINIC_URL}')],
  ])('%s is right', async (_, written) => {
    expect(await told(clinic(written))).toEqual([])
  })
})
