import { didYouMean } from '../../diagnostic/did-you-mean.ts'
import { nameMatcher } from '../../model/integration.ts'
import { includes } from '../../model/project.ts'
import { defineRule } from '../rule.ts'

// A thousand patterns on a thousand tools. Nobody has more, and looking for what matches none of them takes its time.
const mostLooks = 1_000_000

export const mcpToolUnmatched = defineRule({
  code: 'mcp-tool-unmatched',
  on: 'locked',
  severity: 'error',
  title: 'A rule or pattern matches no tool of the MCP server',
  why: 'A confirmation on a misspelt name protects nothing, and an include that matches nothing leaves the agent without the tool.',
  check(integration, report) {
    const locked = integration.lock.lockfile.tools.map(({ name }) => name)
    const names = new Set(locked)
    let looks = 0
    for (const [index, pattern] of (integration.include ?? []).entries()) {
      const isPattern = pattern.includes('*')
      if (isPattern) looks += locked.length
      if (isPattern && looks > mostLooks) {
        report({
          message: `"${pattern}" and the patterns behind it are too many to be held against ${locked.length} tools`,
          span: integration.at.value('tools', 'include', index),
          hint: 'name the tools instead',
        })
        break
      }
      if (isPattern ? locked.some(nameMatcher(pattern)) : names.has(pattern)) continue
      report({
        message: `"${pattern}" matches no tool in the lockfile of "${integration.name}"`,
        span: integration.at.value('tools', 'include', index),
        hint: didYouMean(pattern, locked),
      })
    }
    for (const { name, at } of integration.rules) {
      if (names.has(name) && includes(integration, name)) continue
      report({
        message: names.has(name) ? `tool "${name}" has rules, but is not included` : `the lockfile of "${integration.name}" has no tool "${name}"`,
        span: at.key(),
        hint: names.has(name) ? `add "${name}" to include` : didYouMean(name, locked),
      })
    }
  },
})
