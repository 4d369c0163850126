import { toolsOfAgent } from '../../model/project.ts'
import { comfortableTools as comfortable } from '../agent-limits.ts'
import { defineRule } from '../rule.ts'

// What OpenAI takes (facts/peers.md 6.3, read 2026-11-22).
const most = 128

export const agentToolsMany = defineRule({
  code: 'agent-tools-many',
  on: 'agent',
  severity: 'warning',
  title: 'An agent has more tools than models handle well',
  why: 'With many tools a model picks the wrong one more often, and each turn of the call takes longer.',
  check(agent, report, project) {
    if (agent.assignments.length <= comfortable) return
    const { length } = toolsOfAgent(project, agent)
    if (length <= comfortable) return
    const limit = length > most ? `the most that model APIs take is ${most}` : `models do best with ${comfortable} or fewer`
    report({
      message: `agent "${agent.name}" has ${length} tools; ${limit}`,
      span: agent.at.key('tools'),
      hint: 'give it only what it needs, or split it into two agents',
    })
  },
})
