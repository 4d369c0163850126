import { type Document, type ErrorCode, isCollection, isScalar, parseAllDocuments, visit } from 'yaml'
import { diagnose, type FixedCode } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'

/**
 * secondOpinion asks the library whose messages are best what is wrong with a text that no small change makes YAML of. Only its first trouble is
 * told: what follows from it is echo (measured: five messages for one slip). Undefined where it has nothing to say. Of a long text it is shown no
 * more than up to `until`: it takes ten microseconds for each of its complaints.
 */
export function secondOpinion(file: SourceFile, until: number): Diagnostic | undefined {
  const text = file.text.length <= longText ? file.text : file.text.slice(0, until)
  const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false })
  if (!Array.isArray(documents)) return undefined
  const first = documents.flatMap((document) => document.errors).sort((left, right) => left.pos[0] - right.pos[0])[0]
  if (first === undefined) {
    const key = collectionAsKey(documents)
    return key === undefined ? undefined : keyNotText(file, key)
  }
  // It gave up; the parser that decides says why.
  if (first.code === 'RESOURCE_EXHAUSTION') return undefined
  const [start, end] = first.pos
  // A bracket that is closed, but too far left, is another slip than one that is not.
  const mayBeOpen = first.code === 'MISSING_CHAR' || (first.code === 'BAD_INDENT' && !/[\]}]/.test(file.text.charAt(start)))
  const opened = mayBeOpen ? openedBefore(documents, start) : undefined
  if (opened !== undefined) return neverClosed(file, opened)
  const { code, message, hint } = wording(first.code, first.message)
  return diagnose(code, { message, span: { file, start, end: Math.max(end, start + 1) }, hint })
}

const longText = 16 * 1024

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
