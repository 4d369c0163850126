import { closest } from '../../diagnostic/did-you-mean.ts'
import type { Step } from '../../yaml/cursor.ts'
import { type Case, keySpan, onlyClosest, requoted, type Slip, writtenAt } from './case.ts'
import { type Draft, renamed, replaced, without } from './draft.ts'
import { limitMeant } from './foreign.ts'
import { nameOf, shownValue } from './names.ts'
import type { Problem } from './problem.ts'
import { knownKeys } from './published.ts'

/** Unknown is a key that a mapping does not take, with the keys that it would. */
interface Unknown {
  readonly path: readonly Step[]
  readonly key: string
  readonly mapping: Draft
  readonly absent: readonly string[]
}

function unknownIn({ kind, path, key, draft, schema }: Problem): Unknown | undefined {
  if (kind !== 'unknown-key' || key === undefined) return undefined
  return { path, key, mapping: draft, absent: knownKeys(schema).filter((known) => draft.entries?.has(known) !== true) }
}

/** A key with characters that nobody sees, or written as other formats write theirs: the same word. */
export function disguisedKey(problem: Problem, around: Case): Slip | undefined {
  const unknown = unknownIn(problem)
  if (unknown === undefined) return undefined
  const { key, absent } = unknown
  const bare = key.replace(/[^\x21-\x7e]+/g, '')
  const name = absent.find((known) => known === bare || known === snakeCase(bare))
  if (name === undefined) return undefined
  const unseen = /[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]/.exec(key)?.[0]
  if (unseen === undefined) return meant(unknown, name, around, { hint: `did you mean "${name}"?`, isCertain: true })
  const code = `U+${unseen.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  const message = `key "${name}" holds a character that nobody sees (${code})`
  return meant(unknown, name, around, { message, hint: `write "${name}" anew, without it`, isCertain: true })
}

function snakeCase(word: string): string {
  return word
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
}

/** In braces, a key that lost its colon, or the space behind it, becomes one with its value; what a comma cut off from that is none either. */
export function joinedKey(problem: Problem, around: Case): Slip | undefined {
  const unknown = unknownIn(problem)
  const { entries } = unknown?.mapping ?? {}
  if (unknown === undefined || entries?.get(unknown.key)?.value !== null) return undefined
  const { path, key, absent } = unknown
  const name = absent.find((each) => key.startsWith(each) && /^(?::\S| \S)/.test(key.slice(each.length)))
  if (name === undefined) return undefined
  const whole = keySpan(around, path, key)
  const quote = /^["']/.test(writtenAt(whole)) ? 1 : 0
  const end = whole.start + quote + name.length
  const hasColon = key.startsWith(':', name.length)
  const span = { file: whole.file, start: whole.start + quote, end: end + Number(hasColon) }
  const cut = [...entries].flatMap(([each, { value }]) => (each !== key && value === null && !knownKeys(problem.schema).includes(each) ? [each] : []))
  const value: Draft = { origin: entries.get(key)?.origin ?? [], isUnknown: true }
  return {
    told: {
      code: 'schema-unknown-key',
      message: `${hasColon ? 'a space' : 'a colon'} is missing behind "${hasColon ? `${name}:` : name}"`,
      span,
      hint: `write "${name}: "`,
      fix: hasColon && quote === 0 ? { span: { ...span, start: span.end }, text: ' ' } : undefined,
    },
    draft: replaced(without(around.draft, path, [key, ...cut]), [...path, name], value),
    at: path,
  }
}

/** A key one slip of the fingers away from one that the mapping takes. */
export function misspeltKey(problem: Problem, around: Case): Slip | undefined {
  const unknown = unknownIn(problem)
  const name = unknown === undefined ? undefined : closest(unknown.key, unknown.absent)
  if (unknown === undefined || name === undefined) return undefined
  return meant(unknown, name, around, { hint: `did you mean "${name}"?`, isCertain: onlyClosest(unknown.key, unknown.absent) === name })
}

// What the same thing is called elsewhere.
const elsewhereCalled: ReadonlyMap<string, string> = new Map(
  Object.entries({
    access_token: 'token',
    allowed_values: 'enum',
    api_endpoint: 'path',
    approval_required: 'confirmation',
    args: 'parameters',
    arguments: 'parameters',
    auth: 'credentials',
    authentication: 'credentials',
    ca: 'ca_file',
    cert: 'cert_file',
    certificates: 'tls',
    choices: 'enum',
    confirm: 'confirmation',
    data: 'body',
    desc: 'description',
    email: 'username',
    endpoint: 'path',
    endpoint_path: 'path',
    form_data: 'form',
    formData: 'form',
    formdata: 'form',
    header: 'name',
    header_name: 'name',
    http_method: 'method',
    idempotency: 'idempotency_header',
    idempotency_key: 'idempotency_header',
    input_schema: 'parameters',
    inputs: 'parameters',
    inputSchema: 'parameters',
    integrations: 'tools',
    jmespath: 'select',
    json: 'body',
    key: 'key_file',
    login: 'username',
    max_attempts: 'attempts',
    min_length: 'minLength',
    mtls: 'tls',
    options: 'enum',
    params: 'query',
    pass: 'password',
    passphrase: 'key_password',
    passwd: 'password',
    payload: 'body',
    pwd: 'password',
    query_params: 'query',
    query_string: 'query',
    question: 'confirmation',
    retries: 'retry',
    retry_policy: 'retry',
    route: 'path',
    secret: 'client_secret',
    server_url: 'url',
    ssl: 'tls',
    system_prompt: 'prompt',
    timeout: 'timeout_seconds',
    timeout_ms: 'timeout_seconds',
    uri: 'path',
    urlencoded: 'form',
    user: 'username',
    user_name: 'username',
    values: 'enum',
    verb: 'method',
  }),
)
// A word that means one thing here and another there.
const alsoCalled: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    url: ['base_url', 'path'],
    base_url: ['url'],
    params: ['query', 'parameters'],
    key: ['value', 'token'],
    api_key: ['value', 'token'],
    apiKey: ['value', 'token'],
    optional: ['required'],
  }),
)

/** A key by the name that it has in other formats. */
export function foreignKey(problem: Problem, around: Case): Slip | undefined {
  const unknown = unknownIn(problem)
  if (unknown === undefined) return undefined
  const { key, absent, mapping } = unknown
  const names = [...(alsoCalled.get(key) ?? []), elsewhereCalled.get(key) ?? limitMeant(key, mapping) ?? '']
  const name = names.find((each) => absent.includes(each))
  if (name === undefined) return undefined
  if (key === 'optional') {
    const told = { ...meant(unknown, name, around, { hint: 'write "required: false"', isCertain: false }).told }
    return { told, draft: without(around.draft, unknown.path, [key]), at: unknown.path }
  }
  const value = mapping.entries?.get(key)
  if (key !== 'timeout_ms' || typeof value?.value !== 'number') return meant(unknown, name, around, { hint: `write "${name}"`, isCertain: false })
  const seconds = value.value / 1000
  const slip = meant(unknown, name, around, { hint: `write "timeout_seconds: ${seconds}"`, isCertain: false })
  return { ...slip, draft: replaced(slip.draft, [...unknown.path, name], { origin: value.origin, value: seconds }) }
}

/** The only key that is too much, where exactly one is missing that could hold its value: the same thing under another name. */
export function pairedKey(problem: Problem, around: Case): Slip | undefined {
  const unknown = unknownIn(problem)
  if (unknown === undefined) return undefined
  const here = around.problems.of(unknown.mapping)
  const missing = here.filter(({ kind }) => kind === 'missing-key')
  const name = missing[0]?.key
  if (name === undefined || missing.length > 1 || here.filter(({ kind }) => kind === 'unknown-key').length > 1) return undefined
  const slip = meant(unknown, name, around, { hint: `did you mean "${name}"? It is missing`, isCertain: false })
  const value = [...unknown.path, name]
  const isFit = around.judge
    .problemsAt(slip.draft, unknown.path)
    .every(({ path, kind }) => !(kind === 'type' && path.join('\n') === value.join('\n')))
  return isFit ? slip : undefined
}

interface Meaning {
  readonly message?: string
  readonly hint: string
  /** Whether nothing else can have been meant. */
  readonly isCertain: boolean
}

function meant({ path, key }: Unknown, name: string, around: Case, { message, hint, isCertain }: Meaning): Slip {
  const span = keySpan(around, path, key)
  const where = nameOf(around.shape, path)
  return {
    told: {
      code: 'schema-unknown-key',
      message: message ?? `key "${shownValue(key)}" is not known in ${where}`,
      span,
      hint,
      fix: isCertain ? { span, text: requoted(span, name) } : undefined,
    },
    draft: renamed(around.draft, path, key, name),
    at: path,
  }
}
