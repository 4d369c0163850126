import { wordsOf } from '../effect.ts'
import { takingWords } from '../effect-words.ts'
import { hintsOf } from '../hints.ts'
import { defineRule } from '../rule.ts'
import { inDefinition, takenAt, type TakenTool, takenTools } from '../taken.ts'

export const mcpHintsContradict = defineRule({
  code: 'mcp-hints-contradict',
  on: 'locked',
  severity: 'warning',
  title: 'An MCP server calls a tool read-only that does not sound like it',
  why: 'What is called read-only runs without a confirmation; the server may be wrong about itself, and nobody can hold it to its hints.',
  check(integration, report) {
    for (const tool of takenTools(integration)) {
      if (tool.confirmation !== undefined) continue
      const against = contradiction(tool)
      if (against === undefined) continue
      report({
        message: `the server calls "${tool.name}" read-only, ${against}`,
        span: takenAt(integration, tool.name),
        related: [inDefinition(integration.lock, tool.name, 'the hint', 'annotations', 'readOnlyHint')],
        hint: `write ${tool.name}: { confirmation: ... } under tools, or ask the owner of the server which is right`,
      })
    }
  },
})

const paying: ReadonlySet<string> = new Set([
  'refund',
  'pay',
  'charge',
  'reembolsar',
  'pagar',
  'cobrar',
  'erstatten',
  'bezahlen',
  'rembourser',
  'payer',
])
// cancel_policy and refund_status are things to read.
const thing =
  /^(?:status|state|polic(?:y|ies)|fees?|costs?|preview|reasons?|options?|terms|history|quote|logs?|info|details|rules?|links?|form|url|eligibility|estimate|list)$/

/** contradiction says what speaks against it that a tool only reads, where its server says that it does. */
export function contradiction({ name, locked }: Pick<TakenTool, 'name' | 'locked'>): string | undefined {
  const { readOnly, destructive } = hintsOf(locked)
  if (readOnly !== true) return undefined
  if (destructive === true) return 'and destructive as well'
  const words = wordsOf(name)
  const first = words[0] ?? ''
  if (!(takingWords.has(first) || paying.has(first)) || thing.test(words.at(-1) ?? '')) return undefined
  return 'though its name says otherwise'
}
