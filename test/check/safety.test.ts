import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { reachOf } from '../../src/model/address.ts'
import { areRelated, siteOf } from '../../src/model/site.ts'
import { runIn } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-safety-'))
for (const name of ['integrations', 'agents']) mkdirSync(join(folder, name))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Told {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

const family =
  'address-metadata,address-private,base-url-not-https,confirmation-unfinished,confirmation-vague,confirmation-without-amount,confirmation-without-target,credential-in-query,credential-shared,' +
  'risk-without-confirmation,token-url-elsewhere,write-without-confirmation'

/** What the rules of safety tell of a project of the files given. */
async function told(files: Readonly<Record<string, string>>): Promise<readonly Told[]> {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  const { out } = await runIn(folder, ['validate', '--format', 'json', '--only', family])
  for (const path of Object.keys(files)) rmSync(join(folder, path))
  const diagnostics: readonly Told[] = JSON.parse(out).diagnostics
  return diagnostics
}

interface Draft {
  readonly name: string
  readonly request: string
  readonly parameters?: string
  readonly description?: string
  readonly confirmation?: string
}

function integration({ name, request, parameters = '', description = 'Does what its name says.', confirmation }: Draft): string {
  return `type: http
description: The back office
base_url: https://api.office.example/v1
tools:
  ${name}:
    description: ${description}
    ${confirmation === undefined ? '' : `confirmation: ${confirmation}`}
    parameters: { ${parameters} }
    request: { ${request} }
`
}

const codesFor = async (draft: Draft): Promise<readonly string[]> =>
  (await told({ 'integrations/office.yaml': integration(draft) })).map(({ code }) => code)

const text = (...names: string[]): string => names.map((name) => `${name}: { type: string, description: What it says }`).join(', ')
const number = (...names: string[]): string => names.map((name) => `${name}: { type: number, description: How much }`).join(', ')

const write = 'write-without-confirmation'
const risk = 'risk-without-confirmation'

describe('what a tool does to the world, when nobody is asked', () => {
  it.each<[name: string, method: string, path: string, code: string | undefined]>([
    // Plain writes.
    ['create_ticket', 'POST', '/tickets', write],
    // A class is a mark on what has it, an answer goes to a customer.
    ['classify_ticket', 'POST', '/tickets/class', write],
    ['answer_review', 'POST', '/reviews/answer', write],
    ['update_contact', 'PATCH', '/contacts/me', write],
    ['bookVisit', 'POST', '/visits', write],
    ['replace_address', 'PUT', '/address', write],
    ['crear_cita', 'POST', '/citas', write],
    ['termin_buchen', 'POST', '/termine', write],
    ['prendre_rendez_vous', 'POST', '/visites', write],
    ['check_in_guest', 'POST', '/guests/check-in', write],
    ['send_payment_link', 'POST', '/payment_links', write],
    ['send_cancellation_email', 'POST', '/mails', write],
    ['add_payment_note', 'POST', '/notes', write],
    ['update_payment_method', 'POST', '/methods', write],
    ['transfer_to_colleague', 'POST', '/transfers', write],
    ['create_search_alert', 'POST', '/alerts', write],
    ['save_preference', 'POST', '/graphql', write],
    ['set_status', 'POST', '/orders/status', write],
    // Money.
    ['process_refund', 'POST', '/orders/refunds', risk],
    ['refundOrder', 'POST', '/orders', risk],
    ['settle', 'POST', '/payments', risk],
    ['pay_invoice', 'POST', '/invoices/pay', risk],
    ['charge_card', 'POST', '/cards', risk],
    ['capture', 'POST', '/v1/charges.json', risk],
    ['hacer_reembolso', 'POST', '/pedidos', risk],
    ['pagar_factura', 'POST', '/facturas', risk],
    ['rueckerstattung_ausloesen', 'POST', '/bestellungen', risk],
    ['zahlung_anweisen', 'POST', '/rechnungen', risk],
    ['rembourser_commande', 'POST', '/commandes', risk],
    ['faire_paiement', 'POST', '/factures', risk],
    ['estornar_pagamento', 'POST', '/pedidos', risk],
    // Something is gone.
    ['drop_it', 'DELETE', '/carts/mine', risk],
    ['cancel_order', 'POST', '/orders/mine', risk],
    ['stop_it', 'POST', '/orders/mine/cancel', risk],
    ['stop_it', 'POST', '/cancellations', risk],
    ['delete_note', 'POST', '/notes', risk],
    ['remove_payment_method', 'POST', '/methods', risk],
    ['cancelar_cita', 'PATCH', '/citas', risk],
    ['borrar_cuenta', 'POST', '/cuentas', risk],
    ['dar_de_baja_cliente', 'POST', '/clientes', risk],
    ['termin_stornieren', 'POST', '/termine', risk],
    ['konto_loeschen', 'POST', '/konten', risk],
    ['vertrag_kuendigen', 'POST', '/vertraege', risk],
    ['annuler_commande', 'POST', '/commandes', risk],
    ['supprimer_compte', 'PUT', '/comptes', risk],
    // Only looked up.
    ['search_contacts', 'POST', '/contacts', undefined],
    ['find_order', 'POST', '/orders', undefined],
    ['check_refund', 'POST', '/refunds', undefined],
    ['verify_payment', 'POST', '/payments', undefined],
    ['getBalance', 'POST', '/balance', undefined],
    ['order_lookup', 'POST', '/orders', undefined],
    ['payment_search', 'POST', '/payments', undefined],
    ['contacts', 'POST', '/crm/v3/objects/contacts/search', undefined],
    ['issues', 'POST', '/rest/api/3/search/jql', undefined],
    ['records', 'POST', '/databases/d1/query', undefined],
    ['busy_times', 'POST', '/freeBusy', undefined],
    ['places', 'POST', '/v1/places:searchText', undefined],
    ['refund_amount', 'POST', '/refunds/calculate.json', undefined],
    ['kunden_suchen', 'POST', '/kunden', undefined],
    ['pruefe_bestellung', 'POST', '/bestellungen', undefined],
    ['buscar_cliente', 'POST', '/clientes', undefined],
    ['consultar_pago', 'POST', '/pagos', undefined],
    ['verifier_paiement', 'POST', '/paiements', undefined],
    ['cancel_order', 'GET', '/orders/mine', undefined],
    // Written down for colleagues.
    ['log_call_note', 'POST', '/objects/notes', undefined],
    ['save_call_summary', 'POST', '/summaries', undefined],
    ['guardar_resumen', 'POST', '/resumenes', undefined],
    ['anruf_notiz', 'POST', '/notizen', undefined],
    ['add_note', 'POST', '/notes', write],
  ])('%s: %s %s', async (name, method, path, code) => {
    expect(await codesFor({ name, request: `method: ${method}, path: "${path}"` })).toEqual(code === undefined ? [] : [code])
  })

  it.each<[what: string, draft: Partial<Draft>, code: string | undefined]>([
    ['an amount', { name: 'settle', parameters: number('amount') }, risk],
    ['an amount in euros', { name: 'top_up', parameters: number('credit_euros') }, risk],
    ['un importe', { name: 'saldar', parameters: number('importe') }, risk],
    ['a price with cents', { name: 'book_room', parameters: number('total_price') }, risk],
    ['an account to pay to', { name: 'set_account', parameters: text('iban') }, risk],
    ['a transfer of money', { name: 'transfer', parameters: number('amount') }, risk],
    ['the worth of a deal', { name: 'create_deal', parameters: number('amount') }, write],
    ['the price of a product', { name: 'update_product', parameters: number('price') }, write],
    ['a number of guests', { name: 'book_table', parameters: 'total: { type: integer, description: How many guests }' }, write],
    ['a description that tells', { name: 'visit_times', description: 'Lists free times.' }, undefined],
    ['una descripción que cuenta', { name: 'horas', description: 'Busca horas libres.' }, undefined],
    ['eine Beschreibung, die nennt', { name: 'zeiten', description: 'Prüft, was noch frei ist.' }, undefined],
    ['a description that writes', { name: 'visit_times', description: 'Sets the times.' }, write],
    ['a description that checks in', { name: 'arrival', description: 'Checks in a guest.' }, write],
    ['a writing name with a description that tells', { name: 'update_status', description: 'Checks and sets the status.' }, write],
  ])('%s', async (_, draft, code) => {
    const names = [...(draft.parameters ?? '').matchAll(/(\w+): \{/g)].map((match) => match[1])
    const body = names.map((name) => `${name}: "{${name}}"`).join(', ')
    expect(await codesFor({ name: 'act', request: `method: POST, path: /things, body: { ${body} }`, ...draft })).toEqual(
      code === undefined ? [] : [code],
    )
  })

  it.each([
    ['{ query: "query($id: ID) { order(id: $id) { state } }" }', []],
    ['{ query: "mutation { cancel { id } }" }', [write]],
    ['"{ order { state } }"', [write]],
  ])('a GraphQL body %s', async (body, codes) => {
    expect(await codesFor({ name: 'orders', request: `method: POST, path: /graphql, body: ${body}` })).toEqual(codes)
  })

  it('names what to read back, sums first', async () => {
    const draft = {
      name: 'refund',
      parameters: `${text('order', 'reason')}, ${number('amount')}`,
      request: 'method: POST, path: "/o/{order}", body: { a: "{amount}", r: "{reason}" }',
    }
    const [first] = await told({ 'integrations/office.yaml': integration(draft) })
    expect(first?.hint).toBe('add confirmation: the question to which the caller says yes, with {amount} and {order}')
  })

  it('a name that contradicts the method is not told twice', async () => {
    expect(await codesFor({ name: 'get_order', request: 'method: DELETE, path: /orders/mine' })).toEqual([])
  })
})

describe('a confirmation', () => {
  const draft = { name: 'refund', parameters: number('amount'), request: 'method: POST, path: /refunds, body: { a: "{amount}" }' }
  const asked = async (confirmation: string): Promise<readonly string[]> => codesFor({ ...draft, confirmation })

  it.each(['yes', 'required', '"true"', 'TODO', '"..."', 'the question to which the caller says yes, with {amount}'])(
    'asks nothing: %s',
    async (text) => {
      expect(await asked(text)).toEqual(['confirmation-unfinished'])
    },
  )

  it.each([
    'Refund {amount} euros?',
    '"{amount}?"',
    '¿Devuelvo {amount}?',
    '"{amount}ユーロ返金しますか"',
    'The question is whether {amount} is right',
  ])('asks: %s', async (text) => {
    expect(await asked(text)).toEqual([])
  })
})

describe('what a confirmation reads back', () => {
  const refund = {
    name: 'refund_order',
    parameters: `${text('order')}, ${number('amount')}`,
    request: 'method: POST, path: "/orders/{order}/refunds", body: { amount: "{amount}" }',
  }
  const cancel = {
    name: 'cancel_visit',
    parameters: text('visit', 'reason'),
    request: 'method: POST, path: "/visits/{visit}/cancel", body: { why: "{reason}" }',
  }
  const book = { name: 'book_visit', parameters: text('day', 'time'), request: 'method: POST, path: /visits, body: { day: "{day}", time: "{time}" }' }
  const sold = (description: string): Draft => ({
    name: 'buy_ticket',
    parameters: `${text('train')}, amount: { type: number, description: ${description} }`,
    request: 'method: POST, path: "/trains/{train}/seats", body: { amount: "{amount}" }',
  })
  const send = { name: 'send_message', parameters: text('message'), request: 'method: POST, path: /messages, body: { text: "{message}" }' }
  const drop = {
    name: 'drop_account',
    parameters: 'account: { type: string, format: uuid, description: The account }',
    request: 'method: DELETE, path: "/accounts/{account}"',
  }
  const ping = { name: 'ring_kitchen', request: 'method: POST, path: /kitchen/bell' }
  const search = { ...book, name: 'search_visits' }

  it.each<[confirmation: string, draft: Draft, code: string | undefined]>([
    ['Shall I refund {amount} euros for {order}?', refund, undefined],
    ['Do you want {amount} euros back?', refund, undefined],
    ['¿Le devuelvo {amount} euros?', refund, undefined],
    ['Shall I refund order {order}?', refund, 'confirmation-without-amount'],
    ['Shall I buy one for {train}?', sold('How much it costs'), 'confirmation-without-amount'],
    ['Shall I buy one for {train}?', sold('The number of cents that it costs'), 'confirmation-without-amount'],
    ['Shall I buy some for {train}?', sold('How many seats'), undefined],
    ['Shall I refund it?', refund, 'confirmation-without-amount'],
    ['Shall I refund {amuont} euros?', refund, undefined],
    ['Shall I cancel visit {visit}?', cancel, undefined],
    ['Shall I cancel the visit of {{visit_day}}?', cancel, undefined],
    ['Shall I cancel it?', cancel, 'confirmation-without-target'],
    ['Shall I cancel it because of {reason}?', cancel, 'confirmation-without-target'],
    ['¿La cancelo?', cancel, 'confirmation-without-target'],
    ['Shall I book {day} at {time}?', book, undefined],
    ['Shall I book {day}?', book, undefined],
    ['Shall I book that?', book, 'confirmation-vague'],
    ['Soll ich das buchen?', book, 'confirmation-vague'],
    ['Shall I pass that on?', send, undefined],
    ['Shall I close your account for good?', drop, undefined],
    ['Shall I ring the kitchen?', ping, undefined],
    ['Shall I look?', search, undefined],
  ])('%s', async (confirmation, draft, code) => {
    expect(await codesFor({ ...draft, confirmation })).toEqual(code === undefined ? [] : [code])
  })

  it.each<[parameter: string, isAsked: boolean]>([
    ['{ type: string, description: The number }', true],
    ["{ type: string, description: The number, pattern: '^\\d{5}$' }", true],
    ["{ type: string, description: The number, pattern: '^\\d+$' }", true],
    ["{ type: string, description: The number, pattern: '^PK-\\d{4}$' }", true],
    ["{ type: string, description: The code, pattern: '^[A-Z0-9]{6}$' }", true],
    ['{ type: integer, description: The number }', true],
    ['{ type: string, enum: [first, second], description: Which one }', true],
    ["{ type: string, description: The id, pattern: '^re_[A-Za-z0-9]+$' }", false],
    ["{ type: string, description: The id, pattern: '^[a-z0-9_]{5,1024}$' }", false],
    ["{ type: string, description: The id, pattern: '^[A-Za-z0-9]{18}$' }", false],
    ['{ type: string, format: uuid, description: The id }', false],
    ['{ type: integer, description: The id that find_visit returned }', false],
    ['{ const: mine, description: Which one }', false],
    ['{ type: boolean, description: Whether it is urgent }', false],
  ])('what a caller can recognize: %s', async (parameter, isAsked) => {
    const more = '  find_visit:\n    description: Finds a visit.\n    request: { method: GET, path: /visits }\n'
    const request = 'method: POST, path: "/visits/{visit}/cancel"'
    const draft = { name: 'cancel_visit', parameters: `visit: ${parameter}`, confirmation: 'Shall I cancel it?', request }
    const all = await told({ 'integrations/office.yaml': integration(draft) + more })
    expect(all.map(({ code }) => code)).toEqual(isAsked ? ['confirmation-without-target'] : [])
  })
})

describe('where an address leads', () => {
  it.each<[url: string, kind: string | undefined]>([
    ['http://169.254.169.254/latest/meta-data', 'metadata'],
    ['https://2852039166/', 'metadata'],
    ['https://0xA9FEA9FE/', 'metadata'],
    ['https://0251.0376.0251.0376/', 'metadata'],
    ['https://[::ffff:169.254.169.254]/', 'metadata'],
    ['https://[fd00:ec2::254]/', 'metadata'],
    ['https://100.100.100.200/', 'metadata'],
    ['https://169.254.170.2/v2/credentials', 'metadata'],
    ['http://metadata.google.internal/computeMetadata/v1', 'metadata'],
    ['https://METADATA.google.internal./', 'metadata'],
    ['https://user:x@169.254.169.254:80/', 'metadata'],
    ['https://10.0.0.1', 'private'],
    ['https://10.1', 'private'],
    ['https://172.16.0.1/', 'private'],
    ['https://172.31.255.255/', 'private'],
    ['https://192.168.1.20:8443/api', 'private'],
    ['https://192.168.1.20:${PORT}/api', 'private'],
    ['https://100.64.0.1', 'private'],
    ['https://0.0.0.0:3000', 'private'],
    ['https://3232235777/', 'private'],
    ['https://%31%30.0.0.1/', 'private'],
    ['https://１０.0.0.1/', 'private'],
    ['https://[fc00::1]', 'private'],
    ['https://[fd12:3456::1]:8443/', 'private'],
    ['https://[::ffff:10.0.0.1]', 'private'],
    ['https://[64:ff9b::c0a8:101]', 'private'],
    ['https://[2002:a00:1::]', 'private'],
    ['https://erp/', 'private'],
    ['https://erp:8080/v1', 'private'],
    ['https://api.office.internal/', 'private'],
    ['https://${BRANCH}.office.internal/', 'private'],
    ['https://printer.local/', 'private'],
    ['https://nas.lan', 'private'],
    ['https://box.home.arpa', 'private'],
    ['https://[::10.0.0.1]', 'private'],
    ['https://[::ffff:0:10.0.0.1]', 'private'],
    ['https://[2001:0:4136:e378:8000:63bf:f5ff:fffe]', 'private'],
    ['https://240.0.0.1', 'private'],
    ['https://[fec0::1]', 'private'],
    ['https://224.0.0.251', 'group'],
    ['https://239.255.255.250:1900', 'group'],
    ['https://255.255.255.255', 'group'],
    ['https://[ff02::1]', 'group'],
    ['https://169.254.1.1/', 'link-local'],
    ['https://[fe80::1]/', 'link-local'],
    ['http://localhost:3000', 'loopback'],
    ['http://api.localhost', 'loopback'],
    ['http://127.0.0.1:8080', 'loopback'],
    ['http://127.1', 'loopback'],
    ['http://[::1]:3000/mcp', 'loopback'],
    ['https://api.office.example/v1', undefined],
    ['https://10.example.com', undefined],
    ['https://internal.example.com/local', undefined],
    ['https://metadata.example.com', undefined],
    ['https://api.10.0.0.1.example', undefined],
    ['https://8.8.8.8/', undefined],
    ['https://172.32.0.1/', undefined],
    ['https://172.15.0.1/', undefined],
    ['https://192.169.0.1/', undefined],
    ['https://100.63.0.1/', undefined],
    ['https://100.128.0.1/', undefined],
    ['https://203.0.113.9/', undefined],
    ['https://223.255.255.255/', undefined],
    ['https://[64:ff9b::808:808]/', undefined],
    ['https://[2002:808:808::]/', undefined],
    ['https://[2606:4700::1111]/', undefined],
    ['https://[2001:db8::1]/', undefined],
    ['https://[::ffff:8.8.8.8]/', undefined],
    ['https://${HOST}/v1', undefined],
    ['https://10.0.0.${LAST}/v1', undefined],
    ['${BASE_URL}/v1', undefined],
    ['https://', undefined],
    ['https://a b/', undefined],
    ['no address', undefined],
    ['https://bücher.example', undefined],
  ])('%s', (url, kind) => {
    expect(reachOf(url)?.kind).toBe(kind)
  })

  const tool = 'tools:\n  read_loans:\n    description: Lists the loans of a reader.\n    request: { method: GET, path: /loans }\n'

  it.each<[what: string, connection: string, codes: readonly string[]]>([
    ['a private address over http is one mistake', 'base_url: http://10.0.0.5/v1', ['base-url-not-https']],
    ['a metadata address over http is one mistake', 'base_url: http://169.254.169.254/v1', ['address-metadata']],
    ['a private address over https', 'base_url: https://10.0.0.5/v1', ['address-private']],
    ['an address of many machines', 'base_url: https://224.0.0.251/v1', ['address-private']],
    [
      'a token server in one network only',
      'base_url: https://a.example\ncredentials: { type: oauth2_client_credentials, token_url: "https://10.0.0.5/t", client_id: a, client_secret: "${S}" }',
      ['address-private'],
    ],
    ['this machine', 'base_url: http://localhost:3000/v1', []],
  ])('%s', async (_, connection, codes) => {
    const all = await told({ 'integrations/library.yaml': `type: http\ndescription: Books of a library\n${connection}\n${tool}` })
    expect(all.map(({ code }) => code)).toEqual(codes)
  })

  it('an MCP server too', async () => {
    const all = await told({ 'integrations/library.yaml': 'type: mcp\ndescription: Books of a library\nurl: https://192.168.0.9/mcp\n' })
    expect(all.map(({ code }) => code)).toEqual(['address-private'])
  })

  it('says how clients read a number, and names the network of what is not https', async () => {
    const one = await told({ 'integrations/library.yaml': `type: http\ndescription: Books\nbase_url: https://3232235777/\n${tool}` })
    expect(one[0]?.message).toBe('"3232235777" is 192.168.1.1 and is known in one network only')
    const other = await told({ 'integrations/library.yaml': `type: http\ndescription: Books\nbase_url: http://erp:8080/\n${tool}` })
    expect(other[0]?.hint).toMatch(/^"erp" is known in one network only/)
  })
})

describe('who gets a credential', () => {
  it.each<[url: string, site: string | undefined]>([
    ['https://api.shop.example/v1', 'shop.example'],
    ['https://shop.example:8443', 'shop.example'],
    ['https://a.b.shop.co.uk/', 'shop.co.uk'],
    ['https://${TENANT}.zendesk.com/api/v2', 'zendesk.com'],
    ['https://API.Shop.Example./', 'shop.example'],
    ['https://${HOST}/v1', undefined],
    ['https://api.${DOMAIN}.example', undefined],
    ['https://localhost/', undefined],
    ['https://10.0.0.1/', undefined],
    ['https://co.uk/', undefined],
    ['${URL}/v1', undefined],
  ])('%s is of %s', (url, site) => {
    expect(siteOf(url)).toBe(site)
  })

  it.each<[left: string, right: string, isRelated: boolean]>([
    ['shop.example', 'shop.example', true],
    ['shop.com', 'shop.es', true],
    ['google.com', 'googleapis.com', true],
    ['microsoftonline.com', 'dynamics.com', true],
    ['hubspot.com', 'hubapi.com', true],
    ['force.com', 'salesforce.com', true],
    ['zoho.eu', 'zohoapis.eu', true],
    ['stripe.com', 'hubapi.com', false],
    ['parcels.example', 'clinic.example', false],
  ])('%s and %s: %s', (left, right, isRelated) => {
    expect(areRelated(left, right)).toBe(isRelated)
  })

  const oauth = (base: string, token: string): string => `type: http
description: The back office
base_url: ${base}
credentials: { type: oauth2_client_credentials, token_url: "${token}", client_id: office, client_secret: "\${SECRET}" }
tools:
  read_loans:
    description: Lists the loans of a reader.
    request: { method: GET, path: /loans }
`

  it.each<[base: string, token: string, codes: readonly string[]]>([
    ['https://api.clinic.example', 'https://login.parcels.example/token', ['token-url-elsewhere']],
    ['https://api.hubapi.com', 'https://login.salesforce.com/token', ['token-url-elsewhere']],
    ['https://api.clinic.example', 'https://login.clinic.example/token', []],
    ['https://api.clinic.example', 'https://clinic.eu.auth0.com/oauth/token', []],
    ['https://clinic.crm4.dynamics.com', 'https://login.microsoftonline.com/t/oauth2/v2.0/token', []],
    ['https://api.clinic.example', '${LOGIN_URL}/token', []],
    ['${CLINIC_URL}', 'https://login.parcels.example/token', []],
  ])('calls to %s with tokens of %s', async (base, token, codes) => {
    expect((await told({ 'integrations/office.yaml': oauth(base, token) })).map(({ code }) => code)).toEqual(codes)
  })

  const bearer = (base: string, credentials: string): string => `type: http
description: The back office
base_url: ${base}
credentials: ${credentials}
tools:
  read_loans:
    description: Lists the loans of a reader.
    request: { method: GET, path: /loans }
`

  it.each<[what: string, one: string, other: string, codes: readonly string[]]>([
    [
      'two sites',
      bearer('https://a.ledger.example', '{ type: bearer, token: "${T}" }'),
      bearer('https://parcels.example', '{ type: basic, username: u, password: "${T}" }'),
      ['credential-shared'],
    ],
    [
      'a header',
      bearer('https://a.ledger.example', '{ type: bearer, token: "${T}" }'),
      bearer('https://parcels.example', '{ type: headers, headers: { X-Key: "${T}" } }'),
      ['credential-shared'],
    ],
    [
      'a token server',
      bearer('https://a.ledger.example', '{ type: bearer, token: "${SECRET}" }'),
      oauth('https://parcels.example', 'https://parcels.example/t'),
      ['credential-shared'],
    ],
    [
      'one site',
      bearer('https://a.ledger.example', '{ type: bearer, token: "${T}" }'),
      bearer('https://b.ledger.example', '{ type: bearer, token: "${T}" }'),
      [],
    ],
    [
      'two secrets',
      bearer('https://a.ledger.example', '{ type: bearer, token: "${T}" }'),
      bearer('https://parcels.example', '{ type: bearer, token: "${U}" }'),
      [],
    ],
    [
      'an address of the environment',
      bearer('https://a.ledger.example', '{ type: bearer, token: "${T}" }'),
      bearer('${PARCELS_URL}', '{ type: bearer, token: "${T}" }'),
      [],
    ],
    [
      'one user name',
      bearer('https://a.ledger.example', '{ type: basic, username: "${U}", password: "${T}" }'),
      bearer('https://parcels.example', '{ type: basic, username: "${U}", password: "${P}" }'),
      [],
    ],
    [
      'an open header',
      bearer('https://a.ledger.example', '{ type: headers, headers: { X-Account: "${A}" } }'),
      bearer('https://parcels.example', '{ type: headers, headers: { X-Account: "${A}" } }'),
      [],
    ],
  ])('one variable for %s', async (_, one, other, codes) => {
    const agents = 'description: The desk\ntools: { ledger: [read_loans] }\n'
    const more = 'description: The other desk\ntools: { parcels: [read_loans] }\n'
    const all = await told({
      'integrations/ledger.yaml': one,
      'integrations/parcels.yaml': other,
      'agents/desk.yaml': agents,
      'agents/more.yaml': more,
    })
    expect(all.map(({ code }) => code)).toEqual(codes)
  })

  it.each<[name: string, codes: readonly string[]]>([
    ['access_token', ['credential-in-query']],
    ['token', ['credential-in-query']],
    ['client_secret', ['credential-in-query']],
    ['appid', []],
    ['key', []],
    ['api_key', []],
    ['apikey', []],
  ])('%s in the query', async (name, codes) => {
    const text = bearer('https://a.ledger.example', `{ type: api_key, in: query, name: ${name}, value: "\${T}" }`)
    expect((await told({ 'integrations/ledger.yaml': text })).map(({ code }) => code)).toEqual(codes)
  })
})
