import { shapedSecretAt } from './secret-shapes.ts'
import { isWordCode, secretWordsIn, shortestSecret, type Stretch } from './secret-words.ts'

/** FoundSecret is a stretch of a text that opens something. */
export interface FoundSecret {
  /** What it is, for a sentence: "a Stripe live key". */
  readonly kind: string
  readonly start: number
  readonly end: number
}

/** secretsIn finds the secrets that stand in a text, in their order: tokens of known services, keys, and values that look drawn by lot. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = []
  collectWords(text, found)
  collectAddresses(text, found)
  collectKeys(text, found)
  return found.length < 2 ? found : apart(found)
}

function collectWords(text: string, into: FoundSecret[]): void {
  let judged = 0
  let floor = 0
  const next = secretWordsIn(text)
  for (let word = next(floor); word !== undefined; word = next(floor)) {
    const { start, end } = word
    // A value of many words is judged once.
    const named = start < judged ? undefined : valueAround(text, start, end)
    const secret = shapedSecret(text, start, end) ?? (named === undefined ? undefined : namedSecret(text, named))
    judged = Math.max(judged, named?.end ?? 0)
    if (secret !== undefined) into.push(secret)
    floor = Math.max(end, secret?.end ?? 0)
  }
}

function shapedSecret(text: string, start: number, end: number): FoundSecret | undefined {
  let from = start
  // Some tokens are of several words, the first of them short: SG.…, 8123456789:AA….
  for (let back = 0; back < 4; back += 1) {
    const shaped = shapedSecretAt(text, from)
    if (shaped !== undefined && shaped.end >= end) {
      return isMadeUp(text.slice(from, shaped.end)) ? undefined : { kind: shaped.kind, start: from, end: shaped.end }
    }
    if (from === 0 || !'.:~$'.includes(text.charAt(from - 1))) break
    const before = Math.max(0, from - 60)
    from -= 1
    while (from > before && isWordCode(text.charCodeAt(from - 1))) from -= 1
  }
  return undefined
}

/** The whole value around a word: base64 goes beyond it. */
function valueAround(text: string, wordStart: number, wordEnd: number): Stretch {
  let start = wordStart
  while (start > 0 && wordStart - start < 400 && isValue(text.charCodeAt(start - 1))) start -= 1
  let end = wordEnd
  while (end < text.length && end - wordEnd < 400 && isValue(text.charCodeAt(end))) end += 1
  while (text.charCodeAt(end) === 61 && end - wordEnd < 402) end += 1
  return { start, end }
}

function isValue(code: number): boolean {
  return isWordCode(code) || code === 43 || code === 47 || code === 46 || code === 126
}

/** A value that looks drawn by lot is a secret where its name says so: `client_secret: …`, `?api_key=…`, `Bearer …`. */
function namedSecret(text: string, { start, end }: Stretch): FoundSecret | undefined {
  const value = text.slice(start, Math.min(end, start + 400))
  // Whoever knows such an address may write there.
  if (webhook.test(value)) return isMadeUp(value) ? undefined : { kind: 'the address of a webhook', start: start + 2, end }
  const kind = kindByName(text.slice(Math.max(0, start - 80), start))
  if (kind === undefined) return undefined
  return isDrawnByLot(value) && !isMadeUp(value) ? { kind, start, end } : undefined
}

// What stands before a value on its line: a name with its colon or equals sign, and perhaps a scheme.
const assigned = /([\p{L}\p{N}_.-]{2,60})["'`]?[ \t]{0,8}[:=][ \t]{0,8}["'`]?(?:(?:Bearer|Basic|Token|ApiKey)[ \t]{1,4}["'`]?)?$/iu
const scheme = /(?:^|[^\p{L}])Bearer[ \t]{1,4}$/iu
const webhook = /^\/\/(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks)\/./

function kindByName(before: string): string | undefined {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  if (scheme.test(line)) return 'a bearer token'
  const name = assigned.exec(line)?.[1]
  return name !== undefined && soundsSecret(name, line) ? `the value of "${name}"` : undefined
}

function soundsSecret(name: string, line: string): boolean {
  const plain = name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
  if (secretEnds.test(plain)) return !openNames.test(plain)
  // In an address "key" is a key; anywhere else it may be anything.
  return (plain === 'key' || plain === 'sig') && /[?&]\w{3}=$/.test(line)
}

const secretEnds =
  /(?:secret|token|password|passwd|passphrase|pwd|(?:api|access|account|auth|app|private|secret|signing|encryption|subscription|master|shared|service|integration|license)key|credentials?|authorization|apikeyauth|contrasena|contraseña|claveapi|clavesecreta|passwort|kennwort|geheimnis|motdepasse|senha|wachtwoord)$/
const openNames =
  /(?:page|next|prev|previous|sync|continuation|cursor|resume|csrf|xsrf|idempotency|dedupe|public|publishable|confirmation|verification|reset|registration|device|cancel|cancellation|booking|reservation|tracking|order|cart|checkout|payment|invite|invitation|share|unsubscribe|download|upload|sort|partition|cache|primary|foreign)(?:token|key|secret)$/

/** A word or a name changes its kind of character once in a while; what is drawn by lot does so all the time. */
function isDrawnByLot(value: string): boolean {
  if (value.length < shortestSecret || uuid.test(value) || /^[\d.+/-]*$/.test(value)) return false
  let changes = 0
  let counted = 0
  let kind = 0
  const seen = new Set<number>()
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at)
    const next = kindOf(code)
    if (next === 0) continue
    // A capital at the beginning of a word is no change.
    if (kind !== 0 && next !== kind && !(kind === 2 && next === 1)) changes += 1
    kind = next
    counted += 1
    seen.add(code)
  }
  return counted >= 14 && seen.size >= 8 && changes >= counted * 0.2 && !isCamelCase(value, counted)
}

function isCamelCase(value: string, counted: number): boolean {
  if (!/[A-Z]/.test(value)) return false
  let inWords = 0
  for (const word of value.match(/[a-z]{3,}/g) ?? []) inWords += word.length
  return inWords > counted * 0.6
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Small letter 1, capital 2, digit 3, anything else 0. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return 1
  if (code >= 65 && code <= 90) return 2
  return code >= 48 && code <= 57 ? 3 : 0
}

const madeUp =
  /x{4}|(?:^|[_.-])(?:test|sandbox|demo|fake|mock)[_.-]|example|sample|dummy|placeholder|change_?me|your[_-]|[_-]here\b|redacted|replace|0{6}|1{6}|(?:^|[^0-9])12345678|abcdefgh|deadbeef|eyJzdWIiOiIxMjM0NTY3ODkw|ejemplo|beispiel|exemple/i

/** What documentation shows in the place of a secret. */
function isMadeUp(value: string): boolean {
  return madeUp.test(value)
}

const login = /:\/\/[^\s/?#@:"'<>`{}$]{0,200}:([^\s/?#@"'<>`{}$]{3,200})@[\w[]/y
const wordForPassword = /^(?:pass(?:word|wort|wd)?|pwd?|secret|token|key|api_?key|contrase(?:ñ|n)a|clave|kennwort|mot_?de_?passe|x+|\*+|\.+|•+)$/i

/** A password in front of the @ of an address. */
function collectAddresses(text: string, into: FoundSecret[]): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    login.lastIndex = at
    const password = login.exec(text)?.[1]
    if (password === undefined || wordForPassword.test(password) || isMadeUp(password)) continue
    const end = login.lastIndex - 2
    into.push({ kind: 'the password in an address', start: end - password.length, end })
  }
}

const keyEnd = 'PRIVATE KEY'
const keyBegin = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}$/
const keyBody = /(?: BLOCK)?-----(?:\\[nr]|\s|["'+\\]){0,40}(?:Proc-Type:|[A-Za-z0-9+/=]{24})/y

/** A private key in PEM, written over lines or with \n between them. */
function collectKeys(text: string, into: FoundSecret[]): void {
  for (let at = text.indexOf(keyEnd); at >= 0; at = text.indexOf(keyEnd, at + keyEnd.length)) {
    const start = at - (keyBegin.exec(text.slice(Math.max(0, at - 60), at))?.[0].length ?? 0)
    keyBody.lastIndex = at + keyEnd.length
    if (start === at || !keyBody.test(text)) continue
    const closing = text.indexOf(keyEnd, at + keyEnd.length)
    const end = closing < 0 || closing - at > 20_000 ? Math.min(text.length, at + 4000) : Math.min(text.length, closing + keyEnd.length + 5)
    into.push({ kind: 'a private key', start, end })
    at = Math.max(at, end - keyEnd.length)
  }
}

/** In the order of the text, and of two that overlap the first. */
function apart(found: readonly FoundSecret[]): readonly FoundSecret[] {
  const sorted = found.toSorted((left, right) => left.start - right.start || right.end - left.end)
  const kept: FoundSecret[] = []
  for (const secret of sorted) if (secret.start >= (kept.at(-1)?.end ?? 0)) kept.push(secret)
  return kept
}
