import { type LockedText, placeOf, stepsOf, textsOf } from '../locked-text.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpReferenceExternal = defineRule({
  code: 'mcp-reference-external',
  on: 'locked',
  severity: 'error',
  title: 'A schema of an MCP server refers to another document',
  why: 'What stands there can change without the lockfile noticing, so it is never fetched: the arguments cannot be checked, and platforms refuse the tool.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const leading = externalReferences(textsOf(locked))
      const [first] = leading
      if (first === undefined) continue
      const more = leading.length === 1 ? '' : `, and ${leading.length - 1} more lead out of it`
      report({
        message: `the schema of "${name}" refers to "${first.text}", outside of it${more}`,
        span: takenAt(integration, name),
        related: [placeOf(integration.lock, first, 'the reference')],
        hint: 'ask the owner of the server to put the schema under $defs',
      })
    }
  },
})

/** externalReferences lists the references, among the texts of a definition, that lead out of it. */
export function externalReferences(texts: readonly LockedText[]): readonly LockedText[] {
  return texts.filter((text) => isReference(text) && leadsOut(text, texts))
}

function isReference({ isKey, trail }: LockedText): boolean {
  return !isKey && (trail.step === '$ref' || trail.step === '$dynamicRef')
}

const data: ReadonlySet<unknown> = new Set(['default', 'const', 'enum', 'examples', '_meta'])

function leadsOut({ text, trail }: LockedText, texts: readonly LockedText[]): boolean {
  if (text.startsWith('#') || text === '' || stepsOf(trail).some((step) => data.has(step))) return false
  const [document = ''] = text.split('#')
  // A schema may bring along what it refers to, under the address that it has elsewhere.
  return !texts.some((other) => !other.isKey && other.trail.step === '$id' && other.text.replace(/#$/, '') === document)
}
