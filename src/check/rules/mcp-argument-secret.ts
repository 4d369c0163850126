import { isOfArguments, isPropertyName, type LockedText, placeOf, textsOf } from '../locked-text.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpArgumentSecret = defineRule({
  code: 'mcp-argument-secret',
  on: 'locked',
  severity: 'warning',
  title: 'A tool of an MCP server asks the agent for a secret',
  why: 'The agent can only have it from the caller or from its prompt, and what an agent knows it can say aloud.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const secrets = secretsAsked(textsOf(locked))
      const [first] = secrets
      if (first === undefined) continue
      const more = secrets.length === 1 ? '' : ` and ${secrets.length - 1} more`
      report({
        message: `tool "${name}" asks the agent for "${first.text}"${more}`,
        span: takenAt(integration, name),
        related: [placeOf(integration.lock, first, 'the argument')],
        hint: 'give the server its secrets under credentials, and leave tools that still ask on the server',
      })
    }
  },
})

// As whole names, in snake_case, kebab-case or camelCase: page_token, token_count and keyboard are none.
const secret =
  /^(?:(?:user|account|admin|login|current|old|new|my|db|database|smtp|imap|aws|github|openai|service)[_-]?)?(?:pass(?:word|wd|phrase)|pwd|secret|token|jwt|credentials?|cookies?|(?:api|access|secret|private|ssh|encryption|master)[_-]?key|(?:client|api|app|shared)[_-]?secret|(?:access|auth|bearer|refresh|session|api|id|oauth)[_-]?token|session[_-]?cookie|auth(?:orization)?[_-]?header|ssh[_-]?private[_-]?key|seed[_-]?phrase|recovery[_-]?phrase|mnemonic)$/i

/** secretsAsked lists the names of arguments, among the texts of a definition, that ask for a secret. */
export function secretsAsked(texts: readonly LockedText[]): readonly LockedText[] {
  return texts.filter((text) => text.isKey && secret.test(text.text) && isPropertyName(text) && isOfArguments(text) && !isPageToken(text, texts))
}

/** A bare "token" is more often the place in a list than a key. */
function isPageToken({ text, trail }: LockedText, texts: readonly LockedText[]): boolean {
  if (!/^token$/i.test(text)) return false
  const description = texts.find((other) => other.trail.step === 'description' && other.trail.up === trail && !other.isKey)
  return (
    description !== undefined && /\b(?:page|next|cursor|continu|paginat|sync|search|text|word|currency|coin|symbol|contract)/i.test(description.text)
  )
}
