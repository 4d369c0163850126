import { partsOf } from '../model/template.ts'

/** Unsayable is a piece of a text that makes no sense aloud. */
export interface Unsayable {
  readonly words: string
  readonly what: string
  readonly hint: string
}

interface Kind extends Omit<Unsayable, 'words'> {
  readonly pattern: RegExp
}

const plain = "say what went wrong in the caller's words"
const inWords = 'say it in the caller\'s words, such as "order number"'

// Facts/diga-platform.md 6: identifiers must never be read aloud; no URLs, symbols or abbreviations. Only forms that no language writes in prose:
// names such as iPhone and easyJet, and units such as kWh, are none of them.
const kinds: readonly Kind[] = [
  { pattern: /\b(?:https?|ftp):\/\/[^\s"'<>)]*|\bwww\.[a-z0-9-]+\.[^\s"'<>)]*/i, what: 'a web address', hint: 'leave it out, or offer to send it' },
  { pattern: /\{\s*"[^"]*"\s*:|\[\s*\{\s*"/, what: 'JSON', hint: plain },
  {
    pattern: /%[sd](?![\p{L}\p{N}])|\{\d*\}|(?<!<)<\/?[a-z][a-z0-9_ -]{0,30}\/?>(?!>)/iu,
    what: 'a hole that nothing fills',
    hint: 'write the words out',
  },
  { pattern: /\bHTTP\b(?:[ /]?\d(?:\.\d)?\b)?(?: ?\d{3}\b)?/, what: 'a word of the protocol', hint: plain },
  {
    pattern: /\b(?:(?:error|status|code|código|codi|fehler|fehlercode|statuscode|erreur|errore|codice|erro)[ :#-]{1,3}){1,2}[45]\d\d\b/i,
    what: 'a status code',
    hint: plain,
  },
  {
    pattern:
      /\b(?:Internal Server Error|Bad (?:Request|Gateway)|Gateway Time-?out|Service Unavailable|Too Many Requests|Not Found|Unprocessable (?:Entity|Content)|Method Not Allowed)\b/,
    what: 'a message of the protocol',
    hint: plain,
  },
  {
    pattern:
      /\b[A-Z][A-Za-z]{0,40}[a-z](?:Exception|Error)\b|\b(?:stack ?trace|traceback|errno|ECONN[A-Z]+|ETIMEDOUT|ENOTFOUND|SQLSTATE|undefined|NaN)\b/,
    what: "a programmer's word",
    hint: plain,
  },
  {
    pattern: /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b0x[0-9a-f]{4,}\b|\b(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,64}\b/i,
    what: 'an id',
    hint: 'leave it out',
  },
]

const number = /(?<![\d.,])\d{3}(?![.,]?\d)/g
const field =
  /(?<![\w@./-])(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[a-z]{2,}(?:ID|Id|URL|Url|Key|Code|Number|Name|Date|Email|Status|Type|Uuid|Amount|Token|Request|Response))(?![\w@])/g

/**
 * unsayableIn finds in a text, between its holes, what makes no sense aloud. `status` is the one that an error text is for: it is known, so its
 * number says nothing.
 */
export function unsayableIn(text: string, status: number | undefined, isTool: (word: string) => boolean): Unsayable | undefined {
  if (!isOdd(text) && !oddWords.test(text)) return undefined
  for (const part of partsOf(text)) {
    const found = part.kind === 'words' ? unsayableWords(part.text, status, isTool) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

function unsayableWords(text: string, status: number | undefined, isTool: (word: string) => boolean): Unsayable | undefined {
  for (const { pattern, what, hint } of kinds) {
    const words = pattern.exec(text)?.[0]
    if (words !== undefined) return { words, what, hint }
  }
  const own = status === undefined ? undefined : text.match(number)?.find((word) => word === String(status))
  if (own !== undefined) return { words: own, what: 'a status code', hint: plain }
  const name = text.match(field)?.find((word) => !isTool(word))
  return name === undefined ? undefined : { words: name, what: 'the name of a field', hint: inWords }
}

/**
 * isOdd is a cheap look that nearly every sentence fails: an odd character outside of a hole, three digits in a row, a letter beside a digit, a
 * capital inside of a word, two words with capitals in a row.
 */
function isOdd(text: string): boolean {
  let before = none
  let digits = 0
  let wasCapital = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const kind = code < kindOf.length ? (kindOf[code] ?? none) : none
    if (kind === odd) {
      const end = code === brace ? holeEnd(text, at) : -1
      if (end < 0) return true
      at = end
      before = none
      digits = 0
      continue
    }
    digits = kind === digit ? digits + 1 : 0
    if (digits === 3) return true
    if (kind !== none) {
      if (before === none) {
        if (kind === capital && wasCapital) return true
        wasCapital = kind === capital
      } else if (kind === capital || (kind === digit) !== (before === digit)) return true
    }
    before = kind
  }
  return false
}

/** Where a hole ends that starts with a brace, whatever the kind of hole; -1 where there is none. */
function holeEnd(text: string, start: number): number {
  const first = kindOf[text.charCodeAt(start + (text.charCodeAt(start + 1) === brace ? 2 : 1))]
  if (first !== letter && first !== capital) return -1
  const end = text.indexOf('}', start)
  return end >= 0 && text.charAt(end + 1) === '}' ? end + 1 : end
}

// Those of `kinds` that are in small letters.
const oddWords = /undefined|trace|errno|www\./
const oddCharacters = new Set([...'_%<>{}[]/'].map((character) => character.charCodeAt(0)))
const brace = '{'.charCodeAt(0)

const none = 0
const letter = 1
const capital = 2
const digit = 3
const odd = 4
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  if (oddCharacters.has(code)) return odd
  if (code >= 0x61 && code <= 0x7a) return letter
  if (code >= 0x41 && code <= 0x5a) return capital
  return code >= 0x30 && code <= 0x39 ? digit : none
})
