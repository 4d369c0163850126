import type { Bundled, BundledAgent } from '../flow/bundle.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** bundleWords tells per agent which files stand where. */
export function bundleWords(view: View, bundled: Bundled | undefined, theme: Theme): string {
  if (bundled === undefined) return view.ok ? '' : `${theme.error('failed')}  ${countsText(view)}; nothing was written`
  const blocks = bundled.agents.map((agent) => agentText(agent, theme))
  return [...blocks, ...(view.ok ? [] : [`${theme.error('failed')}  ${countsText(view)}`])].join('\n')
}

function agentText({ agent, tools, files }: BundledAgent, theme: Theme): string {
  const head = `${theme.strong(agent)}  ${plural(tools.length, 'tool')}${tools.length === 0 ? '' : theme.dim(`: ${tools.join(', ')}`)}`
  if (files.length === 0) return `${head}\n  nothing was written: a target refuses`
  const width = Math.max(...files.map(({ path }) => path.length))
  const paint = { written: theme.good, unchanged: theme.dim, stale: theme.error, missing: theme.error, 'not-written': theme.error }
  return [
    head,
    ...files.map(({ path, status, bytes }) => `  ${path.padEnd(width)}  ${paint[status](status.replace('-', ' '))}  ${theme.dim(`${bytes} bytes`)}`),
  ].join('\n')
}
