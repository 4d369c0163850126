import type { Times, Waited } from '../flow/times.ts'
import type { ExampleVerdict, TriedExample, TriedExamples } from '../flow/tried-examples.ts'
import { pointerOf } from '../json/pointer.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { wordOf } from './shell.ts'
import type { Words } from './text.ts'
import { plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'
import { wrap } from './wrap.ts'

/** examplesWords tells what became of the examples: a line each, what differs below it, and the sums at the end. */
export function examplesWords(view: View, tried: TriedExamples | undefined, theme: Theme, flags: readonly string[] = []): Words {
  if (tried === undefined) return { body: '' }
  const { examples, waits } = tried
  const isStrict = view.diagnostics.some(({ lifted }) => lifted === true)
  const told = examples.map((example) => ({ ...example, isWarned: isStrict && example.verdict === 'passed' && hasWarnings(example) }))
  const tool = widest(examples.map(toolOf), mostOfTool)
  const names = examples.map(({ name }) => printableLine(name))
  const columns = { tool, name: widest(names, Math.max(leastOfName, Math.min(mostOfName, theme.width - verdictWidth - tool - 4))) }
  const head = told.flatMap((example) => [...exampleLines(example, columns, theme), ...againLines(example, flags, theme)]).join('\n')
  const blocks = [waitLines(waits, theme), sumLine({ view, examples: told, others: errorsIn(tried.others, isStrict) }, theme)]
  return { head, body: blocks.filter((block) => block !== '').join('\n\n') }
}

const verdictWidth = 9
const mostOfTool = 32
const leastOfName = 8
const mostOfName = 36

/** An example with whether --strict fails it for its warnings alone. */
interface Told extends TriedExample {
  readonly isWarned: boolean
}

interface Columns {
  readonly tool: number
  readonly name: number
}

function hasWarnings({ diagnostics }: TriedExample): boolean {
  return diagnostics.some(({ severity }) => severity === 'warning')
}

/** What is wrong beside the examples, but for what says of all of them why they were not run. */
function errorsIn(others: TriedExamples['others'], isStrict: boolean): number {
  const isOfAll = (code: string): boolean => code === 'example-none-run' || code === 'run-interrupted'
  return others.filter(({ code, severity }) => !isOfAll(code) && (severity === 'error' || (isStrict && severity === 'warning'))).length
}

function widest(texts: readonly string[], most: number): number {
  return Math.min(most, Math.max(0, ...texts.map((text) => text.length)))
}

function toolOf({ integration, tool }: { readonly integration: string; readonly tool: string }): string {
  return `${integration}/${tool}`
}

const marks: Readonly<Record<ExampleVerdict, string>> = {
  passed: 'passed',
  failed: 'failed',
  'no-answer': 'no answer',
  unknown: 'unknown',
  refused: 'not sent',
  skipped: 'skipped',
  'not-run': 'not run',
}

function exampleLines(example: Told, columns: Columns, theme: Theme): readonly string[] {
  const { name, reason, differences } = example
  const verdict = example.isWarned ? 'failed' : example.verdict
  const mark = paintOf(verdict, theme)(marks[verdict].padEnd(verdictWidth))
  const tool = shorten(printableLine(toolOf(example)), columns.tool).padEnd(columns.tool)
  const said = shorten(printableLine(name), columns.name).padEnd(columns.name)
  const facts = reason ?? factsOf(example)
  const row = { start: `${mark}  ${theme.strong(tool)}  ${said}`, taken: verdictWidth + columns.tool + columns.name + 4, facts }
  return [
    ...rowLines(row, reason === undefined ? plainly : theme.dim, theme),
    ...differences.flatMap((difference) => differenceLines(difference, theme)),
  ]
}

// A command that fills the screen is nothing to look at.
const longestCall = 500

/** How to see the answer, to be pasted into a shell: lines that go on end as it wants them. */
function againLines({ again }: Told, flags: readonly string[], theme: Theme): readonly string[] {
  if (again.length === 0) return []
  const words = ['diga-int', 'try', ...[...again, ...flags, '-v'].map((word) => wordOf([word]))]
  if (words.join(' ').length > longestCall) return []
  const lines = ['to look at it:']
  for (const word of words) {
    const line = `${lines.at(-1)} ${word}`
    if (line.length + 6 <= theme.width) lines[lines.length - 1] = line
    else lines.push(`  ${word}`)
  }
  return lines.map((line, index) => `    ${theme.dim(index === lines.length - 1 ? line : `${line} \\`)}`)
}

const plainly = (text: string): string => text

interface Row {
  readonly start: string
  /** How many columns the start takes. */
  readonly taken: number
  readonly facts: string
}

/** A row whose facts do not fit behind it has them below: a terminal would break them anywhere. */
function rowLines({ start, taken, facts }: Row, paint: (text: string) => string, theme: Theme): readonly string[] {
  if (facts === '') return [start.trimEnd()]
  if (taken + 2 + facts.length <= theme.width) return [`${start}  ${paint(facts.replaceAll(together, ' '))}`]
  return [start.trimEnd(), ...belowLines(facts, theme).map((line) => `    ${paint(line)}`)]
}

function belowLines(text: string, theme: Theme): readonly string[] {
  return wrap(text, theme.width - 4)
    .replaceAll(together, ' ')
    .split('\n')
}

function paintOf(verdict: ExampleVerdict, theme: Theme): (text: string) => string {
  if (verdict === 'passed') return theme.good
  return verdict === 'skipped' || verdict === 'not-run' ? theme.warning : theme.error
}

function factsOf({ status, milliseconds, times, runs, recording, isWarned }: Told): string {
  const time = times === undefined ? (milliseconds === undefined ? '' : timeText(milliseconds)) : `${runs} × ${timesText(times)}`
  const kept = { none: '', written: 'recorded', refused: 'not recorded' }[recording]
  return [status === undefined ? '' : String(status), time, kept, isWarned ? 'warnings' : ''].filter((fact) => fact !== '').join('  ')
}

function differenceLines({ steps, expected, got }: TriedExample['differences'][number], theme: Theme): readonly string[] {
  const line = (text: string): string => shorten(printableLine(text), theme.width - 6)
  const place = steps.length === 0 ? [] : [`    ${theme.dim(line(`at ${pointerOf(steps)}`))}`]
  return [...place, `    ${theme.error('-')} ${line(`expected ${expected}`)}`, `    ${theme.good('+')} ${line(`got      ${got}`)}`]
}

function waitLines(waits: readonly Waited[], theme: Theme): string {
  const width = widest(waits.map(toolOf), mostOfTool)
  return waits
    .flatMap(({ times, runs, measured, fit, reason, ...wait }) => {
      const tool = shorten(printableLine(toolOf(wait)), width).padEnd(width)
      const facts = times === undefined ? reason : `${timesText(times)} ${unbroken([`in ${countedText(measured, runs)}`])}`
      const row = { start: `${fitWord(fit, theme)}  ${theme.strong(tool)}`, taken: verdictWidth + width + 2, facts }
      const why = times === undefined || fit === 'fits' ? [] : belowLines(withValues(reason), theme).map((line) => `    ${line}`)
      return [...rowLines(row, plainly, theme), ...why]
    })
    .join('\n')
}

/** Numbers stay with their units, and a setting with what it is set to. */
function withValues(reason: string): string {
  return reason.replace(/(?<=\d) (?=s\b)|(?<=\w:) (?=\w+,)/g, together)
}

function countedText(measured: number, runs: number): string {
  return measured === runs ? plural(runs, 'call') : `${measured} of ${runs} calls (${runs - measured} failed)`
}

function fitWord(fit: Waited['fit'], theme: Theme): string {
  const words = { fits: 'fits', tight: 'tight', 'too-slow': 'too slow', unknown: 'unknown' }
  const paint = fit === 'fits' ? theme.good : fit === 'tight' ? theme.warning : theme.error
  return paint(words[fit].padEnd(verdictWidth))
}

// wrap() breaks at spaces; a value stays with what it is the value of.
const together = '\u00a0'

function timesText({ p50, p95, max }: Times): string {
  return unbroken([`p50 ${timeText(p50)}`, `p95 ${timeText(p95)}`, `max ${timeText(max)}`])
}

function timeText(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

interface Sum {
  readonly view: View
  readonly examples: readonly Told[]
  /** How many errors there are beside the examples. */
  readonly others: number
}

function sumLine({ view, examples, others }: Sum, theme: Theme): string {
  const start = view.ok ? 'ok' : 'failed'
  const count = (isCounted: (example: Told) => boolean, words: string): readonly string[] => {
    const counted = examples.filter(isCounted).length
    return counted === 0 ? [] : [`${counted} ${words}`]
  }
  const all = [
    ...sums.flatMap(([verdict, words]) => count((example) => example.verdict === verdict && !example.isWarned, words)),
    ...count(({ isWarned }) => isWarned, 'failed by warnings (--strict)'),
    ...count(({ recording }) => recording === 'written', 'recorded'),
    ...count(({ recording }) => recording === 'refused', 'not recorded'),
    ...(others === 0 ? [] : [`${plural(others, 'error')} beside the examples`]),
  ]
  const said = examples.length === 0 ? 'no example was run' : `${plural(examples.length, 'example')}: ${unbroken(all)}`
  const lines = wrap(said, theme.width, { indent: '  ', taken: start.length + 2 }).replaceAll(together, ' ')
  return `${view.ok ? theme.good(start) : theme.error(start)}  ${lines}`
}

function unbroken(parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll(' ', together)).join(', ')
}

const sums: readonly (readonly [ExampleVerdict, string])[] = [
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['no-answer', 'without an answer'],
  ['unknown', 'with an unknown outcome'],
  ['refused', 'not sent'],
  ['skipped', 'skipped'],
  ['not-run', 'not run'],
]
