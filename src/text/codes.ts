/**
 * codesReader gives a function that lays the characters (UTF-16 code units) of a text out as numbers, with a zero behind them. Whoever looks at every
 * character of a text reads them faster there, above all before the engine has got warm. Each text takes the place of the one before.
 */
export function codesReader(): (text: string) => Codes {
  let kept = roomFor(everyday)
  return (text) => {
    const { length } = text
    const room = length < kept.codes.length ? kept : roomFor(length + 1)
    if (length <= mostKept) kept = room
    if (isLittleEndian) room.bytes.write(text, 'utf16le')
    else for (let at = 0; at < length; at += 1) room.codes[at] = text.charCodeAt(at)
    room.codes[length] = 0
    return room.codes
  }
}

/** Codes are the characters of a text as numbers. */
export type Codes = Readonly<Uint16Array>

interface Room {
  readonly codes: Uint16Array
  readonly bytes: Buffer
}

function roomFor(length: number): Room {
  const codes = new Uint16Array(length)
  return { codes, bytes: Buffer.from(codes.buffer) }
}

const everyday = 16 * 1024
const mostKept = 256 * 1024
const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1
