import { programName } from '../program-words.ts'
import { defineRule } from '../rule.ts'

export const stdioCommandWords = defineRule({
  code: 'stdio-command-words',
  on: 'integration',
  about: 'server',
  severity: 'error',
  title: 'The command holds its arguments',
  why: 'No shell splits it, so a program whose name is the whole line is looked for, and not found.',
  check(integration, report) {
    if (integration.type !== 'mcp' || integration.program === undefined) return
    const { command } = integration.program
    const [first = '', ...rest] = command.trim().split(/\s+/)
    // A folder may have a space in its name.
    if (rest.length === 0 || !launchers.has(programName(first))) return
    report({
      message: `"${first}" and its arguments are one word here`,
      span: integration.at.value('command'),
      hint: `write command: ${first}, and the other words as a list under args`,
    })
  },
})

const launchers = new Set(
  'node npx npm pnpm yarn bun bunx deno tsx python python3 py uv uvx pipx docker podman java dotnet go ruby php sh bash zsh cmd powershell pwsh env'.split(
    ' ',
  ),
)
