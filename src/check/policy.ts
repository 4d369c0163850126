import { bounded } from '../diagnostic/bounded.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Severity, Span } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { positionAt } from '../text/source-file.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { catalogue } from './catalogue.ts'
import type { Waiver } from './waiver.ts'

/** Policy is how a project wants to be judged: what codes weigh, and what its comments waive. */
export interface Policy {
  readonly severity: ReadonlyMap<string, Severity | 'ignore'>
  readonly waivers: readonly Waiver[]
  /** The day of the run, as YYYY-MM-DD; asked only where a waiver ends. */
  readonly today: () => string
}

/** Waived is a diagnostic that a comment let pass. */
export interface Waived {
  readonly diagnostic: Diagnostic
  readonly reason: string
}

/** Judged is what remains to be told, and what was let pass. */
export interface Judged {
  readonly diagnostics: readonly Diagnostic[]
  readonly waived: readonly Waived[]
}

/** applyPolicy weighs what was found as the project wants it, lets pass what is waived, and tells the waivers that waive nothing any more. */
export function applyPolicy(found: readonly Diagnostic[], { severity, waivers, today }: Policy): Judged {
  const weighed = severity.size === 0 ? found : found.flatMap((diagnostic) => weigh(diagnostic, severity))
  if (waivers.length === 0) return { diagnostics: weighed, waived: [] }
  const isOver = ({ until }: Waiver): boolean => until !== undefined && until < today()
  const byPlace = new Map<string, Waiver>()
  for (const waiver of waivers) {
    const place = placeOf(waiver.code, waiver.span, waiver.line)
    if (!byPlace.has(place)) byPlace.set(place, waiver)
  }
  const codes = new Set(waivers.map(({ code }) => code))
  const used = new Set<Waiver>()
  const waived: Waived[] = []
  const rest = weighed.filter((diagnostic) => {
    const { code, span, isRest } = diagnostic
    // A waiver is for one place, and nobody knows where the rest stands.
    if (span === undefined || isRest === true || !codes.has(code)) return true
    const waiver = byPlace.get(placeOf(code, span, positionAt(span.file, span.start).line))
    if (waiver === undefined) return true
    used.add(waiver)
    if (isOver(waiver)) return true
    waived.push({ diagnostic, reason: waiver.reason })
    return false
  })
  const cut = new Set(weighed.filter(({ isRest }) => isRest === true).map(({ code, span }) => `${code} ${span?.file.path}`))
  // What bundle alone tells, or what is among the rest, is not unused because validate did not tell it.
  const stale = waivers
    .filter((waiver) => used.has(waiver) || !(waiver.code.startsWith('bundle-') || cut.has(`${waiver.code} ${waiver.span.file.path}`)))
    .flatMap((waiver) => (used.has(waiver) ? (isOver(waiver) ? [expired(waiver)] : []) : [unused(waiver)]))
  return { diagnostics: bounded([...rest, ...stale.flatMap((diagnostic) => weigh(diagnostic, severity))]), waived }
}

function weigh(diagnostic: Diagnostic, severities: Policy['severity']): Diagnostic[] {
  const severity = severities.get(diagnostic.code)
  if (severity === 'ignore') return []
  return [severity === undefined ? diagnostic : { ...diagnostic, severity }]
}

function placeOf(code: string, { file }: Span, line: number): string {
  return `${code}:${line}:${file.path}`
}

function expired({ code, until, span }: Waiver): Diagnostic {
  return diagnose('waiver-expired', {
    message: `the waiver of "${code}" ended on ${until}`,
    span,
    hint: 'mend what it waives, or give it a new date',
  })
}

function unused({ code, span, line }: Waiver): Diagnostic {
  return diagnose('waiver-unused', { message: `nothing on line ${line} is told as "${code}"`, span, hint: 'delete the comment' })
}

/** settableOnly leaves out the severities that a project cannot set: these lines are told, and do nothing. */
export function settableOnly(severity: Policy['severity']): Policy['severity'] {
  const adjustable = new Set(catalogue().flatMap((info) => (info.adjustable ? [info.code] : [])))
  return new Map([...severity].filter(([code]) => adjustable.has(code)))
}

/** settingsTrouble says which codes under `severity` in diga.yaml are none, or cannot be set. */
export function settingsTrouble(severity: Policy['severity'], at: Cursor): readonly Diagnostic[] {
  const adjustable = catalogue()
    .filter((info) => info.adjustable)
    .map(({ code }) => code)
  return [...severity.keys()].flatMap((code) => {
    if (adjustable.includes(code)) return []
    const isKnown = catalogue().some((info) => info.code === code)
    return [
      diagnose('settings-code-unknown', {
        message: isKnown ? `the severity of "${code}" cannot be set` : `there is no code "${code}"`,
        span: at.key('severity', code),
        hint: isKnown ? 'delete the line' : didYouMean(code, adjustable),
      }),
    ]
  })
}
