/** Codes are the characters (UTF-16 code units) of a text as numbers, with a zero behind them. */
export type Codes = Readonly<Uint16Array>

interface Room {
  readonly codes: Uint16Array
  readonly bytes: Buffer
}

let kept: Room | undefined
let latest: string | undefined

/**
 * codesOf lays the characters of a text out as numbers. Whoever looks at every character of a text reads them faster there, above all before the engine
 * has got warm. They hold until the next text is asked for: it takes their place.
 */
export function codesOf(text: string): Codes {
  const { length } = text
  const room = kept !== undefined && length < kept.codes.length ? kept : roomFor(Math.max(length + 1, everyday))
  // A file is read by the parser, and then for secrets.
  if (room === kept && text === latest) return room.codes
  if (isLittleEndian) room.bytes.write(text, 'utf16le')
  else for (let at = 0; at < length; at += 1) room.codes[at] = text.charCodeAt(at)
  room.codes[length] = 0
  const isKept = length <= mostKept
  kept = isKept ? room : kept
  latest = isKept ? text : undefined
  return room.codes
}

function roomFor(length: number): Room {
  const codes = new Uint16Array(length)
  return { codes, bytes: Buffer.from(codes.buffer) }
}

const everyday = 8 * 1024
const mostKept = 256 * 1024
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
