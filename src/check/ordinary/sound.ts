/**
 * soundsOdd is a cheap look that nearly every sentence fails: an odd character outside of a hole, three digits in a row, a letter beside a digit, a
 * capital inside of a word, two words with capitals in a row ("Not Found"; "Shall I" is no such thing), a word of programmers.
 */
export function soundsOdd(text: string): boolean {
  asked += 1
  return (asked > few && !text.includes('{') ? oddSigns().test(text) : looksOdd(text)) || oddWords.test(text)
}

// The engine is slow over loops until it has got warm, and fast over an expression as soon as it is compiled; but that takes longer than to read a few by
// hand. Without holes, both say the same (test/check/ordinary-forms.test.ts).
const few = 50
let asked = 0
let compiled: RegExp | undefined

function oddSigns(): RegExp {
  return (compiled ??= /[{}[\]<>_%/]|\d\d\d|[A-Za-z][A-Z\d]|\d[A-Za-z]|[A-Z][a-z]+[^A-Za-z\d]+[A-Z][A-Za-z]/)
}

function looksOdd(text: string): boolean {
  let before = none
  let digits = 0
  let wasCapital = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const kind = kindOf(code)
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
        const isCapital = kind === capital && kindOf(text.charCodeAt(at + 1)) !== none
        if (isCapital && wasCapital) return true
        wasCapital = isCapital
      } else if (kind === capital || (kind === digit) !== (before === digit)) return true
    }
    before = kind
  }
  return false
}

/** Where a hole ends that starts with a brace, whatever the kind of hole; -1 where there is none. */
function holeEnd(text: string, start: number): number {
  const first = kindOf(text.charCodeAt(start + (text.charCodeAt(start + 1) === brace ? 2 : 1)))
  if (first !== letter && first !== capital) return -1
  const end = text.indexOf('}', start)
  return end >= 0 && text.charAt(end + 1) === '}' ? end + 1 : end
}

// Those that are in small letters.
const oddWords = /undefined|trace|errno|www\./
const brace = 0x7b

const none = 0
const letter = 1
const capital = 2
const digit = 3
const odd = 4

// A look into a table takes a fraction of as many comparisons.
const kinds = new Uint8Array(128)
kinds.fill(letter, 0x61, 0x7b)
kinds.fill(capital, 0x41, 0x5b)
kinds.fill(digit, 0x30, 0x3a)
for (const sign of '{}[]<>_%/') kinds[sign.charCodeAt(0)] = odd

function kindOf(code: number): number {
  return kinds[code] ?? none
}
