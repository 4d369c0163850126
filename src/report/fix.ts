import type { Fixed, Mended } from '../flow/fix.ts'
import { printable, printableLine, shorten } from '../text/printable.ts'
import type { Words } from './text.ts'
import type { Theme } from './theme.ts'
import { validateWords } from './validate.ts'
import type { View } from './view.ts'

/** fixWords lists what was fixed, a line each, shows it as a patch where nothing was written, and sums up. */
export function fixWords(view: View, fixed: Fixed | undefined, { theme, patch }: { readonly theme: Theme; readonly patch: string }): Words {
  if (fixed === undefined) return { body: '' }
  const word = fixed.dryRun ? 'would fix' : 'fixed'
  const lines = fixed.fixed.map((one) => `${theme.good(word)}  ${mendedText(one, theme)}`)
  const all = view.diagnostics.length + (fixed.dryRun ? 0 : fixed.fixed.length)
  const sum = all === 0 ? 'nothing to fix' : `${word} ${fixed.fixed.length} of ${all}${fixed.dryRun ? '; nothing was written' : ''}`
  return {
    head: [...lines, ...patchLines(patch, theme)].join('\n'),
    body: `${sum}\n${validateWords({ ...view, diagnostics: view.diagnostics.map(({ fixable: _said, ...rest }) => rest) }, fixed, theme)}`,
  }
}

function mendedText({ code, file, line, column, old, new: text }: Mended, theme: Theme): string {
  const short = (part: string): string => shorten(printableLine(part), 60)
  const change = old === '' ? `+ ${short(text)}` : text === '' ? `- ${short(old)}` : `${short(old)} → ${short(text)}`
  return `${theme.strong(`${printableLine(file)}:${line}:${column}`)}  ${change}  ${theme.dim(`[${code}]`)}`
}

function patchLines(patch: string, theme: Theme): readonly string[] {
  if (patch === '') return []
  const paintOf = (line: string): ((text: string) => string) =>
    /^(---|\+\+\+) /.test(line) ? theme.strong : line.startsWith('+') ? theme.good : line.startsWith('-') ? theme.error : theme.dim
  return [
    '',
    ...patch
      .trimEnd()
      .split('\n')
      .map((line) => paintOf(line)(printable(line))),
  ]
}
