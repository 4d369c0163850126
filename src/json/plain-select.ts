// How deep braces and brackets may nest; deeper ones are left to the parser of the language.
const mostDepth = 16

/**
 * isPlainSelect tells whether an expression is JMESPath of the everyday kind: names, indexes, `[]`, `{key: …}`, `[…]` and pipes. False says nothing:
 * the parser of the whole language then decides. It spares nearly every file that parser (test/json/plain-select.test.ts holds the two together).
 */
export function isPlainSelect(expression: string): boolean {
  asked += 1
  return (asked > few && expression.length <= longest && isOfMost(expression)) || skipPipes(expression, 0, 0) === expression.length
}

// What nearly all of them are: `a.b[0]`, `{key: a.b}`, `items[].{key: a.b}`. The engine is slow over loops until it has got warm, and fast over an expression
// as soon as it is compiled; but that takes longer than to read a few by hand.
const few = 50
const longest = 500
let asked = 0

function isOfMost(expression: string): boolean {
  mostSelects ??= expressionOfMost()
  return mostSelects.test(expression)
}

let mostSelects: RegExp | undefined

function expressionOfMost(): RegExp {
  const name = '[A-Za-z_]\\w*'
  const chain = `${name}(?:\\.${name}|\\[\\d{0,8}\\])*`
  const pair = ` *${name} *: *${chain} *`
  return new RegExp(`^(?:${chain}|(?:${chain}\\.)?\\{${pair}(?:,${pair})*\\})$`)
}

/** Each of these gives the offset behind what it read, or -1. */
function skipPipes(text: string, from: number, depth: number): number {
  let at = skipChain(text, from, depth)
  while (at >= 0 && text.charCodeAt(at) === pipe && text.charCodeAt(at + 1) !== pipe) at = skipChain(text, at + 1, depth)
  return at
}

const [space, pipe, dot, comma, colon, star] = [0x20, 0x7c, 0x2e, 0x2c, 0x3a, 0x2a]
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d]

function skipChain(text: string, from: number, depth: number): number {
  if (depth > mostDepth) return -1
  let at = skipSpaces(text, from)
  at = text.charCodeAt(at) === openBracket ? skipIndexOrList(text, at, depth) : skipMember(text, at, depth)
  while (at >= 0) {
    const next = text.charCodeAt(at)
    if (next === dot) {
      const member = at + 1
      at = text.charCodeAt(member) === openBracket ? skipList(text, member, depth) : skipMember(text, member, depth)
    } else if (next === openBracket) at = skipIndex(text, at)
    else return skipSpaces(text, at)
  }
  return -1
}

function skipMember(text: string, at: number, depth: number): number {
  return text.charCodeAt(at) === openBrace ? skipBraces(text, at, depth) : skipName(text, at)
}

function skipBraces(text: string, from: number, depth: number): number {
  let at = from
  do {
    at = skipSpaces(text, skipName(text, skipSpaces(text, at + 1)))
    if (at < 0 || text.charCodeAt(at) !== colon) return -1
    at = skipPipes(text, at + 1, depth + 1)
  } while (at >= 0 && text.charCodeAt(at) === comma)
  return at >= 0 && text.charCodeAt(at) === closeBrace ? at + 1 : -1
}

function skipIndexOrList(text: string, from: number, depth: number): number {
  const at = skipIndex(text, from)
  return at < 0 ? skipList(text, from, depth) : at
}

function skipList(text: string, from: number, depth: number): number {
  let at = from
  do at = skipPipes(text, at + 1, depth + 1)
  while (at >= 0 && text.charCodeAt(at) === comma)
  return at >= 0 && text.charCodeAt(at) === closeBracket ? at + 1 : -1
}

/** `[]`, `[*]` and `[0]`. */
function skipIndex(text: string, from: number): number {
  let at = from + 1
  if (text.charCodeAt(at) === star) at += 1
  else while (isDigit(text.charCodeAt(at)) && at - from < 10) at += 1
  return text.charCodeAt(at) === closeBracket ? at + 1 : -1
}

function skipName(text: string, from: number): number {
  if (from < 0 || isDigit(text.charCodeAt(from))) return -1
  let at = from
  while (isWord(text.charCodeAt(at))) at += 1
  return at === from ? -1 : at
}

function skipSpaces(text: string, from: number): number {
  let at = from
  while (at >= 0 && text.charCodeAt(at) === space) at += 1
  return at
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || isDigit(code)
}
