import { describe, expect, it } from 'vitest'
import { isTooShort, isUnfinished } from '../../src/check/description.ts'
import { reservedBy } from '../../src/check/names.ts'
import { lockText } from '../../src/lock/text.ts'
import { pinned } from '../lock/library.ts'
import { oneTool, toldOf } from './told.ts'

// What teams write: every one of these must be left alone by all the rules on descriptions.
const wellWritten: readonly (readonly [name: string, description: string])[] = [
  ['search_customer', 'Finds a customer by phone or e-mail. Use it as soon as the caller gives either one, before any other ticket tool.'],
  ['process_refund', 'Refunds an order, in full or in part. Only after check_order showed that it was paid.'],
  ['check_balance', 'Tells the balance of an account. Only after the caller has been identified.'],
  ['cancel_order', 'Cancels an order that has not been sent.'],
  ['list_free_slots', 'Lists the free appointments of a day.'],
  ['get_order', 'Order status by number; ask for the five digits first.'],
  ['create_ticket', 'Opens a ticket when nothing else helps.'],
  ['read_catalogue', 'Reads the catalogue when a caller wants prices, sizes, colours ...'],
  ['read_hours', 'Tells opening hours, when the caller asks for them, holidays etc…'],
  ['register_patient', 'Registers a new patient.'],
  ['query_salesforce', 'Runs a SOQL query on accounts. Use it to find the account of a caller.'],
  ['send_sms', 'Sends a text message with Twilio. Use it when the caller wants the address in writing.'],
  ['lookup_number', 'Tells whether a phone number is a mobile. Use it before send_sms.'],
  ['create_issue', 'Opens an issue in Jira for the team on duty. Use it when a caller reports an outage.'],
  ['buscar_cliente', 'Busca un cliente por teléfono o correo. Úsala en cuanto el cliente dé uno de los dos.'],
  ['crear_ticket', 'Abre una incidencia cuando no se puede resolver en la llamada.'],
  ['cancelar_cita', 'Cancela una cita después de que el paciente lo confirme.'],
  ['consultar_saldo', 'Consulta el saldo del contrato. Solo si ya se ha identificado.'],
  ['renovar_prestec', 'Renova un préstec quan el lector encara no ha acabat el llibre.'],
  ['auftrag_pruefen', 'Sagt, wie weit eine Reparatur ist. Nur mit Auftragsnummer verwenden.'],
  ['termin_buchen', 'Bucht einen Termin, sobald Tag und Uhrzeit feststehen.'],
  ['bestellstatus', 'Bestellstatus abfragen, wenn der Anrufer die Nummer kennt.'],
  ['suivre_colis', 'Indique où se trouve un colis dès que le client donne son numéro.'],
  ['annuler_commande', 'Annule une commande si elle n’est pas encore partie.'],
  ['cerca_ordine', 'Trova un ordine con il numero che il cliente legge.'],
  ['consultar_encomenda', 'Diz onde está a encomenda quando o cliente dá o número.'],
  ['search_booking', '予約番号から予約を検索します。'],
  ['cancel_booking', '예약을 취소합니다'],
  ['find_bus', 'ค้นหารถเมล์'],
  ['find_parcel', 'Находит посылку по номеру.'],
]

const descriptionCodes = ['description-too-short', 'description-too-long', 'description-repeats-name', 'description-unfinished']

describe('a description', () => {
  it.each(wellWritten)('of %s is left alone: %s', async (name, description) => {
    expect(await toldOf(oneTool([`description: ${JSON.stringify(description)}`], name), descriptionCodes)).toEqual([])
  })

  it.each<[string, string, string]>([
    ['get_order', 'Order.', 'description-too-short'],
    ['get_order', 'Get order', 'description-too-short'],
    ['buscar_cita', 'Buscar cita', 'description-too-short'],
    ['termin', 'Terminabsage', 'description-too-short'],
    ['search_booking', '検索', 'description-too-short'],
    ['create_ticket', 'Create ticket.', 'description-too-short'],
    ['create_ticket', 'Creates a ticket.', 'description-repeats-name'],
    ['create_ticket', 'This tool can be used to create a ticket', 'description-repeats-name'],
    ['createSupportTicket', 'Creates a support ticket', 'description-repeats-name'],
    ['get_customer_by_id', 'Retrieves a customer by id.', 'description-repeats-name'],
    ['crear_incidencia', 'Crea una incidencia.', 'description-repeats-name'],
    ['cancelar_cita', 'Para cancelar la cita', 'description-repeats-name'],
    ['termin_buchen', 'Bucht einen Termin.', 'description-repeats-name'],
    ['annuler_commande', 'Annule la commande', 'description-repeats-name'],
    ['get_order', 'TODO', 'description-unfinished'],
    ['get_order', 'TODO: describe when to use it', 'description-unfinished'],
    ['get_order', '- FIXME', 'description-unfinished'],
    ['get_order', '...', 'description-unfinished'],
    ['get_order', '   ', 'description-unfinished'],
    ['get_order', '<describe the tool>', 'description-unfinished'],
    ['get_order', 'Reads an order. Use it when the caller ...', 'description-unfinished'],
    ['get_order', 'Reads an order. Use it when the caller asks …', 'description-unfinished'],
    ['get_order', 'Add your description here', 'description-unfinished'],
    ['get_order', 'Lorem ipsum dolor sit amet', 'description-unfinished'],
    ['get_order', `Tells how an order stands. ${'Mind the number. '.repeat(60)}`, 'description-too-long'],
  ])('of %s is told: %s', async (name, description, code) => {
    const all = await toldOf(oneTool([`description: ${JSON.stringify(description)}`], name), descriptionCodes)
    expect(all.map((one) => one.code)).toEqual([code])
  })

  it.each([
    'TODO EL DÍA si es verdadero',
    'todo',
    'Todo lo que el colega debe saber',
    'Short description',
    'The description of the request',
    'Description',
    'Placeholder text of the field',
    'Name',
    'Sí o no',
    'TBDs are listed',
    '42',
  ])('of a parameter is not taken for a mark: %s', (text) => {
    expect(isUnfinished(text)).toBe(false)
  })

  it.each(['Look up a pet', 'Get order status', 'Terminabsage eintragen', '예약 취소', 'ฟังก์ชัน'])('is short but enough: %s', (text) => {
    expect(isTooShort(text)).toBe(false)
  })

  it('may be as long as each declared target takes, and the target is named', async () => {
    const long = (length: number): Readonly<Record<string, string>> => oneTool([`description: ${'Say it. '.repeat(200).slice(0, length - 1)}x`])
    const told = async (length: number, targets: string): Promise<readonly string[]> => {
      const all = await toldOf({ ...long(length), 'diga.yaml': `targets: [${targets}]\n` }, ['description-too-long'])
      return all.map(({ message }) => message)
    }
    expect(await told(1000, '')).toEqual([])
    expect(await told(1001, '')).toEqual([expect.stringContaining('has 1001 characters; Vapi')])
    expect(await told(1024, 'openai-realtime')).toEqual([])
    expect(await told(1025, 'anthropic, openai-realtime')).toEqual([expect.stringContaining('target "openai-realtime" takes 1024')])
    expect(await told(1500, 'anthropic, diga')).toEqual([])
  })
})

describe('two tools of one agent', () => {
  const pair = async (left: string, right: string): Promise<readonly string[]> => {
    const tool = (name: string, description: string): string =>
      `  ${name}:\n    description: ${JSON.stringify(description)}\n    request: { method: GET, path: /${name} }\n`
    const head = 'type: http\ndescription: A library\nbase_url: https://library.example/v1\ntools:\n'
    const files = {
      'integrations/library.yaml': `${head}${tool('find_books', left)}${tool('find_films', right)}`,
      'agents/desk.yaml': 'description: Answers the phone\ntools:\n  library: [find_books, find_films]\n',
    }
    return (await toldOf(files, ['tool-description-duplicate'])).map(({ message }) => message)
  }

  it.each([
    ['Finds what a reader may borrow.', 'Finds what a reader may borrow.'],
    ['Finds what a reader may borrow.', 'finds what the reader may borrow'],
    ['Busca lo que un lector puede llevarse.', 'Busca lo que el lector puede llevarse'],
    ['Sends an e-mail to the reader.', 'Sends an email to a reader.'],
  ])('must differ: %s · %s', async (left, right) => expect(await pair(left, right)).toHaveLength(1))

  it.each([
    ['Finds books that a reader may borrow.', 'Finds films that a reader may borrow.'],
    [
      'Lists the open invoices of a reader. Use it when they ask what is due.',
      'Lists the paid invoices of a reader. Use it when they ask what is due.',
    ],
    ['Moves money from savings to checking.', 'Moves money from checking to savings.'],
    ['Finds one book.', 'Finds two books.'],
  ])('are told apart: %s · %s', async (left, right) => expect(await pair(left, right)).toEqual([]))
})

describe('a name', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['search_customer', undefined, undefined],
    ['a', undefined, undefined],
    ['searchCustomer', 'tool-name-not-portable', 'search_customer'],
    ['SearchURLByID', 'tool-name-not-portable', 'search_url_by_id'],
    ['get-order-status', 'tool-name-not-portable', 'get_order_status'],
    ['look_up_the_order_that_a_caller_means_ok1', 'tool-name-not-portable', '40 characters at most'],
    ['look_up_the_order_that_a_caller_means_ok', undefined, undefined],
    ['end_call', 'tool-name-reserved', undefined],
    ['transferCall', 'tool-name-reserved', undefined],
    ['record', 'tool-name-reserved', undefined],
    ['send_sms', undefined, undefined],
    ['dtmf', 'tool-name-reserved', undefined],
    ['press_digit', undefined, undefined],
    ['record_payment', undefined, undefined],
    ['hang_up_phone_order', undefined, undefined],
  ])('%s', async (name, code, hint) => {
    const all = await toldOf(oneTool([], name), ['tool-name-not-portable', 'tool-name-reserved'])
    expect(all.map((one) => one.code)).toEqual(code === undefined ? [] : [code])
    if (hint !== undefined) expect(all[0]?.hint).toContain(hint)
  })

  it('is reserved exactly as it is written', () => {
    expect(reservedBy('transfer_call')).toBe('Diga')
    expect(reservedBy('Transfer_Call')).toBeUndefined()
    expect(reservedBy('constructor')).toBeUndefined()
  })
})

describe('what an MCP server offers', () => {
  const definition = (name: string, description: string | undefined, key = 'title'): Readonly<Record<string, unknown>> => ({
    name,
    ...(description === undefined ? {} : { description }),
    inputSchema: { type: 'object', properties: { [key]: { type: 'string' } } },
  })
  const codes = ['tool-description-missing', 'tool-name-not-portable', 'tool-name-reserved', 'parameter-name-not-portable', ...descriptionCodes]
  const server = async (tool: Readonly<Record<string, unknown>>, isAssigned: boolean, targets = ''): Promise<readonly string[]> => {
    const files = {
      'integrations/library.yaml': 'type: mcp\ndescription: The library\nurl: https://mcp.library.example/mcp\n',
      'integrations/library.lock.yaml': lockText(pinned([tool])),
      'agents/desk.yaml': `description: Answers the phone\ntools: { library: [${isAssigned ? JSON.stringify(tool['name']) : ''}] }\n`,
      'diga.yaml': `targets: [${targets}]\n`,
    }
    return (await toldOf(files, codes)).map(({ code }) => code)
  }

  it.each<[string, Readonly<Record<string, unknown>>, string | undefined]>([
    ['names of its own style', definition('Notion-searchPages', 'Searches.'), undefined],
    ['a short description, which is not ours to mend', definition('search', 'Search.'), undefined],
    ['a very long description, without a target that refuses it', definition('search', 'Searches. '.repeat(400)), undefined],
    ['no description', definition('search', undefined), 'tool-description-missing'],
    ['a blank description', definition('search', ' '), 'tool-description-missing'],
    ['a dot in the name', definition('admin.search', 'Searches what there is.'), 'tool-name-not-portable'],
    ['a name that the platform has itself', definition('end_call', 'Ends a telephone call.'), 'tool-name-reserved'],
    ['a hyphen in a parameter', definition('search', 'Searches what there is.', 'page-size'), 'parameter-name-not-portable'],
  ])('%s', async (_, tool, code) => {
    expect(await server(tool, true)).toEqual(code === undefined ? [] : [code])
    expect(await server(tool, false)).toEqual([])
  })

  it('a target that is declared and refuses it is named', async () => {
    expect(await server(definition('search', 'Searches. '.repeat(400)), true, 'openai-realtime')).toEqual(['description-too-long'])
    // Names that a declared target refuses are told by what assembles the bundle.
    expect(await server(definition('admin.search', 'Searches what there is.'), true, 'openai-realtime')).toEqual([])
  })
})
