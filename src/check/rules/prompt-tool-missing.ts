import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import { closest } from '../../diagnostic/did-you-mean.ts'
import type { Agent } from '../../model/agent.ts'
import type { Integration } from '../../model/integration.ts'
import { integrationNamed, type Project, toolNamed, toolsOf } from '../../model/project.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { isNegated, type Mention, mentionsIn } from '../mentions.ts'
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
    const misspelt = misspeltTools(agent, project)
    // What an integration would give that cannot be read, nobody knows: its own mistake is told, and the prompt may well be right.
    const isUnread = agent.assignments.some(({ integration }) => integrationNamed(project, integration) === undefined)
    for (const [name, mention] of mentionsIn(file).names) {
      const home = project.homes.get(name)
      if (own.has(name) || misspelt.has(name) || (home === undefined && isUnread)) continue
      const finding = judge({ name, mention, own, home, file, agent: agent.name })
      if (finding !== undefined) report(finding)
    }
  },
})

/** A misspelt assignment has been told in the agent; the prompt may be the one that spells it right. */
function misspeltTools({ assignments }: Agent, project: Project): ReadonlySet<string | undefined> {
  const namesOf = new Map<Integration, readonly string[]>()
  const meant = assignments.flatMap(({ integration, tool }) => {
    const home = integrationNamed(project, integration)
    if (home === undefined || toolNamed(home, tool) !== undefined) return []
    const names = namesOf.get(home) ?? toolsOf(home).map(({ name }) => name)
    namesOf.set(home, names)
    return [closest(tool, names)]
  })
  return new Set(meant)
}

/** "Never call `refund_order`": who follows a hint to assign it would give the agent what it must not have. */
function isForbidden(text: string, start: number): boolean {
  const order =
    /(?:\b(?:call|use|run|invoke|execute|trigger|say that you call|llames|uses|rufe|benutze|verwende|appelle|utilise)\b(?:\s+(?:the|our|die|das|la|el|le))?)?[\s"'`*]*$/i
  const before = text.slice(Math.max(0, start - 60), start)
  return isNegated(text, start - (order.exec(before)?.[0].length ?? 0))
}

interface Named {
  readonly name: string
  readonly mention: Mention
  readonly own: ReadonlySet<string>
  readonly home: string | undefined
  readonly file: SourceFile
  readonly agent: string
}

function judge({ name, mention, own, home, file, agent }: Named): Finding | undefined {
  const spanAt = (start: number): Span => ({ file, start, end: start + name.length })
  if (home !== undefined) {
    return {
      message: `the prompt names tool "${name}", which agent "${agent}" does not have`,
      span: spanAt(mention.start),
      hint: isForbidden(file.text, mention.start)
        ? 'take it out of the prompt: the agent cannot call it, and what is named tempts a model'
        : `assign it in the agent (tools: ${home}: [${name}]), or take it out of the prompt`,
    }
  }
  // A word in back-ticks that is nearly the name of a tool is a slip; any other one may be a field name.
  const meant = mention.quoted === undefined || isForbidden(file.text, mention.quoted) ? undefined : closest(name, own)
  if (mention.quoted === undefined || meant === undefined) return undefined
  return { message: `the prompt names "${name}", which is no tool`, span: spanAt(mention.quoted), hint: `did you mean "${meant}"?` }
}
