/** Unescaped is a text with one layer of escapes taken off, which still knows where each of its letters stood. */
export class Unescaped {
  readonly text: string
  // Where stretches begin, here and in the source. Escapes are shorter here than there, all else is as long.
  private readonly here: readonly number[]
  private readonly there: readonly number[]

  constructor(text: string, here: readonly number[], there: readonly number[]) {
    this.text = text
    this.here = here
    this.there = there
  }

  /** Where in the source a letter begins. */
  startOf(place: number): number {
    const index = this.stretchAt(place)
    return this.isEscape(index) ? (this.there[index] ?? 0) : (this.there[index] ?? 0) + place - (this.here[index] ?? 0)
  }

  /** Where in the source the letter before a place ends. */
  endOf(place: number): number {
    const index = this.stretchAt(place - 1)
    return this.isEscape(index) ? (this.there[index + 1] ?? 0) : (this.there[index] ?? 0) + place - (this.here[index] ?? 0)
  }

  private isEscape(index: number): boolean {
    return (this.here[index + 1] ?? 0) - (this.here[index] ?? 0) !== (this.there[index + 1] ?? 0) - (this.there[index] ?? 0)
  }

  /** The last stretch that begins there or before. */
  private stretchAt(place: number): number {
    let [low, high] = [0, this.here.length - 2]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.here[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}

// Of URLs (a run of bytes is read as UTF-8), of HTML and XML, of JSON, scripts and shells.
const escapes =
  /(?:%[0-9A-Fa-f]{2})+|&#(?:[xX][0-9A-Fa-f]{1,6}|\d{1,7});?|&[A-Za-z]{2,8};|\\(?:u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|[^ux])/g

const slashless = new RegExp(escapes.source.replace(/\|\\\\\(.*$/, ''), 'g')

// Every other byte of UTF-16, mostly: in the middle of escapes too.
// eslint-disable-next-line no-control-regex
const zeros = /\0+/g

/** mayHoldEscapes tells at once of most texts that there is nothing to take off. */
export function mayHoldEscapes(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /[%&\\\0]/.test(text)
}

/** unescape takes one layer of escapes off, of all kinds at once; undefined where there is none. Backslashes can be left as they are. */
export function unescape(source: string, { keepsSlashes = false } = {}): Unescaped | undefined {
  if (!mayHoldEscapes(source)) return undefined
  const [pieces, here, there]: [string[], number[], number[]] = [[], [], []]
  let [length, end] = [0, 0]
  const add = (piece: string, start: number): void => {
    pieces.push(piece)
    here.push(length)
    there.push(start)
    length += piece.length
  }
  for (const { 0: escape, index } of source.matchAll(source.includes('\0') ? zeros : keepsSlashes ? slashless : escapes)) {
    const letters = escape.startsWith('%') ? lettersOf(escape) : [letterOf(escape)]
    if (letters[0] === undefined) continue
    if (index > end) add(source.slice(end, index), end)
    end = index
    for (const letter of letters) {
      if (letter === undefined) continue
      add(letter.text, end)
      end += letter.width
    }
  }
  if (here.length === 0) return undefined
  if (end < source.length) add(source.slice(end), end)
  return new Unescaped(pieces.join(''), [...here, length], [...there, source.length])
}

interface Letter {
  readonly text: string
  /** How long its escape is. */
  readonly width: number
}

function letterOf(escape: string): Letter | undefined {
  const width = escape.length
  const of = (code: number): Letter => ({ text: code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code), width })
  if (escape.startsWith('\0')) return { text: '', width }
  if (/^&#x/i.test(escape)) return of(Number.parseInt(escape.slice(3), 16))
  if (escape.startsWith('&#')) return of(Number.parseInt(escape.slice(2), 10))
  if (escape.startsWith('&')) {
    const code = named.get(escape.slice(1, -1))
    return code === undefined ? undefined : of(code)
  }
  if (/^\\[ux]./.test(escape)) return of(Number.parseInt(escape.replace(/[^0-9A-Fa-f]/g, ''), 16))
  return { text: controls.get(escape.charAt(1)) ?? escape.charAt(1), width }
}

const controls: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
])

/** The letters of percent escapes: those of UTF-8, and each byte as a letter where it is none. */
function lettersOf(escapes: string): readonly Letter[] {
  const bytes = Uint8Array.from({ length: escapes.length / 3 }, (_, index) => Number.parseInt(escapes.slice(index * 3 + 1, index * 3 + 3), 16))
  const letters: Letter[] = []
  for (let index = 0; index < bytes.length;) {
    const code = codePointAt(bytes, index)
    letters.push({ text: String.fromCodePoint(code.value), width: code.size * 3 })
    index += code.size
  }
  return letters
}

function codePointAt(bytes: Uint8Array, index: number): { readonly value: number; readonly size: number } {
  const first = bytes[index] ?? 0
  const size = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc0 && first < 0xe0 ? 2 : 1
  if (size === 1) return { value: first, size: 1 }
  let value = first & (0xff >> (size + 1))
  for (let step = 1; step < size; step += 1) {
    const next = bytes[index + step] ?? 0
    if (next >> 6 !== 2) return { value: first, size: 1 }
    value = (value << 6) | (next & 0x3f)
  }
  return value > 0x10ffff ? { value: first, size: 1 } : { value, size }
}

// Those of ASCII, and those of Latin-1 in their order from 160 on.
const ascii =
  'Tab:9 NewLine:10 excl:33 quot:34 QUOT:34 num:35 dollar:36 percnt:37 amp:38 AMP:38 apos:39 lpar:40 rpar:41 ast:42 plus:43 comma:44 hyphen:45 ' +
  'period:46 sol:47 colon:58 semi:59 lt:60 LT:60 equals:61 gt:62 GT:62 quest:63 commat:64 lsqb:91 lbrack:91 bsol:92 rsqb:93 rbrack:93 Hat:94 ' +
  'lowbar:95 grave:96 lcub:123 lbrace:123 verbar:124 vert:124 rcub:125 rbrace:125'
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm ' +
  'raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde ' +
  'Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave ' +
  'eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'

const named: ReadonlyMap<string, number> = new Map([
  ...ascii.split(' ').map((pair): [string, number] => [pair.split(':')[0] ?? '', Number(pair.split(':')[1])]),
  ...latin.split(' ').map((name, index): [string, number] => [name, 160 + index]),
])
