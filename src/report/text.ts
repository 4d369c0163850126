import { diagnosticBlocks } from './diagnostic-text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** Words is what a command itself says in the text format. */
export interface Words {
  /** Above the diagnostics: the verdict, where there is one. */
  readonly head?: string
  /** Below them. */
  readonly body: string
  /** Whether there may be more diagnostics than were found: not all that is wrong was looked at. */
  readonly isLeast?: boolean
}

/** renderText is the format for people: each diagnostic with its line and the next step, around it what the command has to say. */
export function renderText(view: View, theme: Theme, { head = '', body, isLeast }: Words): string {
  const told = view.diagnostics.length === 0 ? [] : diagnosticBlocks(view.diagnostics, theme, isLeast)
  return [head, ...told, body].filter((block) => block !== '').join('\n\n') + '\n'
}

/** countsText says how much was found: "2 errors and 1 warning". */
export function countsText({ counts }: View): string {
  const parts = (['error', 'warning', 'note'] as const)
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity))
  return parts.length <= 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** plural counts things in words: "1 tool", "3 tools". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
