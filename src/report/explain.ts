import type { Explained } from '../flow/explain.ts'
import { paintOf, type Theme } from './theme.ts'
import { wrap } from './wrap.ts'

/** explainWords tells what a code means and shows it happen; without a code, the list of all. */
export function explainWords(explained: Explained, theme: Theme): string {
  if ('codes' in explained) {
    const width = Math.max(...explained.codes.map(({ code }) => code.length))
    return explained.codes.map(({ code, title }) => `${theme.strong(code.padEnd(width))}  ${title}`).join('\n')
  }
  const { code: info, example } = explained
  const lines = [
    `${paintOf(info.severity, theme)(info.severity)}  ${theme.strong(info.code)}`,
    '',
    wrap(`${info.title}.`, theme.width),
    wrap(info.why, theme.width),
  ]
  if (example === undefined) return lines.join('\n')
  const files = example.files.flatMap(({ path, text }) => ['', theme.dim(path), ...text.trimEnd().split('\n').map(indented)])
  return [
    ...lines,
    '',
    theme.strong('For example'),
    ...files,
    '',
    theme.dim(`$ ${example.command}`),
    ...example.output.trimEnd().split('\n').map(indented),
  ].join('\n')
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`
}
