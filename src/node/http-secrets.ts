import { shorten } from '../text/printable.ts'
import { redactor } from '../request/redact.ts'
import { type Hideable, reveal, Secret, shown } from '../world/secret.ts'

/** Quote makes a server's own words fit for a detail: secrets out, one line, at most 200 characters, in quotes. */
export type Quote = (words: string) => string

const longestQuote = 200
// Shorter pieces would also be found inside ordinary words.
const shortestPiece = 6

/** quoter makes the Quote of a server: some servers repeat the credentials that they refuse. */
export function quoter(sent: readonly Hideable[]): Quote {
  const redact = redactor(sent.flatMap(piecesOf))
  return (words) => `"${shorten(redact(words).replace(/\s+/g, ' ').trim(), longestQuote)}"`
}

/** hider makes of a text from the server one that hides what of it was sent as a secret. */
export function hider(sent: readonly Hideable[]): (text: string) => Hideable {
  // Inside of an address the name of the secret alone is enough: `key=$KEY`, not `key=Bearer $KEY`.
  const pieces = sent.flatMap(piecesOf).map((piece) => new Secret(/\$\w+/.exec(piece.label)?.[0] ?? piece.label, piece.reveal()))
  const redact = redactor(pieces)
  return (text) => {
    const label = redact(text)
    return label === text ? text : new Secret(label, text)
  }
}

function piecesOf(text: Hideable): Secret[] {
  if (typeof text === 'string') return []
  const open = new Set(split(shown(text)))
  const pieces = new Set([reveal(text), ...split(reveal(text))])
  return [...pieces].filter((piece) => piece.length >= shortestPiece && !open.has(piece)).map((piece) => new Secret(text.label, piece))
}

// "Bearer abcdef", "https://host/?key=abcdef" and {"key":"abcdef"} hold the secret as one of their pieces.
function split(text: string): string[] {
  return [...text.split(/[\s/?&=#:@,;]+/), ...text.split(/[\s/?&=#:@,;"{}[\]]+/)]
}
