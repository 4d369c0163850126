import { isJsonObject } from '../../json/schema.ts'
import { definitionOf, isReadByModels } from '../offered.ts'
import { defineRule } from '../rule.ts'

// Gemini: letters, digits and "_", 64 at most (facts/peers.md 6.2). Anthropic refuses the whole request over some of the others.
const portable = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/

export const parameterNameNotPortable = defineRule({
  code: 'parameter-name-not-portable',
  on: 'offered-tool',
  about: 'server',
  severity: 'warning',
  title: 'The name of a parameter does not fit every platform',
  why: 'One bad name, and a platform refuses the whole agent.',
  check(offered, report, around) {
    const { tool } = offered
    // In a file the schema sees to it; a declared target says so itself.
    if (tool.type === 'http' || around.targets.length > 0 || !isReadByModels(offered, around)) return
    const { properties } = tool.inputSchema
    if (!isJsonObject(properties)) return
    const bad = Object.keys(properties).filter((name) => !portable.test(name))
    const [first] = bad
    if (first === undefined) return
    const others = bad.length === 1 ? '' : ` (and ${bad.length - 1} more of this tool)`
    report({
      message: `parameter name "${first}"${others} is not portable: Gemini takes letters, digits and "_", 64 at most, and a letter or "_" first`,
      span: definitionOf(offered).key('inputSchema', 'properties', first),
      hint: 'take the tool out of agents that run there, or ask the owner of the server for another name',
    })
  },
})
