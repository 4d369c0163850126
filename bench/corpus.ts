import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pick, type Random, randomFrom } from './random.ts'

/** CorpusOptions says how many integrations to write, and from which seed. The same numbers give the same bytes. */
export interface CorpusOptions {
  readonly count: number
  readonly seed?: number
  /** One misspelt key in each file. */
  readonly defective?: boolean
}

/** writeCorpus writes a project of integrations of about 90 lines and five tools each, valid unless told otherwise. */
export function writeCorpus(folder: string, { count, seed = 1, defective = false }: CorpusOptions): void {
  const integrations = join(folder, 'integrations')
  mkdirSync(integrations, { recursive: true })
  const random = randomFrom(seed)
  for (let index = 0; index < count; index += 1) {
    const path = join(integrations, `${pick(random, systems)}_${String(index).padStart(5, '0')}.yaml`)
    const text = integrationText(random)
    writeFileSync(path, defective ? text.replace('execution_audio:', 'execution_audoi:') : text)
  }
}

const systems = ['dental_clinic', 'bike_shop', 'parcel_tracker', 'help_desk', 'loyalty_club', 'hotel_desk', 'water_utility'] as const
const things = ['appointment', 'order', 'ticket', 'parcel', 'invoice', 'booking', 'repair', 'voucher', 'meter', 'contract'] as const
const reasons = ['when the caller asks how far it is', 'before any other tool', 'after the caller gave a number', 'only once per call'] as const
const selects = [
  'items[].{id: id, state: state, due: due_at}',
  'results[?active].{id: id, name: display_name}',
  '{id: id, total: amount.value, currency: amount.currency}',
  'data | [0].{number: number, state: status.name}',
] as const

const credentials = [
  '  type: bearer\n  token: ${SERVICE_TOKEN}',
  '  type: basic\n  username: ${SERVICE_USER}/token\n  password: ${SERVICE_PASSWORD}',
  '  type: api_key\n  in: header\n  name: X-Api-Key\n  value: ${SERVICE_KEY}',
  '  type: oauth2_client_credentials\n  token_url: https://login.example.com/token\n  client_id: ${CLIENT_ID}\n  client_secret: ${CLIENT_SECRET}',
] as const

function integrationText(random: Random): string {
  const number = Math.floor(random() * 9000) + 1000
  const [first, second] = [pick(random, things), pick(random, things)]
  return `# yaml-language-server: $schema=../schemas/integration.schema.json
type: http
description: The ${first}s and ${second}s of branch ${number}
base_url: https://branch-${number}.\${SERVICE_HOST}/api/v${1 + Math.floor(random() * 4)}
credentials:
${pick(random, credentials)}
headers:
  Accept: application/json
  X-Branch: "${number}"
tools:
${[find(random, first), look(random, second), create(random, first), change(random, second), cancel(random, first)].join('\n')}`
}

function find(random: Random, thing: string): string {
  return `  search_${thing}:
    description: >-
      Finds a ${thing} by phone or e-mail. Use it as soon as the caller gives
      either one, ${pick(random, reasons)}.
    parameters:
      query:
        type: string
        description: The caller's e-mail, or the phone number in international form
        examples: ["+34600${Math.floor(random() * 900000) + 100000}"]
    request:
      method: GET
      path: /${thing}s/search.json
      query:
        query: "{query}"
        per_page: ${1 + Math.floor(random() * 9)}
    response:
      select: "${pick(random, selects)}"
      errors:
        404: No ${thing} has that phone or e-mail.
    timeout_seconds: ${2 + Math.floor(random() * 8)}
`
}

function look(random: Random, thing: string): string {
  return `  check_${thing}_state:
    description: Reads one ${thing} by its number, ${pick(random, reasons)}.
    execution_audio: typing
    parameters:
      number: { type: string, description: The number as the caller reads it, pattern: '^\\d{${4 + Math.floor(random() * 4)}}$' }
      language: { type: string, required: false, description: The caller's language, enum: [en, es, ca, fr] }
    request: { method: GET, path: "/${thing}s/{number}", query: { language: "{language}" } }
    response:
      select: "${pick(random, selects)}"
`
}

function create(random: Random, thing: string): string {
  return `  create_${thing}:
    description: Makes a new ${thing}, ${pick(random, reasons)}.
    confirmation: Shall I make a ${thing} in the name of {name}?
    pre_speech: force
    parameters:
      name:
        type: string
        description: First and last name
        maxLength: ${40 + Math.floor(random() * 40)}
      urgent: { type: boolean, required: false, description: Whether it cannot wait }
    request:
      method: POST
      path: /${thing}s
      body:
        ${thing}: { name: "{name}", urgent: "{urgent}", phone: "{{user_phone_number}}", channel: phone }
`
}

function change(random: Random, thing: string): string {
  return `  update_${thing}_note:
    description: Writes a note on a ${thing}, ${pick(random, reasons)}.
    confirmation: Do you want me to note that on {number}?
    parameters:
      number: { type: integer, description: The number, minimum: 1 }
      note: { type: string, description: "The note, in the caller's words" }
    request:
      method: PATCH
      path: /${thing}s/{number}
      headers:
        Idempotency-Key: "{{call_id}}"
      body: { note: "{note}", source: { channel: phone, weight: ${Math.floor(random() * 100) / 10} } }
    timeout_seconds: ${5 + Math.floor(random() * 20)}
`
}

function cancel(random: Random, thing: string): string {
  return `  cancel_${thing}_now:
    description: |
      Cancels a ${thing} for good, ${pick(random, reasons)}.
      There is no way back.
    confirmation: Do you confirm that I cancel {number}?
    execution_audio: waiting_music
    parameters:
      number: { type: string, description: The number, minLength: 3 }
    request:
      method: DELETE
      path: /${thing}s/{number}
    response:
      errors:
        409: It is too late to cancel.
        404: There is no such ${thing}.
`
}
