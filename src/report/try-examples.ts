import { pointerOf } from '../json/difference.ts'
import type { Times, Waited } from '../flow/times.ts'
import type { ExampleVerdict, TriedExample, TriedExamples } from '../flow/tried-examples.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Words } from './text.ts'
import { plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** examplesWords tells what became of the examples: a line each, what differs below it, and the sums at the end. */
export function examplesWords(view: View, tried: TriedExamples | undefined, theme: Theme): Words {
  if (tried === undefined) return { body: '' }
  const { examples, waits } = tried
  const columns = {
    tool: widest(examples.map(toolOf), 32),
    name: widest(
      examples.map(({ name }) => printableLine(name)),
      36,
    ),
  }
  const head = examples.flatMap((example) => exampleLines(example, columns, theme)).join('\n')
  const blocks = [waitLines(waits, theme), sumLine(view, examples, theme)]
  return { head, body: blocks.filter((block) => block !== '').join('\n\n') }
}

interface Columns {
  readonly tool: number
  readonly name: number
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

function exampleLines(example: TriedExample, columns: Columns, theme: Theme): readonly string[] {
  const { verdict, name, reason, differences } = example
  const mark = paintOf(verdict, theme)(marks[verdict].padEnd(9))
  const tool = shorten(printableLine(toolOf(example)), columns.tool).padEnd(columns.tool)
  const said = shorten(printableLine(name), columns.name).padEnd(columns.name)
  const facts = reason === undefined ? factsOf(example) : theme.dim(reason)
  return [`${mark}  ${theme.strong(tool)}  ${said}  ${facts}`.trimEnd(), ...differences.flatMap((difference) => differenceLines(difference, theme))]
}

function paintOf(verdict: ExampleVerdict, theme: Theme): (text: string) => string {
  if (verdict === 'passed') return theme.good
  return verdict === 'skipped' || verdict === 'not-run' ? theme.warning : theme.error
}

function factsOf({ status, milliseconds, times, runs, isRecorded }: TriedExample): string {
  const time = times === undefined ? (milliseconds === undefined ? '' : timeText(milliseconds)) : `${runs} × ${timesText(times)}`
  return [status === undefined ? '' : String(status), time, isRecorded ? 'recorded' : ''].filter((fact) => fact !== '').join('  ')
}

function differenceLines({ steps, expected, got }: TriedExample['differences'][number], theme: Theme): readonly string[] {
  const line = (text: string): string => shorten(printableLine(text), theme.width - 6)
  const place = steps.length === 0 ? [] : [`    ${theme.dim(line(`at ${pointerOf(steps)}`))}`]
  return [...place, `    ${theme.error('-')} ${line(`expected ${expected}`)}`, `    ${theme.good('+')} ${line(`got      ${got}`)}`]
}

function waitLines(waits: readonly Waited[], theme: Theme): string {
  if (waits.length === 0) return ''
  const width = widest(waits.map(toolOf), 32)
  return waits
    .map(({ times, runs, fit, reason, ...wait }) => {
      const tool = shorten(printableLine(toolOf(wait)), width).padEnd(width)
      const why = fit === 'fits' ? '' : `\n    ${reason}`
      return `${fitWord(fit, theme)}  ${theme.strong(tool)}  ${timesText(times)} in ${plural(runs, 'call')}${why}`
    })
    .join('\n')
}

function fitWord(fit: Waited['fit'], theme: Theme): string {
  const words = { fits: 'fits', tight: 'tight', 'too-slow': 'too slow' }
  const paint = fit === 'fits' ? theme.good : fit === 'tight' ? theme.warning : theme.error
  return paint(words[fit].padEnd(9))
}

function timesText({ p50, p95, max }: Times): string {
  return `p50 ${timeText(p50)}, p95 ${timeText(p95)}, max ${timeText(max)}`
}

function timeText(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

function sumLine(view: View, examples: readonly TriedExample[], theme: Theme): string {
  const count = (wanted: ExampleVerdict): number => examples.filter(({ verdict }) => verdict === wanted).length
  const counts = sums.flatMap(([verdict, words]) => (count(verdict) === 0 ? [] : [`${count(verdict)} ${words}`]))
  const recorded = examples.filter(({ isRecorded }) => isRecorded).length
  const all = [...counts, ...(recorded === 0 ? [] : [`${recorded} recorded`])].join(', ')
  return `${view.ok ? theme.good('ok') : theme.error('failed')}  ${examples.length === 0 ? 'no example was run' : `${plural(examples.length, 'example')}: ${all}`}`
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
