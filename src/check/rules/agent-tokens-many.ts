import { toolsOfAgent } from '../../model/project.ts'
import { aboutTokens } from '../../text/tokens.ts'
import { budgetOfTools as budget } from '../agent-limits.ts'
import { defineRule } from '../rule.ts'

export const agentTokensMany = defineRule({
  code: 'agent-tokens-many',
  on: 'agent',
  severity: 'warning',
  title: 'The tools of an agent take up too much of what the model reads',
  why: 'Names, descriptions and schemas are read anew on every turn of a call: it costs money each time, and the caller waits.',
  check(agent, report, project) {
    const sized = toolsOfAgent(project, agent).map(({ name, integration, description, inputSchema }) => ({
      name,
      integration,
      tokens: aboutTokens(name.length + description.length + JSON.stringify(inputSchema).length),
    }))
    const total = sized.reduce((sum, { tokens }) => sum + tokens, 0)
    if (total <= budget) return
    const [largest] = sized.toSorted((left, right) => right.tokens - left.tokens)
    report({
      message: `the tools of agent "${agent.name}" take about ${total} tokens on every turn; ${budget} are a lot`,
      span: agent.at.key('tools'),
      hint: `give it fewer tools, or shorten the largest: "${largest?.name}" of "${largest?.integration}" takes about ${largest?.tokens}`,
    })
  },
})
