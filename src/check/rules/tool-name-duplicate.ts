import type { Assignment } from '../../model/agent.ts'
import { defineRule } from '../rule.ts'

export const toolNameDuplicate = defineRule({
  code: 'tool-name-duplicate',
  on: 'agent',
  severity: 'error',
  title: 'An agent has two tools of one name',
  why: 'An agent picks a tool by name; with two of them, which one runs is undefined. Most platforms refuse the whole agent.',
  check(agent, report) {
    const firstByName = new Map<string, Assignment>()
    for (const assignment of agent.assignments) {
      // Some platforms ignore case, so names that differ by case alone clash too.
      const name = assignment.tool.toLowerCase()
      const first = firstByName.get(name)
      if (first === undefined) {
        firstByName.set(name, assignment)
        continue
      }
      const isSame = first.integration === assignment.integration
      report({
        message: isSame
          ? `tool "${assignment.tool}" is assigned twice`
          : `tool "${assignment.tool}" comes from "${first.integration}" and "${assignment.integration}"`,
        span: assignment.at.value(),
        related: [{ span: first.at.value(), label: 'first assigned here' }],
        hint: isSame ? 'delete one of them' : 'rename one of the tools, or give the agent only one',
      })
    }
  },
})
