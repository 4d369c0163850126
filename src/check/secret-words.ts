import { type Codes, codesOf } from '../text/codes.ts'

/** Stretch is a part of a text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A secret holds a word of at least this length; so a look at every sixteenth character meets each of them. */
export const shortestSecret = 16

/**
 * secretWordsIn gives a function that finds the next word, from an offset on, that is long and mixed enough to be one of a secret. Between two questions
 * nobody may look at the characters of another text (codes.ts).
 */
export function secretWordsIn(text: string): (from: number) => Stretch | undefined {
  const codes = codesOf(text)
  return (from) => nextSecretWord(text, codes, from)
}

/** holdsSecretWord tells whether there is such a word. */
export function holdsSecretWord(text: string): boolean {
  return nextSecretWord(text, codesOf(text), 0) !== undefined
}

function nextSecretWord(text: string, codes: Codes, from: number): Stretch | undefined {
  const { length } = text
  let floor = from
  let probe = from + shortestSecret - 1
  while (probe < length) {
    if (isWord[codes[probe] ?? 0] !== 1) {
      probe += shortestSecret
      continue
    }
    let start = probe
    while (start > floor && isWord[codes[start - 1] ?? 0] === 1) start -= 1
    // Most words are shorter: then the next one that is long enough begins behind the character that ends this one at the latest.
    const last = start + shortestSecret - 1
    if (isWord[codes[last] ?? 0] !== 1) {
      floor = last + 1
      probe = last + shortestSecret
      continue
    }
    let end = probe + 1
    while (isWord[codes[end] ?? 0] === 1) end += 1
    if (end - start >= shortestSecret && isMixed(codes, start, end) && !isNoValue(text, start, end) && !isNumberedName(text, start, end))
      return { start, end }
    floor = end
    probe = end + shortestSecret
  }
  return undefined
}

/** isWordCode tells whether a character is a letter or digit of ASCII, "_" or "-". */
export function isWordCode(code: number): boolean {
  return isWord[code] === 1
}

// A look into a table takes a fraction of as many comparisons.
const isWord = new Uint8Array(128)
isWord.fill(1, 0x61, 0x7b)
isWord.fill(1, 0x41, 0x5b)
isWord.fill(1, 0x30, 0x3a)
isWord[0x5f] = isWord[0x2d] = 1

/** Names are of small letters, a digit at most, or of several words in camel case; what is drawn by lot has digits, or letters of both kinds. */
function isMixed(codes: Codes, start: number, end: number): boolean {
  let digits = 0
  let upper = 0
  let lower = 0
  for (let at = start; at < end; at += 1) {
    const code = codes[at] ?? 0
    if (code >= 97) lower += 1
    else if (code >= 65 && code <= 90) upper += 1
    else if (code >= 48 && code <= 57) {
      digits += 1
      if (digits > 1) return true
    }
  }
  // The access keys of AWS are twenty characters long, with few digits or none.
  return (upper > 2 && lower > 2) || upper + digits === 20
}

/** `sha256:…`, of which a lockfile is full, and `${…}`. */
function isNoValue(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1)
  return (before === 123 && text.charCodeAt(end) === 125) || (before === 58 && text.startsWith('sha256', start - 7))
}

/**
 * Small letters with a number behind them: `/dental-clinic-2024` and `.bike-shop-17`, a part of a host or a path, and `driving_school_00084`, a name that
 * stands by itself.
 */
function isNumberedName(text: string, start: number, end: number): boolean {
  let at = end - 1
  while (isDigit(text.charCodeAt(at))) at -= 1
  const separator = text.charCodeAt(at)
  if (end - at > 6 || (separator !== dash && separator !== underscore)) return false
  // What services put in front of their tokens is followed by a dash or an underscore as well.
  let first = at
  for (; at >= start; at -= 1) {
    const code = text.charCodeAt(at)
    if (code === separator) first = at
    else if (code < 0x61 || code > 0x7a) return false
  }
  const before = start === 0 ? ' ' : text.charAt(start - 1)
  if (separator === underscore) return ' \n[("\'`'.includes(before) && ' \n:,])"\'`'.includes(text.charAt(end))
  return (before === '.' || before === '/') && first - start > 4 && !text.startsWith('gl', start)
}

const dash = 0x2d
const underscore = 0x5f

/** isDigit tells whether a character is a digit of ASCII. */
export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}
