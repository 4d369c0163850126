import { partsOf } from '../model/template.ts'
import { soundsOdd } from './ordinary/sound.ts'

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
  if (!soundsOdd(text)) return undefined
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
