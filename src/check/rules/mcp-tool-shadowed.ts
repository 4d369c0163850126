import { lookalikesIn } from '../lookalike.ts'
import { defineRule } from '../rule.ts'
import { lookalikeOf, ToolHomes } from '../shadow.ts'
import { inDefinition, takenAt, takenTools } from '../taken.ts'

export const mcpToolShadowed = defineRule({
  code: 'mcp-tool-shadowed',
  on: 'project',
  severity: 'warning',
  title: 'A tool of an MCP server looks like the tool of another integration',
  why: 'Nobody who assigns one can tell it from the other, and the model that has both may call the wrong server.',
  check({ integrations, homes }, report) {
    let tools: ToolHomes | undefined
    for (const integration of integrations) {
      if (integration.type !== 'mcp' || integration.lock === undefined) continue
      for (const { name } of takenTools(integration)) {
        // One that mixes alphabets is told as such; names that are the same, or differ by case, clash only within an agent.
        const other = lookalikeOf(name, (plain) => {
          tools ??= new ToolHomes([...homes].map(([tool, home]) => ({ tool, home })))
          return tools.named(plain, integration.name)[0]
        })
        if (other === undefined || lookalikesIn(name).length > 0) continue
        report({
          message: `tool "${name}" of "${integration.name}" looks like "${other.tool}" of "${other.home}" and is written in other letters`,
          span: takenAt(integration, name),
          related: [inDefinition(integration.lock, name, 'the name', 'name')],
          hint: 'leave it on the server until its owner has given it another name',
        })
      }
    }
  },
})
