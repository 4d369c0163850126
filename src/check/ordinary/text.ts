import { holdsSecretWord } from '../secret-words.ts'

// The engine looks for up to six letters as fast as memory can be read, if the first of them is rare; for more it first makes a table, anew each time.
// So what is looked for is a part of what is meant.

/** mayHoldSecrets is a cheap look that nearly every text fails: a long word in disorder, a login in an address, a key block. */
export function mayHoldSecrets(text: string): boolean {
  return holdsSecretWord(text) || mayHoldLogin(text) || text.includes('TE KEY')
}

/** A login stands between `://` and `@`. */
function mayHoldLogin(text: string): boolean {
  if (!text.includes('@')) return false
  for (let at = text.indexOf('//'); at >= 0; at = text.indexOf('//', at + 2)) {
    if (text.charCodeAt(at - 1) !== colon) continue
    let end = at + 2
    while (end < text.length && !endsLogin(text.charCodeAt(end))) end += 1
    if (text.charAt(end) === '@') return true
  }
  return false
}

const colon = 0x3a

function endsLogin(code: number): boolean {
  switch (code) {
    case 0x0a: // line feed
    case 0x20: // space
    case 0x22: // "
    case 0x24: // $
    case 0x27: // '
    case 0x2f: // /
    case 0x40: // @
      return true
    default:
      return false
  }
}

/** mayHoldOddQuotes tells whether a text has quotes that YAML takes for letters. */
export function mayHoldOddQuotes(text: string): boolean {
  return text.includes('“') || text.includes('‘')
}

// A space that is none, a hyphen that shows at the end of a line only, and characters without width.
const unseen = /[\u00a0\u00ad\u200b-\u200f\u202f\u2060\ufeff]/

/** firstUnseen gives the first character of a text that nobody sees. */
export function firstUnseen(text: string): string | undefined {
  return unseen.exec(text)?.[0]
}

/** mayHoldWaivers is a cheap look for comments that waive something, or were meant to. */
export function mayHoldWaivers(text: string): boolean {
  for (let at = text.indexOf('-int'); at >= 0; at = text.indexOf('-int', at + 4)) {
    if (text.startsWith('iga', at - 3) && ' :-'.includes(text.charAt(at + 4))) return true
  }
  return false
}
