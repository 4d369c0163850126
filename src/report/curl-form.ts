import type { Hideable } from '../world/secret.ts'
import { type Part, partsOf } from './shell.ts'

/** formWords takes a form body apart into `name=value` pairs for curl, which encodes the values itself; undefined where it is no such body. */
export function formWords(body: Hideable): readonly (readonly Part[])[] | undefined {
  const pieces = merged(piecesOf(body))
  if (pieces.some((piece) => 'sent' in piece && !/^[A-Za-z0-9*._+%&=-]*$/.test(piece.sent))) return undefined
  const pairs: Part[][] = [[]]
  for (const piece of pieces) {
    if ('raw' in piece) pairs.at(-1)?.push(...piece.raw)
    else
      for (const [index, text] of piece.sent.split('&').entries()) {
        if (index > 0) pairs.push([])
        const pair = pairs.at(-1) ?? []
        // Of a name curl takes what it gets as encoded already.
        const end = pair.length === 0 ? text.indexOf('=') + 1 : 0
        if (pair.length === 0 && end < 2) return undefined
        const value = decoded(text.slice(end))
        // No word of a command line holds a zero byte.
        if (value === undefined || value.includes('\0')) return undefined
        pair.push(text.slice(0, end) + value)
      }
  }
  return pairs.map((pair) => pair.filter((part) => part !== ''))
}

type Piece = { readonly sent: string } | { readonly raw: readonly Part[] }

function piecesOf(text: Hideable): readonly Piece[] {
  if (typeof text === 'string') return [{ sent: text }]
  const { made } = text
  return made === undefined || made.encoding === 'form' ? [{ raw: partsOf(text, ['form']) }] : made.of.flatMap(piecesOf)
}

/** Texts that stand side by side, put together. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const done: Piece[] = []
  for (const piece of pieces) {
    const last = done.at(-1)
    if (last !== undefined && 'sent' in last && 'sent' in piece) done[done.length - 1] = { sent: last.sent + piece.sent }
    else done.push(piece)
  }
  return done
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}
