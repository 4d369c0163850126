import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import { closest } from '../../diagnostic/did-you-mean.ts'
import type { Agent } from '../../model/agent.ts'
import type { Integration } from '../../model/integration.ts'
import { integrationNamed, type Project, toolNamed, toolsOf, toolsOfAgent } from '../../model/project.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { isDeed, propertiesOf } from '../effect.ts'
import { isAboutOthers, isForbidden, type Mention, mentionsIn } from '../mentions.ts'
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
    let known: ReadonlySet<string> | undefined
    const fields = (): ReadonlySet<string> => (known ??= fieldsOf(project, agent))
    for (const [name, mention] of mentionsIn(file).names) {
      const home = project.homes.get(name)
      if (own.has(name) || misspelt.has(name) || (home === undefined && isUnread)) continue
      const finding = judge({ name, mention, own, home, file, agent: agent.name, fields })
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

interface Named {
  readonly name: string
  readonly mention: Mention
  readonly own: ReadonlySet<string>
  readonly home: string | undefined
  readonly file: SourceFile
  readonly agent: string
  readonly fields: () => ReadonlySet<string>
}

/** Whether one word is nearly the other's: `open_tickets` and `list_offers` are fields beside `open_ticket` and `list_orders`. */
function isSlipOf(name: string, meant: string): boolean {
  const [words, others] = [name.split('_'), meant.split('_')]
  if (words.length !== others.length) return closest(words.join(''), [others.join('')]) !== undefined && Math.abs(name.length - meant.length) <= 1
  const odd = words.flatMap((word, index) => (word === others[index] ? [] : [[word, others[index] ?? ''] as const]))
  const isVerb = isDeed(others[0] ?? '')
  const isOther = (word: string, other: string): boolean => !isVerb && (isFormOf(word, other) || isFormOf(other, word))
  return (
    odd.length === 1 &&
    odd.every(([word, other]) => word.charAt(0) === other.charAt(0) && closest(word, [other]) !== undefined && !isOther(word, other))
  )
}

/** Of one thing and several, of what is done and what was done. */
function isFormOf(word: string, other: string): boolean {
  return word === `${other}s` || word === `${other}ed` || word === `${other}d`
}

/** What tools take and give: their parameters, and what `select` names. */
function fieldsOf(project: Project, agent: Agent): ReadonlySet<string> {
  return new Set(
    toolsOfAgent(project, agent).flatMap((tool) => [
      ...Object.keys(propertiesOf(tool)),
      ...(tool.type === 'http' ? (tool.http.response.select?.match(/\w+/g) ?? []) : []),
    ]),
  )
}

function judge({ name, mention, own, home, file, agent, fields }: Named): Finding | undefined {
  const spanAt = (start: number): Span => ({ file, start, end: start + name.length })
  if (home !== undefined) {
    return {
      message: `the prompt names tool "${name}", which agent "${agent}" does not have`,
      span: spanAt(mention.start),
      hint: isAboutOthers(spanAt(mention.start))
        ? 'take it out of the prompt: the agent cannot call it, and what is named tempts a model'
        : `assign it in the agent (tools: ${home}: [${name}]), or take it out of the prompt`,
    }
  }
  // A word in back-ticks that is nearly the name of a tool is a slip; any other one may be a field name.
  const meant = mention.quoted === undefined ? undefined : closest(name, own)
  if (mention.quoted === undefined || meant === undefined || !isSlipOf(name, meant)) return undefined
  if (fields().has(name) || isForbidden(spanAt(mention.quoted))) return undefined
  return { message: `the prompt names "${name}", which is no tool`, span: spanAt(mention.quoted), hint: `did you mean "${meant}"?` }
}
