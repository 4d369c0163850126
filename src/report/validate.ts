import type { Validated } from '../flow/validate.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** validateWords sums a validation up in a line. */
export function validateWords(view: View, validated: Validated | undefined, theme: Theme): string {
  if (validated === undefined) return ''
  const { files, integrations, tools, agents, elsewhere } = validated
  // Only a part was asked about; what stands elsewhere is not hidden.
  const more =
    elsewhere === 0 ? '' : `\n${theme.warning('but')}  ${plural(elsewhere, 'problem')} elsewhere in the project: run diga-int validate without a path`
  const looked = `${plural(files, 'file')}: ${plural(integrations, 'integration')}, ${plural(tools, 'tool')}, ${plural(agents, 'agent')}`
  if (view.diagnostics.length === 0) return `${theme.good('ok')}  nothing wrong in ${looked}${more}`
  return `${view.ok ? theme.good('ok') : theme.error('failed')}  ${countsText(view)} in ${plural(files, 'file')}${view.ok ? '' : `\n${theme.dim(`diga-int explain ${view.diagnostics[0]?.code} tells more`)}`}${more}`
}
