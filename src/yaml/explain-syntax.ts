import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { secretNear } from '../text/secret-line.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Refusal } from './refusal.ts'
import { secondOpinion } from './second-opinion.ts'
import type { Twice } from './syntax/duplicate.ts'
import { repairOf, shiftOf } from './syntax/repairs.ts'

/**
 * explainSyntax words why a text is no YAML document. What is wrong is what has to be changed: it looks for the one small change that makes YAML of
 * the text, and only where there is none asks a second library. One slip is told once.
 */
export function explainSyntax(file: SourceFile, refusal: Refusal): readonly Diagnostic[] {
  // These may stand anywhere.
  const elsewhere = (refusal.twice === undefined ? undefined : duplicateKey(file, refusal.twice)) ?? secondDocument(file, refusal)
  if (elsewhere !== undefined) return [elsewhere]
  if (file.text.length <= mostText) return [withoutSecret(explain(file, refusal))]
  const base = windowStart(file.text, refusal.start)
  const part = { path: file.path, text: file.text.slice(base, windowEnd(file.text, refusal.start)) }
  const shift = (span: Span): Span => ({ file, start: span.start + base, end: span.end + base })
  const { span, related, fix, ...diagnostic } = explain(part, { ...refusal, start: refusal.start - base })
  return [
    withoutSecret({
      ...diagnostic,
      span: span === undefined ? undefined : shift(span),
      related: related?.map((place) => ({ span: shift(place.span), label: place.label })),
      fix: fix === undefined ? undefined : { span: shift(fix.span), text: fix.text },
    }),
  ]
}

// To look for what is wrong, a text is read again and again; of a large file only the part around the trouble is looked at.
const mostText = 64 * 1024
const mostBefore = 48 * 1024
const mostBehind = 4 * 1024

/** The first of the least indented lines in what is looked at before the trouble: from there on the text reads like a document of its own. */
function windowStart(text: string, end: number): number {
  const earliest = Math.max(0, end - mostBefore)
  const lineEnd = text.slice(earliest, end).indexOf('\n')
  // A line longer than that is cut.
  if (lineEnd < 0) return earliest
  const from = earliest + lineEnd + 1
  let best = { indent: Number.POSITIVE_INFINITY, start: from }
  for (const line of text.slice(from, end).matchAll(/^( *)[^\s#]/gm)) {
    const indent = line[1]?.length ?? 0
    if (indent < best.indent) best = { indent, start: from + line.index }
  }
  return best.start
}

function windowEnd(text: string, start: number): number {
  const lineEnd = text.slice(start + mostBehind, start + 2 * mostBehind).indexOf('\n')
  return start + mostBehind + (lineEnd < 0 ? mostBehind : lineEnd)
}

function explain(file: SourceFile, refusal: Refusal): Diagnostic {
  return (
    mergeConflict(file) ??
    tabNear(file, refusal.start) ??
    nestedTooDeep(file, refusal) ??
    repaired(file, refusal) ??
    tabBefore(file, secondOpinion(file, windowEnd(file.text, refusal.start))) ??
    fromRefusal(file, refusal)
  )
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

function duplicateKey(file: SourceFile, { first, second, count }: Twice): Diagnostic {
  // Directly below itself it is a slip of the clipboard.
  const mayBeShifted = file.text.length <= mostText && !/^:\s*$/.test(file.text.slice(first.end, second.start))
  const shift = mayBeShifted ? shiftOf(file.text, second.start) : undefined
  if (shift !== undefined) {
    const { message, start, end, hint } = shift
    const related = [{ span: { file, start: second.start, end: second.end }, label: `for that, "${second.name}" stands twice in a mapping` }]
    return diagnose('yaml-duplicate-key', { message, span: { file, start, end }, related, hint })
  }
  return diagnose('yaml-duplicate-key', {
    message: `key "${second.name}" stands twice in this mapping`,
    span: { file, start: second.start, end: second.end },
    related: [{ span: { file, start: first.start, end: first.end }, label: 'first written here' }],
    hint: count === 1 ? 'keep one: YAML would silently use the last' : `${count} keys do: is the line missing that starts the next mapping?`,
  })
}

/** What begins with `---`, or goes on after `...`, is another document. */
function secondDocument(file: SourceFile, { reason }: Refusal): Diagnostic | undefined {
  if (!reason.includes('documents')) return undefined
  const first = file.text.search(/^(?!---(?:\s|$))[ \t]*[^\s#%]/m)
  const dashes = [...file.text.matchAll(/^---(?=\s|$)/gm)].find(({ index }) => first >= 0 && index > first)?.index
  const dots = /^\.\.\.(?=\s|$)/m.exec(file.text)?.index
  const marker = dashes ?? dots
  if (marker === undefined) return undefined
  const isEnd = dashes === undefined
  return diagnose('yaml-multiple-documents', {
    message: isEnd ? 'the document ends here, and more follows; a file holds one' : 'a second document starts here; a file holds one',
    span: { file, start: marker, end: marker + 3 },
    hint: isEnd ? 'delete the dots, or move what follows into a file of its own' : 'move it into a file of its own',
  })
}

/** A tab in the indentation is told as such, whatever a parser makes of what follows it. */
function tabNear(file: SourceFile, offset: number): Diagnostic | undefined {
  const { text } = file
  const own = text.lastIndexOf('\n', offset - 1) + 1
  const next = text.indexOf('\n', offset) + 1
  const before = text.lastIndexOf('\n', own - 2) + 1
  for (const line of [before, own, next]) {
    const tab = /^ *\t(?=\s*[^\s#])/.exec(text.slice(line, line + 1000))
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

function repaired(file: SourceFile, { start: refusal }: Refusal): Diagnostic | undefined {
  const repair = repairOf(file.text, refusal)
  if (repair === undefined) return undefined
  const { message, start, end, hint, edits, isSafe, code = 'yaml-syntax' } = repair
  const [edit, ...others] = edits
  // In quotes, typographic ones would be letters for good.
  const isMendable = edit !== undefined && others.length === 0 && !/^["'][“”„‘’«»]/.test(edit.text)
  const fix = isSafe === true && isMendable ? { span: { file, start: edit.start, end: edit.end }, text: edit.text } : undefined
  return diagnose(code, { message, span: { file, start, end }, hint, fix })
}

function nestedTooDeep(file: SourceFile, { reason, start }: Refusal): Diagnostic | undefined {
  return /nest|depth/i.test(reason) ? fromRefusal(file, { reason, start }) : undefined
}

function tabBefore(file: SourceFile, opinion: Diagnostic | undefined): Diagnostic | undefined {
  return (opinion?.span === undefined ? undefined : tabNear(file, opinion.span.start)) ?? opinion
}

function fromRefusal(file: SourceFile, { reason, start }: Refusal): Diagnostic {
  // The parser points behind the quote, star or ampersand that a word starts with.
  const from = /["'*&]/.test(file.text.charAt(start - 1)) ? start - 1 : start
  if (/^[\]}]/.test(file.text.slice(start, start + 1000).trimStart())) return closedTooFarLeft(file, start)
  const word = /^[^\s,\]}]+/.exec(file.text.slice(from, from + 1000))?.[0] ?? ''
  return diagnose('yaml-syntax', { message: `this is no YAML: ${reason}`, span: { file, start: from, end: from + Math.max(1, word.length) } })
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

/** A line that may hold a secret is shown without it: the file cannot be read, so nobody knows what it is. */
function withoutSecret(diagnostic: Diagnostic): Diagnostic {
  const { span } = diagnostic
  const secret = span === undefined ? undefined : secretNear(span.file, span.start)
  return span === undefined || secret === undefined ? diagnostic : { ...diagnostic, hidden: { file: span.file, ...secret } }
}
