import type { Formatted, LaidOutFile } from '../flow/fmt.ts'
import { printableLine } from '../text/printable.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** fmtWords lists what was laid out, and sums it up in a line. */
export function fmtWords(view: View, formatted: Formatted | undefined, theme: Theme): string {
  if (formatted === undefined) return ''
  const withStatus = (status: LaidOutFile['status']): readonly string[] =>
    formatted.files.filter((file) => file.status === status).map(({ path }) => printableLine(path))
  const [written, others] = [withStatus('written'), withStatus('left-alone')]
  return [
    ...written.map((path) => `${theme.good('laid out')}  ${path}`),
    ...others.map((path) => theme.dim(`left alone  ${path}: neither an integration, nor an agent, nor diga.yaml`)),
    summary(view, { all: plural(formatted.files.length - others.length, 'file'), written: written.length }, theme),
  ].join('\n')
}

function summary(view: View, { all, written }: { readonly all: string; readonly written: number }, theme: Theme): string {
  const laidOut = written === 0 ? '' : `laid out ${written} of ${all}`
  if (view.ok) return `${theme.good('ok')}  ${laidOut || `nothing to change in ${all}`}`
  return `${theme.error('failed')}  ${countsText(view)} in ${all}${laidOut && `; ${laidOut}`}`
}
