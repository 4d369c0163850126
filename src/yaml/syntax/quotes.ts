import type { Line } from './lines.ts'
import type { Repair } from './repair.ts'

/** openQuote: a quote that is opened and never closed on its line, or closed and never opened. */
export function openQuote(line: Line): readonly Repair[] {
  if (!/["']/.test(line.value)) return []
  const open = line.scan().quotes.at(-1)
  if (open === undefined || open.end !== undefined) return strayQuote(line)
  const start = line.start + line.valueAt + open.start
  const quote = line.value.charAt(open.start)
  const told = { message: 'this quote is opened and never closed', start, end: start + 1, hint: 'close it' }
  const rest = line.value.slice(open.start + 1)
  // Where the text may have been meant to end: before a comment, before what goes on in brackets, at the end of the line.
  const ends = [...rest.matchAll(/ #|\s*[,\]}]|$/g)].map(({ index }) => start + 1 + index)
  const closed = (line.value.startsWith('{') || line.value.startsWith('[') ? ends : ends.toReversed()).map((at) => ({
    ...told,
    edits: [{ start: at, end: at, text: quote }],
  }))
  const apostrophe = { ...told, edits: [{ start, end: start + 1, text: '' }], hint: 'close it, or take it away' }
  return [...closed, apostrophe]
}

/** A plain text that ends in a quote. */
function strayQuote({ start, key, value, valueAt, scan }: Line): readonly Repair[] {
  // Opened in what looks like a key, it is another slip.
  if (!/["']/.test(value) || /[^"']["']/.test(key?.slice(0, -1) ?? '')) return []
  const { quotes } = scan()
  return [...value.matchAll(/["'](?=\s*(?:[,\]}]|$))/g)].flatMap(({ index, 0: quote }) => {
    if (quotes.some((pair) => pair.start <= index && index < (pair.end ?? value.length))) return []
    const at = start + valueAt + index
    // It may have been opened at the beginning of any of the texts before it.
    const begins = [...value.slice(0, index).matchAll(/(?:^|[[{,:] *)(?=[^\s[{,"'])/g)].map((match) => match.index + match[0].length).toReversed()
    return begins.slice(0, 4).map((begin) => ({
      message: 'this quote is closed and never opened',
      start: at,
      end: at + 1,
      hint: 'open it where the text begins, or take it away',
      edits: [{ start: start + valueAt + begin, end: start + valueAt + begin, text: quote }],
    }))
  })
}

/** textBehind: words behind a closing quote. */
export function textBehind(line: Line): readonly Repair[] {
  if (!/^["']/.test(line.value)) return []
  const [first] = line.scan().quotes
  if (first === undefined || first.start !== 0 || first.end === undefined || first.end === line.value.length) return []
  const { value, start, valueAt } = line
  const behind = value.slice(first.end)
  const at = start + valueAt + first.end
  const whole = { start: start + valueAt, end: start + valueAt + value.length }
  if (value.startsWith("'") && /^\w/.test(behind)) {
    const inside = value.slice(1).replace(/'$/, '')
    return [
      {
        message: 'the apostrophe ends this text: it stands in single quotes',
        start: at - 1,
        end: at,
        hint: "write it twice ('') or put the text in double quotes",
        edits: [{ ...whole, text: `'${inside.replaceAll(/'+/g, "''")}'` }],
        isSafe: value.endsWith("'"),
      },
    ]
  }
  return [
    {
      message: `the quotes end before ${JSON.stringify(behind.trim().slice(0, 30))}`,
      start: at,
      end: whole.end,
      hint: `put the whole text in ${value.includes("'") ? 'double' : 'single'} quotes`,
      edits: [{ ...whole, text: quoted(value) }],
    },
  ]
}

/** badEscape: a backslash in double quotes that YAML does not know, as in a pattern. */
export function badEscape({ start, value, valueAt, scan }: Line): readonly Repair[] {
  if (!value.includes('\\')) return []
  return scan().quotes.flatMap((quote) => {
    const written = value.slice(quote.start, quote.end)
    const bad = /^"(?:[^"\\]|\\[0abtnvfre "/\\N_LPxuU])*(\\[^0abtnvfre "/\\N_LPxuU])/.exec(written)
    if (quote.end === undefined || bad === null) return []
    const escape = bad[1] ?? ''
    const at = start + valueAt + quote.start
    const bad0 = at + bad[0].length - escape.length
    const inside = written.slice(1, -1)
    const isPlain = !/\\["abtnvfre0 NLPxuU_]/.test(inside)
    return [
      {
        message: `"${escape}" means nothing in double quotes`,
        start: bad0,
        end: bad0 + escape.length,
        hint: 'put the text in single quotes, where a backslash is a backslash',
        edits: [{ start: at, end: at + written.length, text: `'${inside.replaceAll("'", "''").replaceAll('\\\\', '\\')}'` }],
        isSafe: isPlain && !inside.includes('\\\\'),
      },
    ]
  })
}

/** quoted puts a text in the quotes that it takes least escapes in. */
export function quoted(text: string): string {
  return text.includes('"') || text.includes('\\') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`
}
