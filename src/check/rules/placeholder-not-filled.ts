import { type Placeholder, placeholdersOf } from '../../model/template.ts'
import { type UnfilledText, unfilledTexts } from '../unfilled-text.ts'
import { parameterNamed } from '../../model/lookup.ts'
import { defineRule } from '../rule.ts'

export const placeholderNotFilled = defineRule({
  code: 'placeholder-not-filled',
  on: 'integration',
  about: ['errors', 'parameters', 'examples', 'select'],
  severity: 'warning',
  title: 'A placeholder stands where nothing is filled',
  why: 'The agent would hear the braces and say something odd, or a server would be sent them.',
  check(integration, report) {
    if (integration.type !== 'http') return
    for (const unfilled of unfilledTexts(integration)) {
      // The model understands {order_id} in a description as the name of a parameter.
      if (unfilled.role === 'words') continue
      const { tool } = unfilled
      const isMeant = ({ kind, name }: Placeholder): boolean =>
        kind === 'variable' || (kind === 'parameter' && (unfilled.role === 'error' || parameterNamed(tool, name) !== undefined))
      const hole = placeholdersOf(unfilled.text).find(isMeant)
      if (hole === undefined) continue
      report({
        message: `"${hole.written}" is not filled ${effects[unfilled.role]}`,
        span: tool.at.within(hole.written, ...unfilled.steps),
        hint: hintFor(unfilled, hole),
      })
    }
  },
})

const effects = {
  error: 'in an error text: the agent would hear it as it is',
  value: 'here: it would be sent as it is',
  select: 'in select: nothing in the answer is called that',
} as const

function hintFor({ role, steps }: UnfilledText, { written, kind }: Placeholder): string {
  if (role === 'error') return 'word it without the value: the agent knows what it asked for'
  if (role === 'select') return 'let the request ask for it, or give the agent all of the answer'
  if (steps[0] === 'examples') return 'write a sample value'
  return kind === 'variable' ? `take the parameter out, and write "${written}" in the request` : 'write a value'
}
