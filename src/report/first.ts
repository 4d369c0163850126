import { readAtOnce, type Severity } from '../diagnostic/diagnostic.ts'
import { printableLine } from '../text/printable.ts'
import type { DiagnosticView } from './view.ts'

const mostNamed = 3

/** First is what of many diagnostics is shown to a person, in their order, and a sentence on what is not. */
export interface First {
  readonly shown: readonly DiagnosticView[]
  readonly left: string
}

/**
 * firstOf picks the diagnostics to show: of errors, warnings and notes in turn the first of each file, up to what can be read. `isLeast` says that there
 * may be more of them than were found.
 */
export function firstOf(diagnostics: readonly DiagnosticView[], isLeast: boolean): First {
  if (diagnostics.length <= readAtOnce.ofFile) return { shown: diagnostics, left: '' }
  const chosen = new Set<DiagnosticView>()
  const counts = new Map<string, number>()
  for (const severity of severities) {
    for (const diagnostic of diagnostics) {
      const file = fileOf(diagnostic)
      const count = counts.get(file) ?? 0
      if (diagnostic.severity !== severity || count >= readAtOnce.ofFile || chosen.size >= readAtOnce.ofAll) continue
      chosen.add(diagnostic)
      counts.set(file, count + 1)
    }
  }
  const left = diagnostics.filter((diagnostic) => !chosen.has(diagnostic))
  return {
    shown: diagnostics.filter((diagnostic) => chosen.has(diagnostic)),
    left: left.length === 0 ? '' : `${isLeast ? 'at least ' : ''}${leftWords(left)}`,
  }
}

const severities: readonly Severity[] = ['error', 'warning', 'note']

function leftWords(left: readonly DiagnosticView[]): string {
  const byFile = new Map<string, number>()
  for (const diagnostic of left) byFile.set(fileOf(diagnostic), (byFile.get(fileOf(diagnostic)) ?? 0) + 1)
  const most = [...byFile].toSorted(([, one], [, other]) => other - one).slice(0, mostNamed)
  const named = most.map(([file, count]) => `${count} in ${file === '' ? 'no file' : printableLine(file)}`)
  const others = byFile.size > most.length ? [`the rest in ${byFile.size - most.length} other files`] : []
  return `${left.length} more are not shown (${[...named, ...others].join(', ')}): --format json tells all of them`
}

function fileOf({ place }: DiagnosticView): string {
  return place?.file ?? ''
}
