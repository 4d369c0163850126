import { escapeUnseen, hasUnseen } from '../text/printable.ts'

/**
 * printMapping writes a mapping as YAML for a reader, at a column: a changed sentence is a changed line, and what nobody sees is written out. It reads
 * back as it was, whichever version of YAML the reader speaks.
 */
export function printMapping(mapping: object, indent: number): string[] {
  const pad = ' '.repeat(indent)
  return Object.entries(mapping).flatMap(([key, value]) => {
    const printed = printKey(key)
    // YAML takes a key of up to 1,024 characters on the line of its value; a longer one gets a line of its own.
    return printed.length > 1000 ? [`${pad}? ${printed}`, ...printEntry(`${pad}:`, value, indent)] : printEntry(`${pad}${printed}:`, value, indent)
  })
}

function printEntry(start: string, value: unknown, indent: number): string[] {
  if (typeof value === 'string') return printText(start, value, indent)
  if (typeof value !== 'object' || value === null) return [`${start} ${JSON.stringify(value)}`]
  if (Array.isArray(value)) return value.length === 0 ? [`${start} []`] : [start, ...value.flatMap((item) => printItem(item, indent + 2))]
  return Object.keys(value).length === 0 ? [`${start} {}`] : [start, ...printMapping(value, indent + 2)]
}

function printItem(item: unknown, indent: number): string[] {
  const dash = `${' '.repeat(indent)}-`
  if (typeof item !== 'object' || item === null || Object.keys(item).length === 0) return printEntry(dash, item, indent)
  const lines = Array.isArray(item) ? item.flatMap((inner) => printItem(inner, indent + 2)) : printMapping(item, indent + 2)
  // The first line of the nested collection moves up behind the dash.
  return lines.map((line, index) => (index === 0 ? `${dash} ${line.slice(indent + 2)}` : line))
}

function printKey(key: string): string {
  return isPlain(key) ? key : printInLine(key)
}

function printText(start: string, text: string, indent: number): string[] {
  const inner = ' '.repeat(indent + 2)
  if (isBlock(text)) {
    const chomp = text.endsWith('\n') ? (text.endsWith('\n\n') ? '+' : '') : '-'
    const body = text.endsWith('\n') ? text.slice(0, -1) : text
    return [`${start} |${chomp}`, ...body.split('\n').map((line) => (line === '' ? '' : inner + line))]
  }
  const sentences = sentencesOf(text)
  if (sentences.length > 1) return [`${start} >-`, ...sentences.map((sentence) => inner + sentence)]
  return [`${start} ${isPlain(text) ? text : printInLine(text)}`]
}

/** A literal block keeps every byte when no line starts with white space where YAML would take it for indentation. */
function isBlock(text: string): boolean {
  if (!text.includes('\n') || hasUnseen(text) || text.trim() === '') return false
  return !/^[ \t\n]/.test(text) && !/[ \t]$/m.test(text)
}

/** One sentence a line, where folding the lines gives the text back: each break stands for one single space between two words. */
function sentencesOf(text: string): readonly string[] {
  if (text.length < 60 || text.includes('\n') || text.includes('\t') || hasUnseen(text) || text.trim() !== text || text.includes('  ')) return [text]
  return text.split(/(?<=[.!?:;]) (?=\S)/)
}

// Words that are no text to some YAML reader are quoted, whichever version of YAML it speaks.
const otherTypes = /^(?:null|true|false|yes|no|on|off|y|n|~|[-+]?(?:\.inf|\.nan|\d.*)|\.\d.*|[-+.].*)$/i

function isPlain(text: string): boolean {
  return (
    /^[A-Za-z_$/][A-Za-z0-9_$/ .,;()'+*=<>?!@~^|-]*(?::[A-Za-z0-9_$/.,;()'+*=<>?!@~^|{}-]+)*$/.test(text) &&
    !text.endsWith(' ') &&
    !otherTypes.test(text) &&
    text.length < 1000
  )
}

/** printInLine writes a value on one line, as JSON that YAML reads the same. */
export function printInLine(value: unknown): string {
  const json = (JSON.stringify(value) ?? 'null').replaceAll('\u007f', '\\u007f')
  return escapeUnseen(json, (codePoint) =>
    codePoint > 0xffff ? `\\U${codePoint.toString(16).padStart(8, '0')}` : `\\u${codePoint.toString(16).padStart(4, '0')}`,
  )
}
