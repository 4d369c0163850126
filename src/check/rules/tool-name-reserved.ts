import { isReadByModels, nameSpan } from '../offered.ts'
import { reservedBy } from '../names.ts'
import { defineRule } from '../rule.ts'

export const toolNameReserved = defineRule({
  code: 'tool-name-reserved',
  on: 'offered-tool',
  about: 'name',
  severity: 'warning',
  title: 'A tool has the name of something that a platform does by itself',
  why: 'The platform refuses the tool, or the agent hangs up or transfers the call where it was meant to use the tool.',
  check(offered, report, around) {
    const { name } = offered.tool
    const owner = reservedBy(name)
    if (owner === undefined || !isReadByModels(offered, around)) return
    report({
      message: `"${name}" is the name of a tool of ${owner} itself`,
      span: nameSpan(offered),
      hint:
        offered.tool.type === 'http'
          ? 'give it a name that says what it does in your system'
          : 'take it out of the agent there, or ask the owner of the server',
    })
  },
})
