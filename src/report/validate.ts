import type { Validated } from '../flow/validate.ts'
import { countsText, plural } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** validateWords sums a validation up in a line. */
export function validateWords(view: View, validated: Validated | undefined, theme: Theme): string {
  if (validated === undefined) return ''
  const { files, integrations, tools, agents, elsewhere, isLeast } = validated
  const atLeast = isLeast === true ? 'at least ' : ''
  // Only a part was asked about; what stands elsewhere is not hidden.
  const more = elsewhere === 0 ? '' : `\n${theme.warning('but')}  ${plural(elsewhere, 'problem')} elsewhere in the project: run diga-int validate`
  const waived = view.waived === undefined ? '' : `; ${view.waived.length} waived by comments`
  const looked = `${plural(files, 'file')}: ${plural(integrations, 'integration')}, ${plural(tools, 'tool')}, ${plural(agents, 'agent')}`
  if (view.diagnostics.length === 0) return `${theme.good('ok')}  nothing wrong in ${looked}${waived}${more}`
  const fixable = view.diagnostics.filter((diagnostic) => diagnostic.fixable).length
  const mends =
    fixable === 0
      ? ''
      : `\n${theme.dim(`diga-int validate --fix mends ${fixable === view.diagnostics.length ? (fixable === 1 ? 'it' : 'them') : `${atLeast}${fixable} of them`}`)}`
  return `${view.ok ? theme.good('ok') : theme.error('failed')}  ${atLeast}${countsText(view)} in ${plural(files, 'file')}${waived}${view.ok ? '' : `\n${theme.dim(`diga-int explain ${worst(view)?.code} tells more`)}`}${mends}${more}`
}

/** What failed the run is worth an explanation first. */
function worst({ diagnostics }: View): View['diagnostics'][number] | undefined {
  return diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics[0]
}
