import { pick, type Random } from '../random.ts'
import { phoneNumber, type Thing, withArticle } from './things.ts'

/** Draft is a tool as text, with what an agent that uses it has to know. */
export interface Draft {
  readonly name: string
  readonly text: string
  /** The clause of a prompt that says when to call it. */
  readonly when: string
  /** The variables of the call that its request reads. */
  readonly variables: readonly string[]
}

type Action = (random: Random, thing: Thing) => Draft

/** actions are the kinds of tools: reads, and writes that ask the caller first. Each is worded in its own way, as tools of one agent must be. */
export const actions: Readonly<Record<string, Action>> = {
  find: (random, { one, many }) => ({
    name: `find_${one}`,
    when: `the caller does not have the number of the ${one} at hand, ask for an e-mail address or a phone number and call`,
    variables: [],
    text: `    description: >-
      Finds the ${many} of one customer by e-mail address or phone number.
      Use it when the caller does not have the number at hand.
${parameters(random, { contact: { type: 'string', description: "The caller's e-mail address or phone number in international form", examples: `["${phoneNumber(random)}"]` } })}
    request:
      method: GET
      path: /${many}/search
      query:
        search: "{contact}"
        limit: ${pick(random, [3, 5])}           # a constant: the agent never sees it
    response:
      select: "results[].{number: number, state: state.name}"
      errors:
        404: Nobody is known under this address or number.
    timeout_seconds: ${pick(random, [2, 3])}
`,
  }),

  check: (random, thing) => ({
    name: `check_${thing.one}`,
    when: `the caller gives the number of ${withArticle(thing.one)}, call`,
    variables: [],
    text: `    description: Tells how ${withArticle(thing.one)} stands and what happens next. Use it whenever the caller reads out its number.
${parameters(random, {
  number: numberOf(thing),
  language: { type: 'string', required: 'false', description: 'The language in which the caller speaks', enum: '[en, es, ca, fr]' },
})}
    request: { method: GET, path: "/${thing.many}/{number}", query: { language: "{language}" } }
    response:
      select: "{state: state.name, due: due_on, next_step: next.label}"
      errors:
        404: There is no ${thing.one} with that number.
    timeout_seconds: 3
    examples:
      - name: one that is known
        arguments: { number: "${thing.example}" }
        expect: { status: 200 }
`,
  }),

  slots: (random, { one, many }) => ({
    name: `list_${one}_slots`,
    when: `a date has to be found for ${withArticle(one)}, call`,
    variables: [],
    text: `    description: >-
      Lists the next free times for a new ${one} from a given day on.
      Use it before any date is promised.
    pre_speech: force
    execution_audio: typing
${parameters(random, {
  first_day: { type: 'string', description: 'The first day that suits the caller as year-month-day', format: 'date', examples: '["2026-11-25"]' },
  part_of_day: { type: 'string', required: 'false', description: 'The part of the day that the caller prefers', enum: '[morning, afternoon]' },
})}
    request:
      method: GET
      path: /${many}/slots
      query:
        from: "{first_day}"
        part: "{part_of_day}"
        limit: 3
    response:
      select: "slots[].{day: day, time: starts_at}"
    timeout_seconds: ${pick(random, [5, 6, 7])}
`,
  }),

  quote: (random, { one }) => ({
    name: `quote_${one}`,
    when: `the caller wants to know what ${withArticle(one)} costs, call`,
    variables: [],
    text: `    description: Works out the price of ${withArticle(one)} for a level of service and a number of pieces. Use it before any price is said aloud.
    pre_speech: force
    execution_audio: typing
${parameters(random, {
  service: { type: 'string', description: 'The level of service that the caller wants', enum: '[standard, express]' },
  pieces: { type: 'integer', description: 'How many pieces there are', minimum: '1', maximum: `${pick(random, [10, 20, 50])}` },
})}
    request:
      method: GET
      path: /prices/${one}
      query:
        service: "{service}"
        pieces: "{pieces}"
    response:
      select: "{total_euros: amount.total, valid_until: valid_until}"
    timeout_seconds: ${pick(random, [4, 5])}
`,
  }),

  hours: (random) => ({
    name: 'check_opening_hours',
    when: 'the caller wants to come by, call',
    variables: [],
    text: `    description: Says from when to when the branch is open on one day of the week. Use it when somebody wants to come by in person.
${parameters(random, { day: { type: 'string', description: 'The day of the week in English', enum: '[monday, tuesday, wednesday, thursday, friday, saturday]' } })}
    request:
      method: GET
      path: /opening-hours/{day}
    response:
      select: "{opens: opens_at, closes: closes_at}"
      errors:
        404: The branch is closed on that day.
    timeout_seconds: 2
`,
  }),

  create: (random, { one, many }) => ({
    name: `create_${one}`,
    when: `the caller has agreed to a new ${one}, read back the name and the day, wait for a yes, and call`,
    variables: ['user_phone_number', 'call_id'],
    text: `    description: Enters a new ${one} for the caller. Use it only once the name and the day are settled.
    confirmation: Shall I enter ${withArticle(one)} in the name of {name} for {day}?
    pre_speech: force
    execution_audio: typing
${parameters(random, {
  name: { type: 'string', description: 'First and last name as the caller says them', maxLength: `${pick(random, [60, 80, 120])}` },
  day: { type: 'string', description: 'The day that was agreed as year-month-day', format: 'date' },
  urgent: { type: 'boolean', required: 'false', description: 'True only when the caller says that it cannot wait' },
})}
    request:
      method: POST
      path: /${many}
      body:
        ${one}:
          name: "{name}"
          day: "{day}"
          urgent: "{urgent}"        # left out when the caller did not say
          phone: "{{user_phone_number}}"
          channel: phone
        reference: "{{call_id}}"
    response:
      select: "{number: number, state: state.name}"
      errors:
        409: That day is no longer free.
        422: It could not be entered with these details.
    timeout_seconds: ${pick(random, [5, 6, 8])}
`,
  }),

  move: (random, thing) => ({
    name: `reschedule_${thing.one}`,
    when: `another day suits the caller better, agree on one, wait for a yes, and call`,
    variables: [],
    text: `    description: Moves ${withArticle(thing.one)} that is still ahead to another day. Use it after a free time has been found and agreed.
    confirmation: Shall I move ${thing.one} {number} to {day}?
    pre_speech: force
    execution_audio: typing
${parameters(random, { number: numberOf(thing), day: { type: 'string', description: 'The new day as year-month-day', format: 'date' } })}
    request:
      method: PATCH
      path: /${thing.many}/{number}
      body: { day: "{day}", changed_by: phone }
    response:
      select: "{number: number, day: day}"
      errors:
        404: There is no ${thing.one} with that number.
        409: It is too late to move it.
    timeout_seconds: ${pick(random, [5, 6])}
`,
  }),

  note: (random, thing) => ({
    name: `add_${thing.one}_note`,
    when: `the caller wants something written down on ${withArticle(thing.one)}, wait for a yes, and call`,
    variables: ['call_id'],
    text: `    description: Writes what the caller wants colleagues to know on ${withArticle(thing.one)}. Use it when something cannot be settled on the phone.
    confirmation: Shall I write "{note}" on ${thing.one} {number}?
    pre_speech: force
    execution_audio: typing
${parameters(random, {
  number: numberOf(thing),
  note: { type: 'string', description: "The note in the caller's own words", maxLength: `${pick(random, [200, 300, 500])}` },
})}
    request:
      method: POST
      path: /${thing.many}/{number}/notes
      body: { text: "{note}", source: { channel: phone, call: "{{call_id}}" } }
    response:
      errors:
        404: There is no ${thing.one} with that number.
    timeout_seconds: ${pick(random, [4, 5])}
`,
  }),

  cancel: (random, thing) => ({
    name: `cancel_${thing.one}`,
    when: `the caller no longer wants ${withArticle(thing.one)}, read back its number, wait for a yes, and call`,
    variables: [],
    text: `    description: |
      Cancels ${withArticle(thing.one)} for good; there is no way back.
      Use it only after the caller has heard the number and said yes.
    confirmation: Do you want me to cancel ${thing.one} {number} for good?
    pre_speech: force
    execution_audio: waiting_music
${parameters(random, { number: numberOf(thing) })}
    request:
      method: DELETE
      path: /${thing.many}/{number}
    response:
      errors:
        404: There is no ${thing.one} with that number.
        409: It is too late to cancel it.
    timeout_seconds: ${pick(random, [6, 8])}
`,
  }),

  copy: (random, thing) => ({
    name: `send_${thing.one}_copy`,
    when: `the caller asks for the ${thing.one} in writing, spell the address back, wait for a yes, and call`,
    variables: [],
    text: `    description: E-mails the papers of ${withArticle(thing.one)} to an address. Use it when somebody asks to have them in writing.
    confirmation: Shall I send the papers of ${thing.one} {number} to {email}?
    pre_speech: force
    execution_audio: typing
${parameters(random, {
  number: numberOf(thing),
  email: { type: 'string', description: 'The e-mail address as the caller spells it', format: 'email' },
})}
    request:
      method: POST
      path: /${thing.many}/{number}/copies
      body:
        to: "{email}"
        format: pdf
    response:
      errors:
        404: There is no ${thing.one} with that number.
        422: That address cannot receive mail.
    timeout_seconds: ${pick(random, [5, 7])}
`,
  }),

  refund: (random, thing) => ({
    name: `refund_${thing.one}`,
    when: `money has to go back, say the amount and the number, wait for a yes, and call`,
    variables: ['call_id'],
    text: `    description: Pays back what was charged for ${withArticle(thing.one)}, in full or in part. Use it only when it has been shown that the money was taken.
    confirmation: Do you confirm that I refund {amount} euros for ${thing.one} {number}?
    pre_speech: force
    execution_audio: waiting_music
${parameters(random, {
  number: numberOf(thing),
  amount: { type: 'number', description: 'The euros to pay back', exclusiveMinimum: '0', maximum: `${pick(random, [200, 500])}` },
})}
    request:
      method: POST
      path: /${thing.many}/{number}/refunds
      body:
        refund: { amount: "{amount}", currency: EUR }    # alone in its quotes: stays a number
        reference: "{{call_id}}"
    response:
      select: "{refunded_euros: amount, state: state.name}"
      errors:
        404: There is no ${thing.one} with that number.
        409: It was not paid, or the money has gone back already.
    timeout_seconds: ${pick(random, [7, 8])}
`,
  }),
}

type Fields = Readonly<Record<string, string>>

function numberOf({ one, pattern, example }: Thing): Fields {
  return { type: 'string', description: `The number of the ${one} as the caller reads it`, pattern: `'${pattern}'`, examples: `["${example}"]` }
}

/** Some people write parameters on a line and some in a block; here a die decides. */
function parameters(random: Random, named: Readonly<Record<string, Fields>>): string {
  const texts = Object.entries(named).map(([name, fields]) => {
    const pairs = Object.entries(fields).map(([key, value]) => `${key}: ${value}`)
    return random() < 0.7 ? `      ${name}: { ${pairs.join(', ')} }` : [`      ${name}:`, ...pairs.map((pair) => `        ${pair}`)].join('\n')
  })
  return ['    parameters:', ...texts].join('\n')
}
