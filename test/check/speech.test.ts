import { describe, expect, it } from 'vitest'
import { unsayableIn } from '../../src/check/unsayable.ts'
import { oneTool, toldOf } from './told.ts'

describe('how long a caller may hear nothing', () => {
  it.each<[string, readonly string[], string | undefined]>([
    ['the default', [], undefined],
    ['the default, written out', ['timeout_seconds: 5'], undefined],
    ['a little more', ['timeout_seconds: 5.5'], 'silence-too-long'],
    ['a slow one with a sound', ['timeout_seconds: 20', 'execution_audio: waiting_music'], undefined],
    ['a slow one with typing', ['timeout_seconds: 12', 'execution_audio: typing'], undefined],
    ['an announced one', ['timeout_seconds: 10', 'pre_speech: force'], undefined],
    ['an announced one that takes long', ['timeout_seconds: 11', 'pre_speech: force'], 'silence-too-long'],
    ['one that may or may not be announced', ['timeout_seconds: 10', 'pre_speech: auto'], 'silence-too-long'],
    ['a very slow one, told once', ['timeout_seconds: 30'], 'timeout-too-long'],
    ['a very slow one with a sound', ['timeout_seconds: 21', 'execution_audio: typing', 'pre_speech: force'], 'timeout-too-long'],
  ])('%s', async (_, lines, code) => {
    const all = await toldOf(oneTool(lines), ['silence-too-long', 'timeout-too-long'])
    expect(all.map((diagnostic) => diagnostic.code)).toEqual(code === undefined ? [] : [code])
  })

  it('the message names the seconds and what they follow', async () => {
    const [silent] = await toldOf(oneTool(['timeout_seconds: 7.5']), ['silence-too-long'])
    expect(silent?.message).toContain('nothing for 7.5 s')
    const [announced] = await toldOf(oneTool(['timeout_seconds: 15', 'pre_speech: force']), ['silence-too-long'])
    expect(announced?.message).toContain('for 15 s after the announcement')
  })
})

const noTool = (): boolean => false

describe('what nobody can say', () => {
  it.each<[string, string, string]>([
    ['See https://help.bikes.example/returns?x=1 for more.', 'https://help.bikes.example/returns?x=1', 'a web address'],
    ['Visite www.clinica.example/citas.', 'www.clinica.example/citas.', 'a web address'],
    ['{"error": "not_found"}', '{"error":', 'JSON'],
    ['The order %s was not found.', '%s', 'a hole that nothing fills'],
    ['Order {0} is closed.', '{0}', 'a hole that nothing fills'],
    ['<b>Closed</b> on Sundays.', '<b>', 'a hole that nothing fills'],
    ['Request failed with HTTP 500.', 'HTTP 500', 'a word of the protocol'],
    ['Error 422 while saving.', 'Error 422', 'a status code'],
    ['Código de error: status 503', 'error: status 503', 'a status code'],
    ['Fehlercode 500, bitte später.', 'Fehlercode 500', 'a status code'],
    ['Erreur 404.', 'Erreur 404', 'a status code'],
    ['Internal Server Error', 'Internal Server Error', 'a message of the protocol'],
    ['404 Not Found', 'Not Found', 'a message of the protocol'],
    ['A NullPointerException was thrown.', 'NullPointerException', "a programmer's word"],
    ['TypeError: cannot read customer of undefined', 'TypeError', "a programmer's word"],
    ['The customer is undefined.', 'undefined', "a programmer's word"],
    ['No booking 3f2504e0-4f89-11d3-9a0c-0305e82c3301.', '3f2504e0-4f89-11d3-9a0c-0305e82c3301', 'an id'],
    ['Trace 9f86d081884c7d65 has the details.', '9f86d081884c7d65', 'an id'],
    ['The order_id is not valid.', 'order_id', 'the name of a field'],
    ['El campo customer_email falta.', 'customer_email', 'the name of a field'],
    ['Die customerId fehlt.', 'customerId', 'the name of a field'],
    ['Tell the caller: 404.', '404', 'a status code'],
  ])('%s', (text, words, what) => {
    expect(unsayableIn(text, 404, noTool)).toMatchObject({ words, what })
  })

  it.each([
    'There is no order with that number.',
    'Nothing was found. Ask for the e-mail address instead.',
    'You are not allowed to cancel within 24 hours; 500 euros are the most that can go back.',
    'Too many requests at the moment: try again in 15 minutes.',
    'That was a bad request from our side, sorry.',
    'The service is unavailable until 08:30.',
    'The new iPhone, the eBike and the macOS laptop are sold out, and so is the easyJet voucher.',
    'It takes 0.5 kWh, 12 mAh or 100 dB; pH 7 and 5 GHz.',
    'Write to help@bikes.example, or to first_last@bikes.example.',
    'Room 512 on the 4th floor is taken from 2026-11-25 on.',
    'Your parcel PK-3071 with reference RP3071 is at the depot in A Coruña.',
    'Ask for the code on the back; it starts with two letters & ends in 3 digits (e.g. AB 123).',
    'No hay ningún pedido con ese número. Pide el correo electrónico.',
    'Ese día está cerrado: ofrece otro hueco o pasa la llamada a recepción.',
    'Error al guardar la cita; vuelve a intentarlo más tarde.',
    'El código postal no existe en España.',
    '¿Confirmas que quieres cancelar la cita del martes a las 16:30?',
    'No hi ha cap llibre amb aquest títol; l’autor també es pot dir.',
    'Unter dieser Nummer gibt es keinen Auftrag. Null Euro wurden berechnet.',
    'Das Nicht Gefundene bleibt unser Fehler: bitte später noch einmal anrufen.',
    'Soll ich die Bestellung von 499,90 € für Frau Müller-Lüdenscheidt stornieren?',
    'Aucun colis ne porte ce numéro ; vérifiez les 3 premières lettres.',
    'Une erreur est survenue, la réservation n’est pas faite.',
    "Nessun ordine con questo numero; l'errore è nostro.",
    'Não há nenhuma encomenda com esse número.',
    '予約が見つかりません。',
  ])('is none of this: %s', (text) => {
    expect(unsayableIn(text, 404, noTool)).toBeUndefined()
  })

  it('the number of another status may be an amount; the own one is no news', () => {
    expect(unsayableIn('It costs 409 euros.', 404, noTool)).toBeUndefined()
    expect(unsayableIn('It costs 1.404 euros.', 404, noTool)).toBeUndefined()
    expect(unsayableIn('404', 404, noTool)).toMatchObject({ words: '404' })
    expect(unsayableIn('It takes 404 minutes.', undefined, noTool)).toBeUndefined()
  })

  it('an error text may send the agent to another tool, of this integration or of an agent', async () => {
    const lines = ['response: { errors: { 404: Nobody is known. Call create_contact or check_stock instead. } }']
    const files = {
      ...oneTool(lines, 'check_stock'),
      'agents/desk.yaml': 'description: Answers the phone\ntools:\n  crm: [create_contact]\n',
    }
    expect(await toldOf(files, ['spoken-text-technical'])).toEqual([])
    const alone = await toldOf(oneTool(lines, 'check_stock'), ['spoken-text-technical'])
    expect(alone.map(({ message }) => message)).toEqual([expect.stringContaining('"create_contact"')])
  })

  it('a confirmation is judged between its holes', async () => {
    const parameters = 'parameters: { order_id: { type: string, description: The order number } }'
    const ask = async (words: string): Promise<readonly string[]> => {
      const lines = [`confirmation: '${words}'`, parameters, 'request: { method: POST, path: "/orders/{order_id}/cancel" }']
      return (await toldOf(oneTool(lines, 'cancel_order'), ['spoken-text-technical'])).map(({ message }) => message)
    }
    expect(await ask('Shall I cancel order {order_id} for {{user_name}}?')).toEqual([])
    expect(await ask('Shall I set order_status of {order_id} to cancelled?')).toEqual([expect.stringContaining('"order_status"')])
    expect(await ask('Shall I cancel https://shop.example/orders/{order_id}?')).toEqual([expect.stringContaining('"https://shop.example/orders/"')])
  })

  it('hostile text is judged at once', () => {
    for (const piece of ['a_', '<a ', 'error ', '"a', '0a', 'Aa', 'www.a', '{ ']) {
      expect(() => unsayableIn(piece.repeat(50_000), 404, noTool)).not.toThrow()
    }
  })
})
