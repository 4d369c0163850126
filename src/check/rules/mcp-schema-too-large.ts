import { defineRule } from '../rule.ts'
import { inDefinition, takenAt, takenTools } from '../taken.ts'

export const mcpSchemaTooLarge = defineRule({
  code: 'mcp-schema-too-large',
  on: 'locked',
  severity: 'error',
  title: 'A definition of an MCP server is larger or deeper than any tool needs',
  why: 'The model reads all of it on every turn, and what is nested this deep brings down programs that read it.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const { levels, values } = sizeOf(locked.definition)
      if (levels <= mostLevels && values <= mostValues) continue
      report({
        message:
          levels > mostLevels
            ? `the definition of "${name}" is nested deeper than ${mostLevels} levels`
            : `the definition of "${name}" holds more than ${mostValues.toLocaleString('en')} values`,
        span: takenAt(integration, name),
        related: [inDefinition(integration.lock, name, 'the definition')],
        hint: 'leave the tool on the server',
      })
    }
  },
})

// The largest of a thousand public definitions holds 270 values on 22 levels (measured 2026-11-23).
const mostLevels = 64
const mostValues = 5000

interface Size {
  readonly levels: number
  readonly values: number
}

/** Counts no further than the limits, level by level: a hostile definition must not bring this down either. */
function sizeOf(definition: unknown): Size {
  let level: readonly unknown[] = [definition]
  let values = 1
  let levels = 0
  while (level.length > 0 && levels <= mostLevels && values <= mostValues) {
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
    values += level.length
    if (level.length > 0) levels += 1
  }
  return { levels, values }
}
