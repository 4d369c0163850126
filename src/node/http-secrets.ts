import { shorten } from '../text/printable.ts'
import { type Hideable, reveal, shown } from '../world/secret.ts'

/** Quote makes a server's own words fit for a detail: secrets out, one line, at most 200 characters, in quotes. */
export type Quote = (words: string) => string

const longestQuote = 200
// Shorter pieces would also be found inside ordinary words.
const shortestPiece = 6

/** quoter makes the Quote of a server: some servers repeat the credentials that they refuse. */
export function quoter(sent: readonly Hideable[]): Quote {
  const hidden = sent.flatMap(piecesOf)
  // Longest first, or a piece would be cut out of a longer one and leave its rest behind.
  hidden.sort((left, right) => right.piece.length - left.piece.length)
  return (words) => {
    const clean = hidden.reduce((text, { piece, label }) => text.replaceAll(piece, label), words)
    return `"${shorten(clean.replace(/\s+/g, ' ').trim(), longestQuote)}"`
  }
}

function piecesOf(text: Hideable): { piece: string; label: string }[] {
  if (typeof text === 'string') return []
  const open = new Set(split(shown(text)))
  const pieces = new Set([reveal(text), ...split(reveal(text))])
  return [...pieces].filter((piece) => piece.length >= shortestPiece && !open.has(piece)).map((piece) => ({ piece, label: text.label }))
}

// "Bearer abcdef" and "https://host/?key=abcdef" hold the secret as one of their pieces.
function split(text: string): string[] {
  return text.split(/[\s/?&=#:@,;]+/)
}
