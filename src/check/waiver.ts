import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { lineAt, linesIn, positionAt, type SourceFile } from '../text/source-file.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { catalogue } from './catalogue.ts'
import { isUnfinished } from './description.ts'
import { mayHoldWaivers } from './ordinary/text.ts'

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
  if (!mayHoldWaivers(file.text)) return none
  const waivers: Waiver[] = []
  const diagnostics: Diagnostic[] = []
  const lineOf = linesMeant(file)
  // In a prompt a comment is one of HTML.
  const commented = (words: string): string => (root === undefined ? `<!-- ${words} -->` : `# ${words}`)
  for (const { comment, start, words } of root === undefined ? inPrompt(file.text) : inYaml(file.text)) {
    // What stands inside of a text value is no comment.
    if (root?.isInText(start) === true) continue
    const read = waiverOf(words, { span: { file, start, end: start + words.length }, line: lineOf(comment), commented })
    if (read === undefined) continue
    if ('reason' in read) waivers.push(read)
    else diagnostics.push(read)
  }
  for (const { sign, start, words, code } of misspeltIn(file.text)) {
    const isWaiver = words.startsWith('diga-int ignore') && (sign === '#') === (root !== undefined)
    if (isWaiver || root?.isInText(start) === true || !catalogue().some((known) => known.code === code)) continue
    diagnostics.push(
      diagnose('waiver-invalid', {
        message: 'this comment waives nothing: it is not written as a waiver',
        span: { file, start, end: start + words.length },
        hint: `write ${commented(`diga-int ignore ${code}: ${reasonBehind(code, words)}`)}`,
      }),
    )
  }
  return { waivers, diagnostics }
}

interface Misspelt {
  readonly sign: string
  readonly start: number
  readonly words: string
  readonly code: string
}

/** Comments that name a code and begin nearly as a waiver does: they waive nothing, and nobody would know why. */
function* misspeltIn(text: string): Generator<Misspelt> {
  for (const match of text.matchAll(
    /(?<=^|\s)(#|<!--)[ \t]*(diga-int[ \t:_-]{1,3}(?:ig[a-z]{2,6}|disabled?|skip|allow|waive|suppress|except)[ \t:]{1,3}([a-z]+(?:-[a-z0-9]+)+)[^\r\n]*)/gim,
  )) {
    const [whole, sign = '', words = '', code = ''] = match
    yield { sign, start: match.index + whole.length - words.length, words: words.trimEnd(), code }
  }
}

function reasonBehind(code: string, words: string): string {
  const behind = words.slice(words.indexOf(code) + code.length).slice(0, longestReason)
  return (behind.split('-->', 1)[0] ?? '').replace(/^[\s:]+/, '').trimEnd() || 'the reason'
}

interface Written {
  /** Where the comment starts, and the waiver in it. */
  readonly comment: number
  readonly start: number
  readonly words: string
}

function* inYaml(text: string): Generator<Written> {
  for (const match of text.matchAll(/(?<=^|\s)#[ \t]*(diga-int ignore\b[^\r\n]*)/gm)) {
    const [whole, written = ''] = match
    yield { comment: match.index, start: match.index + whole.length - written.length, words: written.trimEnd() }
  }
}

function* inPrompt(text: string): Generator<Written> {
  const opening = /<!--[ \t]*(?=diga-int ignore\b)/g
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    const start = opening.lastIndex
    const end = text.indexOf('-->', start)
    if (end < 0) return
    const lineEnd = text.slice(start, end).indexOf('\n')
    if (lineEnd < 0) yield { comment: match.index, start, words: text.slice(start, end).trimEnd() }
    // What is opened on this line is either inside of what was closed, or closed on no line.
    opening.lastIndex = lineEnd < 0 ? end : start + lineEnd
  }
}

/**
 * A comment behind something speaks of its own line; one that stands alone speaks of the next line that holds more than a comment. The one below it
 * then speaks of the same line, so what was found is kept for it.
 */
function linesMeant(file: SourceFile): (comment: number) => number {
  const { text } = file
  let latest = { from: 0, to: 0 }
  let nothingBehind = Infinity
  return (comment) => {
    const { line, column } = positionAt(file, comment)
    if (text.slice(comment - column + 1, comment).trim() !== '') return line
    if (line > latest.from && line < latest.to) return latest.to
    if (line > nothingBehind) return line
    const last = linesIn(file)
    let meant = line + 1
    while (meant <= last && /^\s*(?:#|<!--.*-->\s*$|$)/.test(lineAt(file, meant))) meant += 1
    if (meant > last) {
      nothingBehind = line
      return line
    }
    latest = { from: line, to: meant }
    return meant
  }
}

interface Around {
  readonly span: Span
  readonly line: number
  /** Words as a comment of this kind of file. */
  readonly commented: (words: string) => string
}

/** Undefined for a sentence that only begins like a waiver. */
function waiverOf(words: string, { span, line, commented }: Around): Waiver | Diagnostic | undefined {
  const wrong = (message: string, hint: string): Diagnostic => diagnose('waiver-invalid', { message, span, hint })
  const [, code = '', rest = ''] = /^diga-int ignore\s+([\w-]*)\s*(.*)$/.exec(words) ?? []
  const info = catalogue().find((known) => known.code === code)
  if (info === undefined) {
    if (/^[a-z]+$/i.test(code) && !rest.startsWith(':')) return undefined
    const codes = catalogue()
      .filter(({ adjustable }) => adjustable)
      .map((known) => known.code)
    return wrong(code === '' ? 'the waiver names no code' : `there is no code "${code}"`, hintFor(code, codes, commented))
  }
  if (!info.adjustable) return wrong(`"${code}" cannot be waived: nothing else in the file can be judged while it stands`, 'mend what it tells')
  if (rest.startsWith(',')) return wrong('a waiver names one code', 'write a comment for each code, on a line of its own above the place')
  const loose = /^(?!:)\s*(?:[-–—=(]+|because\b)?\s*(.+?)\)?$/i.exec(rest)?.[1]
  if (loose !== undefined) return wrong('the reason of a waiver stands behind a colon', `write ${commented(`diga-int ignore ${code}: ${loose}`)}`)
  const reason = /^:\s*(.*)$/.exec(rest)?.[1] ?? ''
  const dated = endIn(reason)
  const said = (dated?.[1] ?? reason).trim()
  if (said === '' || isUnfinished(said) || /^(?:the )?reason$/i.test(said))
    return wrong(`the waiver of "${code}" gives no reason`, `write why: ${commented(`diga-int ignore ${code}: the reason`)}`)
  const until = dated?.[2]
  if (until !== undefined && !isDate(until)) return wrong(`"${until}" is no date`, 'write it as in until 2027-01-31')
  return { code, reason: said, until, line, span }
}

const longestReason = 500

/** The reason and the end of a waiver: what looks like an end is one, however it is tied on. */
function endIn(reason: string): RegExpExecArray | undefined {
  const usual = /^(.*?)(?:,\s*|^)untill?\s+(\S+)$/.exec(reason)
  if (usual !== null || reason.length > longestReason) return usual ?? undefined
  const loose = /^(.*?)[\s,;(]+(?:untill?|till)\s+(\d{4}-\d{2}-\d{2})\)?\.?$/.exec(reason)
  return loose ?? /^(.*?),\s*untill?\s+(.+)$/.exec(reason) ?? undefined
}

function hintFor(code: string, codes: readonly string[], commented: Around['commented']): string {
  return code === '' ? `write it as ${commented('diga-int ignore CODE: reason')}` : (didYouMean(code, codes) ?? 'run diga-int explain to see them')
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
}
