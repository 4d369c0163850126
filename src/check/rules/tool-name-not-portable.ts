import { reservedBy } from '../names.ts'
import { isReadByModels, nameSpan } from '../offered.ts'
import { defineRule } from '../rule.ts'

// What every target and platform of facts/peers.md 6.2 takes.
const portable = /^[a-z][a-z0-9_]{0,39}$/
const longest = 40
// The name of a tool on an MCP server is not ours to choose; what goes beyond this is refused by OpenAI, Anthropic and Bedrock alike.
const takenByModels = /^[A-Za-z0-9_-]{1,64}$/

export const toolNameNotPortable = defineRule({
  code: 'tool-name-not-portable',
  on: 'offered-tool',
  about: 'name',
  severity: 'warning',
  title: 'The name of a tool does not fit every platform',
  why: 'One bad name, and a platform refuses the whole agent.',
  check(offered, report, around) {
    const { name, type } = offered.tool
    // Most names; a reserved one is told as such.
    if (portable.test(name) || reservedBy(name) !== undefined) return
    if (type === 'http') {
      const better = inSnakeCase(name)
      const hint = portable.test(better) ? `call it "${better}", also in agents and prompts` : `give it a name of ${longest} characters at most`
      report({ message: `tool name "${name}" is not portable: ${troubleOf(name)}`, span: nameSpan(offered), hint })
      return
    }
    // A declared target says so itself.
    if (takenByModels.test(name) || around.targets.length > 0 || !isReadByModels(offered, around)) return
    report({
      message: `tool name "${name}" is refused by OpenAI and Anthropic, which take letters, digits, "_" and "-", 64 at most`,
      span: nameSpan(offered),
      hint: 'take the tool out of agents for those platforms, or ask the owner of the server for another name',
    })
  },
})

function troubleOf(name: string): string {
  if (name.length > longest) return `Vapi takes ${longest} characters at most, and it has ${name.length}`
  if (name.includes('-')) return 'Bedrock agents and Microsoft 365 take no "-"'
  return 'Diga asks for snake_case, and some platforms ignore case'
}

function inSnakeCase(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_')
    .replaceAll('-', '_')
    .replace(/_{2,}/g, '_')
    .toLowerCase()
}
