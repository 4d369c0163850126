import type { Assignment } from '../../model/agent.ts'
import { integrationNamed, toolNamed } from '../../model/project.ts'
import { mentionsIn } from '../mentions.ts'
import { defineRule } from '../rule.ts'

export const agentToolUnmentioned = defineRule({
  code: 'agent-tool-unmentioned',
  on: 'agent',
  severity: 'warning',
  title: 'The prompt never mentions a tool that the agent has',
  why: 'A description alone is not enough for an agent to use a tool at the right moment; and a tool that nobody needs is one more to misuse.',
  check(agent, report, project) {
    const { prompt, assignments } = agent
    const file = prompt?.file
    if (file === undefined) return
    // An unknown tool has been reported as such.
    const isKnown = ({ integration, tool }: Assignment): boolean => {
      const home = integrationNamed(project, integration)
      return home !== undefined && toolNamed(home, tool) !== undefined
    }
    const silent = assignments.filter((assignment) => !mentionsIn(file).has(assignment.tool) && isKnown(assignment))
    if (silent.length > 0 && file.text.trim() === '') {
      report({
        message: `the prompt of agent "${agent.name}" is empty`,
        span: { file, start: 0, end: 0 },
        hint: 'say who the agent is, and when to call its tools',
      })
      return
    }
    // That one is assigned twice is told as such.
    const told = new Set<string>()
    for (const { tool, at } of silent) {
      if (told.has(tool)) continue
      told.add(tool)
      report({
        message: `the prompt of agent "${agent.name}" never mentions tool "${tool}"`,
        span: at.value(),
        related: [{ span: { file, start: 0, end: 0 }, label: 'the prompt' }],
        hint: `say in ${file.path} when to call \`${tool}\`, or take it from the agent`,
      })
    }
  },
})
