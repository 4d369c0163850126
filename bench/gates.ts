import { ratio, ratioToBare, type Timed } from './measure.ts'
import type { Judged } from './quality/tables.ts'
import { names } from './rows.ts'

/** Gate is a goal with what was measured. */
export interface Gate {
  readonly goal: string
  readonly limit: number
  /** A rate must reach the limit; everything else must not pass it. */
  readonly isRate: boolean
  /** Null: not measured in this sitting. */
  readonly measured: number | null
}

/** isMet judges a gate; undefined where nothing was measured. */
export function isMet({ limit, isRate, measured }: Gate): boolean | undefined {
  if (measured === null) return undefined
  return isRate ? measured >= limit : measured <= limit
}

/** gatesOf holds a sitting against the goals. */
export function gatesOf(timed: readonly Timed[], judged: readonly Judged[]): readonly Gate[] {
  const row = (name: string, files: number): Timed | undefined => timed.find((other) => other.name === name && other.files === files)
  const own = (files: number): Timed | undefined => row(names.own, files)
  const between = (one: Timed | undefined, other: Timed | undefined): number | null => {
    return one === undefined || other === undefined ? null : ratio(one, other)
  }
  const most = (goal: string, limit: number, measured: number | null): Gate => ({ goal, limit, isRate: false, measured })
  const one = own(1)
  // As many files as Spectral was given in this sitting.
  const files = Math.max(1, ...timed.filter(({ name }) => name === names.spectral).map((other) => other.files))
  const quality = judged.filter(({ tool, corpus }) => tool === 'diga-int' && corpus.endsWith(' broken'))
  const rate = (goal: string, limit: number, worst: (of: Judged) => number | null): Gate => {
    const rates = quality.flatMap((of) => worst(of) ?? [])
    return { goal, limit, isRate: true, measured: rates.length === 0 ? null : Math.min(...rates) }
  }
  const messages = quality.map(({ messagesPerDefect }) => messagesPerDefect)
  return [
    most('one file / bare Node', 1.3, one === undefined ? null : ratioToBare(one)),
    most('1000 files / ajv-cli', 0.33, between(own(1000), row(names.ajvCli, 1000))),
    most('10000 files / native validator', 1, between(own(10_000), row(names.native, 10_000))),
    most('10000 files / native validator, later', 0.6, between(own(10_000), row(names.native, 10_000))),
    most('10000 files / native validator with --fast (no reasons, no places)', 1, between(own(10_000), row(names.nativeFast, 10_000))),
    most(`${files} files / Spectral`, 0.03, between(own(files), row(names.spectral, files))),
    most('10000 files, peak MiB', 90, own(10_000)?.mebibytes ?? null),
    most('1000 files all broken / 1000 clean', 2, between(row(names.allBroken, 1000), own(1000))),
    most('messages per defect', 1.2, messages.length === 0 ? null : Math.max(...messages)),
    rate('exact line', 0.98, ({ exactLine }) => exactLine),
    rate('right line first', 0.95, ({ rightLineFirst }) => rightLineFirst),
  ]
}
