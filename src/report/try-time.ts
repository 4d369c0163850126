import type { ShownResponse } from '../flow/tried.ts'
import { durationText } from '../text/duration.ts'
import type { Theme } from './theme.ts'
import { wrap } from './wrap.ts'

const barWidth = 30
const bearable = 2000

/** Spent is what there is to know of the time of a call. */
type Spent = Pick<ShownResponse, 'milliseconds' | 'timeoutSeconds' | 'phases' | 'attempts'>

interface Share {
  readonly name: string
  readonly glyph: string
  readonly milliseconds: number
}

// Told apart without colour too.
const glyphs = { dns: '▁', connect: '▂', tls: '▃', wait: '█', read: '▆' } as const

/** timeLines show how a call spent its time, against what the tool allows and what a caller bears. */
export function timeLines(response: Spent, theme: Theme): readonly string[] {
  const { milliseconds, timeoutSeconds } = response
  const shares = sharesOf(response)
  const limit = timeoutSeconds * 1000
  const words = `${durationText(milliseconds)} of ${timeoutSeconds} s; a caller bears about 2 s`
  const text = limit > bearable ? `${words} (${theme.warning('│')})` : words
  const bar = barText(shares, { milliseconds, limit }, theme)
  const isNarrow = barWidth + words.length + 6 > theme.width - 2
  const first = isNarrow ? [bar, ...wrap(words, theme.width - 2).split('\n')] : [`${bar}  ${text}`]
  return shares.length < 2 ? first : [...first, ...legend(shares, theme)]
}

/** The parts of the time; what came before the last attempt is one of them. */
function sharesOf({ milliseconds, phases, attempts }: Spent): readonly Share[] {
  const known = phases.map(({ name, milliseconds: time }) => ({ name, glyph: glyphs[name], milliseconds: time }))
  const before = milliseconds - known.reduce((sum, share) => sum + share.milliseconds, 0)
  if (known.length === 0) return [{ name: 'all', glyph: glyphs.wait, milliseconds }]
  return attempts > 1 && before >= 1 ? [{ name: 'before', glyph: '░', milliseconds: before }, ...known] : known
}

function barText(shares: readonly Share[], { milliseconds, limit }: { readonly milliseconds: number; readonly limit: number }, theme: Theme): string {
  const paint = milliseconds > bearable ? theme.warning : theme.good
  const cellOf = (time: number): number => Math.min(barWidth, Math.round((time / limit) * barWidth))
  const filled = Math.max(1, cellOf(milliseconds))
  const mark = limit > bearable ? Math.min(barWidth - 1, Math.floor((bearable / limit) * barWidth)) : -1
  const ends: number[] = []
  for (const share of shares) ends.push((ends.at(-1) ?? 0) + share.milliseconds)
  const cells = Array.from({ length: barWidth }, (_, cell) => {
    if (cell === mark) return theme.warning('│')
    if (cell >= filled) return theme.dim('·')
    const share = filled === 1 ? undefined : shares.find((_, index) => cellOf(ends[index] ?? 0) > cell)
    return paint(share?.glyph ?? glyphs.wait)
  })
  return cells.join('')
}

function legend(shares: readonly Share[], theme: Theme): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const { glyph, name, milliseconds } of shares) {
    const entry = `${glyph} ${name} ${durationText(milliseconds)}`
    if (line !== '' && line.length + 3 + entry.length > theme.width - 2) {
      lines.push(line)
      line = entry
    } else line = line === '' ? entry : `${line}   ${entry}`
  }
  return [...lines, line].map((text) => theme.dim(text))
}
