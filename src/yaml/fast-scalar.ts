import * as char from './fast-char.ts'
import { declined, meetOddNumber, moveTo, refused } from './fast-reader.ts'
import * as reader from './fast-reader.ts'

/** Reads a scalar that stands on one line, quoted or plain; inside of brackets a plain one ends earlier. */
export function readScalar(inFlow: boolean): unknown {
  const code = reader.codes[reader.at]
  if (code === char.doubleQuote) return readDoubleQuoted(inFlow)
  if (code === char.singleQuote) return readSingleQuoted(inFlow)
  return readPlain(inFlow)
}

function readSingleQuoted(inFlow: boolean): string {
  const text = reader.text
  const codes = reader.codes
  const start = reader.at + 1
  let isDoubled = false
  let end = start
  for (let code; (code = codes[end]) !== char.singleQuote || codes[end + 1] === char.singleQuote; end += 1) {
    if (code === char.lineFeed) throw isWrongBehindQuote(end, inFlow) ? refused : declined
    if (code === char.singleQuote) {
      isDoubled = true
      end += 1
    }
  }
  moveTo(end + 1)
  const value = text.slice(start, end)
  return isDoubled ? value.replaceAll("''", "'") : value
}

function readDoubleQuoted(inFlow: boolean): string {
  const text = reader.text
  const codes = reader.codes
  const start = reader.at + 1
  let isEscaped = false
  let end = start
  for (let code; (code = codes[end]) !== char.doubleQuote; end += 1) {
    if (code === char.lineFeed) throw isWrongBehindQuote(end, inFlow) ? refused : declined
    if (code === char.backslash) {
      isEscaped = true
      if (codes[end + 1] !== char.lineFeed) end += 1
    }
  }
  moveTo(end + 1)
  // YAML reads each escape of JSON as JSON does; of the others JSON.parse knows none, and throws.
  return isEscaped ? String(JSON.parse(text.slice(start - 1, end + 1))) : text.slice(start, end)
}

/** Whether a quoted text that goes on behind the end of its line is never closed, or closed where something follows that cannot. */
function isWrongBehindQuote(lineEnd: number, inFlow: boolean): boolean {
  const codes = reader.codes
  const length = reader.text.length
  const quote = codes[reader.at]
  let end = lineEnd
  for (; end < length && codes[end] !== quote; end += 1) if (quote === char.doubleQuote && codes[end] === char.backslash) end += 1
  // Two of them stand for one.
  if (quote === char.singleQuote && codes[end + 1] === quote) return false
  end += 1
  while (codes[end] === char.space) end += 1
  const next = codes[end]
  if (end >= length) return true
  return next !== char.lineFeed && next !== char.hash && next !== char.colon && !(inFlow && isFlowIndicator(next))
}

function readPlain(inFlow: boolean): unknown {
  const text = reader.text
  const codes = reader.codes
  const start = reader.at
  if (!startsPlain(codes[start], codes[start + 1])) throw codes[start] === char.at || codes[start] === char.backtick ? refused : declined
  const isWord = inFlow ? isWordInFlow : isWordInBlock
  let end = start + 1
  for (;;) {
    while ((isWord[codes[end] ?? 0] ?? 1) === 1) end += 1
    const code = codes[end]
    if (code === char.colon) {
      const next = codes[end + 1]
      if (next === char.space || next === char.lineFeed || (inFlow && isFlowIndicator(next))) break
    } else if (code !== char.hash || codes[end - 1] === char.space) break
    end += 1
  }
  while (codes[end - 1] === char.space) end -= 1
  moveTo(end)
  return resolve(text.slice(start, end), codes[start] ?? 0)
}

// What goes on with a plain scalar, whatever stands around it, and so does all beyond ASCII: a look into a table takes a fraction of as many comparisons.
const isWordInBlock = new Uint8Array(128).fill(1)
const isWordInFlow = new Uint8Array(128).fill(1)
for (const code of [0, char.lineFeed, char.colon, char.hash]) isWordInBlock[code] = isWordInFlow[code] = 0
for (const code of [char.comma, char.openBracket, char.closeBracket, char.openBrace, char.closeBrace]) isWordInFlow[code] = 0

function isFlowIndicator(code: number | undefined): boolean {
  return code === char.comma || code === char.openBracket || code === char.closeBracket || code === char.openBrace || code === char.closeBrace
}

/** Stricter than YAML: what begins with ":" or "?", or with a dash and an indicator, is left to js-yaml. */
function startsPlain(code: number | undefined, next: number | undefined): boolean {
  if (code === undefined || next === undefined) return false
  switch (code) {
    case char.dash:
      return next > char.dash && !isFlowIndicator(next)
    case char.lineFeed:
    case 33: // !
    case char.doubleQuote:
    case char.hash:
    case 37: // %
    case 38: // &
    case char.singleQuote:
    case 42: // *
    case char.comma:
    case char.colon:
    case char.greater:
    case 63: // ?
    case char.at:
    case char.openBracket:
    case char.closeBracket:
    case char.backtick:
    case char.openBrace:
    case char.bar:
    case char.closeBrace:
      return false
    default:
      // Nor behind the end of the text, where there is no character at all.
      return code > char.space
  }
}

// The core schema tells words from numbers by their first character.
function resolve(words: string, code: number): unknown {
  if (code < char.colon) return code < 43 || code === 47 ? words : resolveNumber(words)
  switch (code) {
    case 126: // ~
      return words === '~' ? null : words
    case 78: // N
    case 110: // n
      return words === 'null' || words === 'Null' || words === 'NULL' ? null : words
    case 84: // T
    case 116: // t
      return words === 'true' || words === 'True' || words === 'TRUE' ? true : words
    case 70: // F
    case 102: // f
      return words === 'false' || words === 'False' || words === 'FALSE' ? false : words
    default:
      return words
  }
}

const number = /^(?:0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

function resolveNumber(words: string): unknown {
  const start = words.charCodeAt(0) === char.dash ? 1 : 0
  const point = digitsEnd(words, start)
  if (isEveryday(words, start, point)) {
    // Zeros that a number does not keep: in front, or at the end of its decimals.
    if ((words.charCodeAt(start) === zero && point > start + 1) || (point < words.length && words.endsWith('0'))) meetOddNumber()
    return Number(words)
  }
  if (number.test(words)) throw declined
  return words
}

const zero = 0x30
const mostDigits = 15

/** Whether there are digits from `start` to `point`, and nothing behind them, or a point and digits. */
function isEveryday(words: string, start: number, point: number): boolean {
  if (point === start || point - start > mostDigits) return false
  if (point === words.length) return true
  const decimals = point + 1
  const isLast = words.charCodeAt(point) === char.dot && digitsEnd(words, decimals) === words.length
  return isLast && words.length > decimals && words.length - decimals <= mostDigits
}

function digitsEnd(words: string, start: number): number {
  let at = start
  for (let code; (code = words.charCodeAt(at)) >= zero && code <= 0x39;) at += 1
  return at
}
