import { type Document, type ErrorCode, isCollection, isScalar, parseAllDocuments, visit } from 'yaml'
import { diagnose, type FixedCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Place, Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'

/** What the parser that decides said of the text. */
interface Refusal {
  readonly reason: string
  readonly start: number
  /** Whether all that is wrong is a key that stands twice. */
  readonly isDuplicate: boolean
}

/**
 * explainSyntax words why a text is no YAML document, with the library whose messages are best. Only the first trouble is told: what follows
 * from it is echo (measured: five messages for one slip).
 */
export function explainSyntax(file: SourceFile, refusal: Refusal): readonly Diagnostic[] {
  if (file.text.length <= mostText) return explain(file, refusal)
  const base = windowStart(file.text, refusal.start)
  const part = { path: file.path, text: file.text.slice(base, refusal.start + 4096) }
  const shift = (span: Span): Span => ({ file, start: span.start + base, end: span.end + base })
  return explain(part, { ...refusal, start: refusal.start - base }).map((diagnostic) => ({
    ...diagnostic,
    span: diagnostic.span === undefined ? undefined : shift(diagnostic.span),
    related: diagnostic.related?.map(({ span, label }) => ({ span: shift(span), label })),
  }))
}

// The library that words so well reads 2 MB/s and slows down with size; of a large file only the part around the trouble is shown to it.
const mostText = 128 * 1024

/** The first of the least indented lines in the 64 KiB before the trouble: from there on the text reads like a document of its own. */
function windowStart(text: string, end: number): number {
  const from = text.indexOf('\n', Math.max(0, end - 64 * 1024)) + 1
  let best = { indent: Number.POSITIVE_INFINITY, start: from }
  for (const line of text.slice(from, end).matchAll(/^( *)[^\s#]/gm)) {
    const indent = line[1]?.length ?? 0
    if (indent < best.indent) best = { indent, start: from + line.index }
  }
  return best.start
}

function explain(file: SourceFile, refusal: Refusal): readonly Diagnostic[] {
  const documents = parseAllDocuments(file.text, { prettyErrors: false, uniqueKeys: true })
  if (!Array.isArray(documents)) return [fromRefusal(file, refusal)]
  const first = documents.flatMap((document) => document.errors).sort((left, right) => left.pos[0] - right.pos[0])[0]
  // It gave up; the parser that decides says why.
  if (first?.code === 'RESOURCE_EXHAUSTION') return [fromRefusal(file, refusal)]
  const conflict = mergeConflict(file)
  if (conflict !== undefined) return [conflict]
  const tab = tabAt(file, [refusal.start, ...(first === undefined ? [] : [first.pos[0], lineAfter(file, first.pos[0])])])
  if (tab !== undefined) return [tab]
  if (first !== undefined) {
    const [start, end] = first.pos
    if (first.code === 'DUPLICATE_KEY') return [duplicateKey(file, start, documents)]
    // A bracket that is closed, but too far left, is another slip than one that is not.
    const mayBeOpen = first.code === 'MISSING_CHAR' || (first.code === 'BAD_INDENT' && !/[\]}]/.test(file.text.charAt(start)))
    const opened = mayBeOpen ? openedBefore(documents, start) : undefined
    if (opened !== undefined) return [neverClosed(file, opened)]
    const { code, message, hint } = wording(first.code, first.message)
    return [diagnose(code, { message, span: { file, start, end: Math.max(end, start + 1) }, hint })]
  }
  const second = documents[1]
  if (second !== undefined) {
    const marker = file.text.indexOf('---', documents[0]?.range[1] ?? 0)
    const start = marker < 0 ? second.range[0] : marker
    return [
      diagnose('yaml-multiple-documents', {
        message: 'a second document starts here; a file holds one',
        span: { file, start, end: start + 3 },
        hint: 'move it into a file of its own',
      }),
    ]
  }
  const collectionKey = collectionAsKey(documents)
  return [collectionKey === undefined ? fromRefusal(file, refusal) : keyNotText(file, collectionKey)]
}

function fromRefusal(file: SourceFile, { reason, start, isDuplicate }: Refusal): Diagnostic {
  // The parser points behind the quote, star or ampersand that a word starts with.
  const from = /["'*&]/.test(file.text.charAt(start - 1)) ? start - 1 : start
  if (isDuplicate) return duplicateKey(file, from, [])
  if (/^[\]}]/.test(file.text.slice(start).trimStart())) return closedTooFarLeft(file, start)
  const word = /^[^\s,\]}]+/.exec(file.text.slice(from))?.[0] ?? ''
  return diagnose('yaml-syntax', { message: `this is no YAML: ${reason}`, span: { file, start: from, end: from + Math.max(1, word.length) } })
}

function mergeConflict(file: SourceFile): Diagnostic | undefined {
  const marker = /^<{7} .*$/m.exec(file.text)
  if (marker === null || !/^={7}\r?$/m.test(file.text)) return undefined
  const span = { file, start: marker.index, end: marker.index + marker[0].length }
  return diagnose('yaml-syntax', {
    message: 'git left a merge conflict here',
    span,
    hint: 'take one side, or both, and delete the three lines of markers',
  })
}

/** YAML wants the closing bracket of a value further right than its key; some readers forgive it, so editors may show nothing. */
function closedTooFarLeft(file: SourceFile, from: number): Diagnostic {
  const start = from + file.text.slice(from).search(/\S/)
  return diagnose('yaml-syntax', {
    message: 'this bracket is closed too far left',
    span: { file, start, end: start + 1 },
    hint: 'indent it by two more spaces',
  })
}

/** A tab in the indentation is told as such, whatever a parser makes of what follows it. */
function tabAt(file: SourceFile, offsets: readonly number[]): Diagnostic | undefined {
  for (const offset of offsets) {
    const line = file.text.lastIndexOf('\n', offset - 1) + 1
    const tab = /^ *\t/.exec(file.text.slice(line))
    if (tab === null) continue
    const start = line + tab[0].length - 1
    return diagnose('yaml-tab', {
      message: 'a tab is used to indent; YAML indents with spaces',
      span: { file, start, end: start + 1 },
      hint: 'replace the tab with spaces',
    })
  }
  return undefined
}

function lineAfter(file: SourceFile, offset: number): number {
  const end = file.text.indexOf('\n', offset)
  return end < 0 ? offset : end + 1
}

/** `from: {{name}}` is, to YAML, a mapping whose key is a mapping: no reader of ours takes that. */
function collectionAsKey(documents: readonly Document.Parsed[]): number | undefined {
  let found: number | undefined
  for (const document of documents) {
    visit(document, {
      Pair(_key, { key }) {
        if (!isCollection(key)) return undefined
        found = key.range?.[0]
        return visit.BREAK
      },
    })
  }
  return found
}

function keyNotText(file: SourceFile, key: number): Diagnostic {
  const hole = /^\{\{?[^{}\n]*\}?\}/.exec(file.text.slice(key - 1))?.[0]
  const start = hole === undefined ? key : key - 1
  const span = { file, start, end: start + (hole?.length ?? 1) }
  return diagnose('yaml-syntax', {
    message: 'a mapping or list stands where a key belongs',
    span,
    hint: hole === undefined ? 'a key is a text' : `if a call variable was meant, put it in quotes: "${hole}"`,
  })
}

function duplicateKey(file: SourceFile, start: number, documents: readonly Document.Parsed[]): Diagnostic {
  const key = /^(?:"[^"]*"|'[^']*'|[^\n]+?(?=\s*:(?:\s|$)))/.exec(file.text.slice(start))?.[0] ?? ''
  return diagnose('yaml-duplicate-key', {
    message: `key "${key.replace(/^["']|["']$/g, '')}" stands twice in this mapping`,
    span: { file, start, end: start + key.length },
    related: firstOf(file, documents, start),
    hint: 'keep one: YAML would silently use the last',
  })
}

/** Where the key that stands at `second` stood before. */
function firstOf(file: SourceFile, documents: readonly Document.Parsed[], second: number): readonly Place[] {
  const places: Place[] = []
  for (const document of documents) {
    visit(document, {
      Map(_key, { items }) {
        const keys = items.map(({ key }) => key).filter((key) => isScalar(key))
        const twice = keys.find(({ range }) => range?.[0] === second)
        const first = keys.find(({ value }) => twice !== undefined && value === twice.value)
        if (first?.range === undefined || first.range === null || first === twice) return undefined
        places.push({ span: { file, start: first.range[0], end: first.range[1] }, label: 'first written here' })
        return visit.BREAK
      },
    })
  }
  return places
}

/** The quote or bracket that was opened last and is still open where the parser gave up: the place that has to change, not the end of the file. */
function openedBefore(documents: readonly Document.Parsed[], end: number): number | undefined {
  let opened: number | undefined
  for (const document of documents) {
    visit(document, {
      Node(_key, node) {
        const isOpenable =
          (isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE')) || (isCollection(node) && node.flow === true)
        const range = 'range' in node ? node.range : undefined
        if (isOpenable && range !== null && range !== undefined && range[0] < end && range[1] >= end) opened = range[0]
      },
    })
  }
  return opened
}

function neverClosed(file: SourceFile, start: number): Diagnostic {
  const character = file.text.charAt(start)
  const message = `this ${character === '"' || character === "'" ? 'quote' : 'bracket'} is opened and never closed`
  return diagnose('yaml-syntax', { message, span: { file, start, end: start + 1 }, hint: 'close it' })
}

interface Wording {
  readonly code: FixedCode
  readonly message: string
  readonly hint?: string
}

function wording(code: ErrorCode, message: string): Wording {
  switch (code) {
    case 'BAD_INDENT':
      return { code: 'yaml-syntax', message: lowerFirst(message), hint: 'line the keys of one mapping up under each other' }
    case 'MISSING_CHAR':
      return { code: 'yaml-syntax', message: lowerFirst(message), hint: 'close every quote and bracket that was opened' }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { code: 'yaml-syntax', message: 'an unquoted text holds ": ", which starts a mapping', hint: 'put the whole text in quotes' }
    case 'MULTILINE_IMPLICIT_KEY':
      return { code: 'yaml-syntax', message: lowerFirst(message), hint: 'quote a text that holds ": ", or indent what follows' }
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
    case 'UNEXPECTED_TOKEN':
      return { code: 'yaml-syntax', message: lowerFirst(message), hint: 'put the whole text in quotes' }
    default:
      return { code: 'yaml-syntax', message: lowerFirst(message) }
  }
}

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
