import { Buffer } from 'node:buffer'

/** Unescaped is a text with one layer of escapes taken off, which still knows where each of its letters stood. */
export class Unescaped {
  readonly text: string
  private readonly stretches: Stretches

  constructor(text: string, stretches: Stretches) {
    this.text = text
    this.stretches = stretches
  }

  /** Where in the source a letter begins. */
  startOf(place: number): number {
    return Math.floor(this.stretches.sourceOf(place, place))
  }

  /** Where in the source the letter before a place ends. */
  endOf(place: number): number {
    return Math.ceil(this.stretches.sourceOf(place, place - 1))
  }
}

/** Stretches of a text whose letters are each made of as many in its source: one for what is as it was, more for an escape. Eight bytes for each. */
class Stretches {
  private count = 0
  private here = new Uint32Array(16)
  private there = new Uint32Array(16)
  private width = 0

  /** Begins a stretch, unless its letters go on in the last one. */
  add(here: number, there: number, width: number): void {
    if (width === this.width) return
    this.width = width
    if (this.count === this.here.length) {
      this.here = doubled(this.here)
      this.there = doubled(this.there)
    }
    this.here[this.count] = here
    this.there[this.count] = there
    this.count += 1
  }

  /** The next letter begins a stretch of its own. */
  part(): void {
    this.width = 0
  }

  /** Where in the source a place of the text is, seen from the stretch of a letter. */
  sourceOf(place: number, letter: number): number {
    const index = this.at(letter)
    const [here, there] = [this.here[index] ?? 0, this.there[index] ?? 0]
    const length = (this.here[index + 1] ?? 0) - here
    return length === 0 ? there : there + ((place - here) * ((this.there[index + 1] ?? 0) - there)) / length
  }

  /** The last stretch that begins there or before; the very last is but the end. */
  private at(place: number): number {
    let [low, high] = [0, this.count - 2]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.here[middle] ?? 0) <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}

function doubled(list: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(list.length * 2)
  longer.set(list)
  return longer
}

/** mayHoldEscapes tells at once of most texts that there is nothing to take off. */
export function mayHoldEscapes(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /[%&\\\0]/.test(text)
}

/** unescape takes one layer of escapes off, of all kinds at once; undefined where there is none. Backslashes can be left as they are. */
export function unescape(source: string, { keepsSlashes = false } = {}): Unescaped | undefined {
  if (!mayHoldEscapes(source)) return undefined
  const letters = new Letters(source.length)
  const stretches = new Stretches()
  // Every other byte of UTF-16, mostly: in the middle of escapes too.
  const read = source.includes('\0') ? zeroAt : keepsSlashes ? slashlessAt : escapeAt
  let isEscaped = false
  for (let place = 0; place < source.length;) {
    const code = source.charCodeAt(place)
    const escape = code === percent || code === ampersand || code === backslash || code === 0 ? read(source, place, code) : undefined
    if (escape === undefined) {
      stretches.add(letters.length, place, 1)
      letters.add(code)
      place += 1
    } else {
      isEscaped = true
      const { letter, width } = escape
      // A letter of two halves, or of none, is no like of its neighbours.
      if (letter === undefined || letter > 0xffff) stretches.part()
      stretches.add(letters.length, place, width)
      if (letter === undefined || letter > 0xffff) stretches.part()
      if (letter !== undefined) letters.add(letter)
      place += width
    }
  }
  if (!isEscaped) return undefined
  stretches.part()
  stretches.add(letters.length, source.length, 1)
  return new Unescaped(letters.text(), stretches)
}

/** Letters are put together in place: a text of millions of escapes would be as many texts. */
class Letters {
  length = 0
  private readonly units: Uint16Array<ArrayBuffer>
  private seen = 0

  constructor(most: number) {
    this.units = new Uint16Array(most)
  }

  add(code: number): void {
    if (code <= 0xffff) this.put(code)
    else for (const half of String.fromCodePoint(code).split('')) this.put(half.charCodeAt(0))
  }

  text(): string {
    const units = this.units.subarray(0, this.length)
    // The halves of letters beyond two bytes stay as they are.
    return this.seen < 0x100 ? Buffer.from(units).toString('latin1') : Buffer.from(units.buffer, 0, this.length * 2).toString('utf16le')
  }

  private put(unit: number): void {
    this.seen |= unit
    this.units[this.length] = unit
    this.length += 1
  }
}

interface Escape {
  /** Undefined for one that stands for nothing. */
  readonly letter: number | undefined
  /** How long it is. */
  readonly width: number
}

const percent = 0x25
const ampersand = 0x26
const backslash = 0x5c

type Read = (source: string, place: number, code: number) => Escape | undefined

const zeroAt: Read = (_source, _place, code) => (code === 0 ? { letter: undefined, width: 1 } : undefined)
const slashlessAt: Read = (source, place, code) => (code === backslash ? undefined : escapeAt(source, place, code))

/** Of URLs (a run of bytes is read as UTF-8), of HTML and XML, of JSON, scripts and shells. */
const escapeAt: Read = (source, place, code) => {
  if (code === percent) return percentAt(source, place)
  if (code === backslash) return slashAt(source, place)
  return code === ampersand ? entityAt(source, place) : undefined
}

const entity = /&#(?:[xX]([0-9A-Fa-f]{1,6})|(\d{1,7}));?|&([A-Za-z]{2,8});/y

function entityAt(source: string, place: number): Escape | undefined {
  entity.lastIndex = place
  const found = entity.exec(source)
  if (found === null) return undefined
  const [{ length: width }, hexadecimal, decimal, name = ''] = found
  const letter = hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : decimal !== undefined ? Number(decimal) : named.get(name)
  return letter === undefined ? undefined : { letter: possible(letter), width }
}

const slashed = /\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/y

function slashAt(source: string, place: number): Escape | undefined {
  const next = source.charAt(place + 1)
  if (next === '') return undefined
  if (next !== 'u' && next !== 'x') return { letter: (controls.get(next) ?? next).charCodeAt(0), width: 2 }
  slashed.lastIndex = place
  const found = slashed.exec(source)
  return found === null ? undefined : { letter: possible(Number.parseInt(found[1] ?? found[2] ?? found[3] ?? '', 16)), width: found[0].length }
}

function possible(letter: number): number {
  return letter > 0x10ffff ? 0xfffd : letter
}

const controls: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
])

/** The letter of percent escapes: one of UTF-8, or a byte as a letter where it is none. */
function percentAt(source: string, place: number): Escape | undefined {
  const first = byteAt(source, place)
  if (first < 0) return undefined
  const size = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc0 && first < 0xe0 ? 2 : 1
  if (size === 1) return { letter: first, width: 3 }
  let letter = first & (0xff >> (size + 1))
  for (let step = 1; step < size; step += 1) {
    const next = byteAt(source, place + step * 3)
    if (next >> 6 !== 2) return { letter: first, width: 3 }
    letter = (letter << 6) | (next & 0x3f)
  }
  return letter > 0x10ffff ? { letter: first, width: 3 } : { letter, width: size * 3 }
}

/** The byte that an escape stands for, -1 where there is none. */
function byteAt(source: string, place: number): number {
  if (source.charCodeAt(place) !== percent) return -1
  const [high, low] = [digitAt(source, place + 1), digitAt(source, place + 2)]
  return high < 0 || low < 0 ? -1 : high * 16 + low
}

function digitAt(source: string, place: number): number {
  const code = source.charCodeAt(place)
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  const small = code | 0x20
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1
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
