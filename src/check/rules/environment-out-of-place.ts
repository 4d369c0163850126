import type { Integration } from '../../model/integration.ts'
import { placeholdersOf } from '../../model/template.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { unfilledTexts } from '../unfilled-text.ts'
import { defineRule } from '../rule.ts'

export const environmentOutOfPlace = defineRule({
  code: 'environment-out-of-place',
  on: 'integration',
  about: ['credentials', 'descriptions', 'errors', 'parameters', 'examples', 'select'],
  severity: 'error',
  title: 'The environment is named where it is not read',
  why: 'The model would read, or the agent say, the name of the variable with its braces; a server would be sent it.',
  check(integration, report) {
    const tell = (text: string, at: Cursor, steps: readonly Step[], effect: string, hint = 'write the words out'): void => {
      const written = placeholdersOf(text).find(({ kind }) => kind === 'environment')?.written
      if (written === undefined) return
      report({ message: `"${written}" is not filled here: ${effect}`, span: at.within(written, ...steps), hint })
    }
    for (const [key, text] of unfilledCredentials(integration)) {
      if (text.includes('${')) tell(text, integration.at, ['credentials', key], effects.value)
    }
    if (integration.type === 'mcp' && integration.program !== undefined) {
      const { command, args } = integration.program
      tell(command, integration.at, ['command'], effects.program)
      for (const [index, word] of args.entries()) tell(word, integration.at, ['args', index], effects.program, 'name the variable under env')
    }
    if (integration.type !== 'http') return
    for (const { tool, text, steps, role } of unfilledTexts(integration)) tell(text, tool.at, steps, effects[role])
  },
})

const effects = {
  words: 'the model would read it as it is',
  error: 'the agent would say it as it is',
  value: 'it would be sent as it is',
  select: 'nothing in the answer is called that',
  program: 'the program would get it as it is',
} as const

function unfilledCredentials({ credentials }: Integration): readonly (readonly [key: string, text: string])[] {
  if (credentials.type === 'api_key') return [['name', credentials.name]]
  if ((credentials.type === 'oauth2' || credentials.type === 'oauth2_client_credentials') && credentials.scope !== undefined)
    return [['scope', credentials.scope]]
  return []
}
