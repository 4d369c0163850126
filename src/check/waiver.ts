import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { positionAt, type SourceFile } from '../text/source-file.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { catalogue } from './catalogue.ts'

/** Waiver is a comment that lets one code pass at one place, for a reason: `# diga-int ignore base-url-not-https: local gateway, until 2027-01-31`. */
export interface Waiver {
  readonly code: string
  readonly reason: string
  /** The last day on which it holds, as YYYY-MM-DD. */
  readonly until: string | undefined
  /** The line that it speaks of, counted from 1: its own, or the next one that says something. */
  readonly line: number
  readonly span: Span
}

/** ReadWaivers is what the comments of a file waive, and those comments that waive nothing because they are wrong. */
export interface ReadWaivers {
  readonly waivers: readonly Waiver[]
  readonly diagnostics: readonly Diagnostic[]
}

const none: ReadWaivers = { waivers: [], diagnostics: [] }

/** waiversIn reads the waivers of a file; `root` is undefined for a prompt, where a waiver is an HTML comment. */
export function waiversIn(file: SourceFile, root: Cursor | undefined): ReadWaivers {
  if (!file.text.includes('diga-int ignore')) return none
  const form = root === undefined ? /<!--[ \t]*(diga-int ignore\b[^\n]*?)[ \t]*-->/g : /(?<=^|\s)#[ \t]*(diga-int ignore\b[^\r\n]*?)[ \t]*$/gm
  const read = [...file.text.matchAll(form)].flatMap((match): (Waiver | Diagnostic)[] => {
    const start = match.index + match[0].indexOf('diga-int')
    // What stands inside of a text value is no comment.
    if (root?.isInText(start) === true) return []
    const span = { file, start, end: start + (match[1]?.length ?? 0) }
    return [waiverOf(match[1] ?? '', span, lineMeant(file, match.index))]
  })
  return {
    waivers: read.filter((item): item is Waiver => 'reason' in item),
    diagnostics: read.filter((item): item is Diagnostic => 'severity' in item),
  }
}

/** A comment behind something speaks of its own line; one that stands alone speaks of the next line that holds more than a comment. */
function lineMeant({ text, ...file }: SourceFile, comment: number): number {
  const start = text.lastIndexOf('\n', comment - 1) + 1
  const { line } = positionAt({ text, ...file }, comment)
  if (text.slice(start, comment).trim() !== '') return line
  const following = text.slice(start).split('\n')
  const index = following.findIndex((words, at) => at > 0 && !/^\s*(#|<!--.*-->\s*$|$)/.test(words))
  return index < 0 ? line : line + index
}

function waiverOf(words: string, span: Span, line: number): Waiver | Diagnostic {
  const wrong = (message: string, hint: string): Diagnostic => diagnose('waiver-invalid', { message, span, hint })
  const [, code = '', rest = ''] = /^diga-int ignore\s+([\w-]*)\s*(.*)$/.exec(words) ?? []
  const info = catalogue.find((known) => known.code === code)
  if (info === undefined) {
    const codes = catalogue.filter(({ adjustable }) => adjustable).map((known) => known.code)
    return wrong(code === '' ? 'the waiver names no code' : `there is no code "${code}"`, hintFor(code, codes))
  }
  if (!info.adjustable) return wrong(`"${code}" cannot be waived: nothing else in the file can be judged while it stands`, 'mend what it tells')
  const reason = /^:\s*(.*)$/.exec(rest)?.[1] ?? ''
  const dated = /^(.*?)(?:,\s*|^)until\s+(\S+)$/.exec(reason)
  const said = (dated?.[1] ?? reason).trim()
  if (said === '') return wrong(`the waiver of "${code}" gives no reason`, `write why: # diga-int ignore ${code}: the reason`)
  const until = dated?.[2]
  if (until !== undefined && !isDate(until)) return wrong(`"${until}" is no date`, 'write it as in until 2027-01-31')
  return { code, reason: said, until, line, span }
}

function hintFor(code: string, codes: readonly string[]): string {
  return code === '' ? 'write it as # diga-int ignore CODE: reason' : (didYouMean(code, codes) ?? 'run diga-int explain to see them')
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
