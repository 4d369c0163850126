import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import { closest } from '../../diagnostic/did-you-mean.ts'
import { integrationNamed, toolsOf } from '../../model/project.ts'
import { defineRule } from '../rule.ts'

export const promptToolMissing = defineRule({
  code: 'prompt-tool-missing',
  on: 'agent',
  severity: 'error',
  title: 'A prompt names a tool that the agent does not have',
  why: 'The agent is told to use something that is not there, and will make something up or fall silent.',
  check(agent, report, project) {
    const file = agent.prompt?.file
    if (file === undefined) return
    const own = new Set(agent.assignments.map(({ tool }) => tool))
    const told = new Set<string>()
    // A misspelt assignment has been told in the agent; the prompt may be the one that spells it right.
    const misspelt = agent.assignments.flatMap(({ integration, tool }) => {
      const home = integrationNamed(project, integration)
      const names = home === undefined ? [] : toolsOf(home).map(({ name }) => name)
      return names.length === 0 || names.includes(tool) ? [] : [closest(tool, names)]
    })
    for (const match of file.text.matchAll(/(`?)\b([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)\b(`?)/g)) {
      const [, before, name = '', after] = match
      if (own.has(name) || told.has(name) || misspelt.includes(name)) continue
      const start = match.index + (before ?? '').length
      const finding = judge({
        name,
        isQuoted: before === '`' && after === '`',
        own,
        home: project.homes.get(name),
        span: { file, start, end: start + name.length },
        agent: agent.name,
      })
      if (finding === undefined) continue
      told.add(name)
      report(finding)
    }
  },
})

interface Mention {
  readonly name: string
  readonly isQuoted: boolean
  readonly own: ReadonlySet<string>
  readonly home: string | undefined
  readonly span: Span
  readonly agent: string
}

function judge({ name, isQuoted, own, home, span, agent }: Mention): Finding | undefined {
  if (home !== undefined) {
    return {
      message: `the prompt names tool "${name}", which agent "${agent}" does not have`,
      span,
      hint: `assign it in the agent (tools: ${home}: [${name}]), or take it out of the prompt`,
    }
  }
  // A word in back-ticks that is nearly the name of a tool is a slip; any other one may be a field name.
  const meant = isQuoted ? closest(name, own) : undefined
  return meant === undefined ? undefined : { message: `the prompt names "${name}", which is no tool`, span, hint: `did you mean "${meant}"?` }
}
