import { closest } from '../../diagnostic/did-you-mean.ts'
import { defineRule } from '../rule.ts'

export const agentIntegrationUnknown = defineRule({
  code: 'agent-integration-unknown',
  on: 'agent',
  severity: 'error',
  title: 'An agent names an integration that is not in the project',
  why: 'The agent would lack the tools that its prompt counts on.',
  check(agent, report, { names, broken, misnamed }) {
    let known: readonly string[] | undefined
    for (const name of new Set(agent.assignments.map(({ integration }) => integration))) {
      // A file that is there but broken has been reported at its own place.
      if (names.has(name) || broken.has(name)) continue
      known ??= [...names, ...broken]
      const stem = name.replace(/\.ya?ml$/, '')
      const best = known.includes(stem) ? stem : closest(name, known)
      report({
        message: `integration "${name}" is not in the project`,
        span: agent.at.key('tools', name),
        hint: hintFor(misnamed?.get(name)) ?? (best === undefined ? `write integrations/${name}.yaml` : `did you mean "${best}"?`),
      })
    }
  },
})

function hintFor(misnamed: string | undefined): string | undefined {
  return misnamed === undefined ? undefined : `rename ${misnamed}: diga-int reads .yaml`
}
