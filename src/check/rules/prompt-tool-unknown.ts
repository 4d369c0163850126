import { closest } from '../../diagnostic/did-you-mean.ts'
import { type Agent, isSystemVariable } from '../../model/agent.ts'
import { type Project, toolsOfAgent } from '../../model/project.ts'
import { isForbidden, mentionsIn } from '../mentions.ts'
import { reservedBy } from '../names.ts'
import { isDeed, propertiesOf, wordsOf } from '../effect.ts'
import { defineRule } from '../rule.ts'

export const promptToolUnknown = defineRule({
  code: 'prompt-tool-unknown',
  on: 'agent',
  severity: 'warning',
  title: 'A prompt has the agent call a tool that nobody wrote',
  why: 'The agent is told to use something that is not there, and will make something up or fall silent.',
  check(agent, report, project) {
    const file = agent.prompt?.file
    if (file === undefined) return
    const own = agent.assignments.map(({ tool }) => tool)
    const isKnown = knownTo(agent, project)
    // Nearly every prompt names what is known only, and need not be read for orders.
    if (everyKey(mentionsIn(file).names, isKnown)) return
    const seen = new Set<string>()
    for (const { name, start } of calledIn(file.text)) {
      const span = { file, start, end: start + name.length }
      // What is forbidden here may be asked for elsewhere.
      if (seen.has(name) || isKnown(name) || !isAllRead(project) || isForbidden(span)) continue
      seen.add(name)
      const meant = closest(name, own)
      // A slip between back-ticks is told as one.
      if (meant !== undefined && mentionsIn(file).names.get(name)?.quoted !== undefined) continue
      report({
        message: `the prompt has the agent call "${name}", which is no tool of the project`,
        span,
        hint: meant === undefined ? 'write the tool and assign it in the agent, or take it out of the prompt' : `did you mean "${meant}"?`,
      })
    }
  },
})

// Words that only a tool is behind: an order to call it, or its kind. "Use" alone is said of fields as well.
const order =
  'call(?:s|ing)?|invok(?:e|es|ing)|execut(?:e|es|ing)|run(?:s|ning)?|trigger(?:s|ing)?' +
  '|llam(?:a|as|ar|e)(?: a)?|invoc(?:a|as|ar)|ejecut(?:a|as|ar|e)|cridar?|invocar?|executar?' +
  '|ruf(?:e|st|t)?|führ(?:e|st|t)?|starte' +
  '|appel(?:le|les|ez|er)|exécut(?:e|es|ez|er)|chiam(?:a|i|are)|esegu(?:i|ire)|cham(?:e|a|ar)|execut(?:e|a|ar)'
const kind = 'tools?|functions?|herramientas?|función|werkzeuge?s?|funktion|outils?|fonction|eina|funció|strumento|funzione|ferramenta|função'
const article = '(?:the|our|la|el|les|die|das|der|den|dem|le|il|lo|o|a)'
const quotes = '["\'`*«“„]{0,2}'
const called = new RegExp(
  `(?<![\\p{L}\\p{N}_])(?:(?:${order})( ${article})?( (?:${kind}))?|(?:${kind}))[ \\t]{1,2}(${quotes})([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)(?!\\w)(?![.@]\\w)`,
  'giu',
)
// What is called something, in quotes: call `net_total` "the sum".
const named = /^["'`*»”“]{0,2} ["“„«']/
const tool = new RegExp(`^ (?:${kind})(?![\\p{L}])`, 'iu')

// Verbs that are nouns or adjectives as well.
const deeds: ReadonlySet<string> = new Set(
  (
    'open book order reserve schedule transfer log ask invite message call email text post publish import sync process do set put sign accept decline ' +
    'abrir pedir offne oeffne ouvrir prendre aprire'
  ).split(' '),
)

/** Whether a name says what is done, as the names of tools do. */
function namesDeed(name: string): boolean {
  const [first = ''] = wordsOf(name)
  return deeds.has(first) || isDeed(first)
}

function* calledIn(text: string): Generator<{ readonly name: string; readonly start: number }> {
  for (const match of text.matchAll(called)) {
    const [whole, article, kind, quotes, name = ''] = match
    const behind = text.slice(match.index + whole.length, match.index + whole.length + 40)
    const start = match.index + whole.length - name.length
    // People are called too: "call the billing_team", "call `front_desk` on extension 12".
    const isPerson = article !== undefined && kind === undefined && quotes === '' && !tool.test(behind)
    if (isPerson || named.test(behind) || !namesDeed(name)) continue
    yield { name, start }
  }
}

function everyKey(map: ReadonlyMap<string, unknown>, test: (key: string) => boolean): boolean {
  for (const key of map.keys()) if (!test(key)) return false
  return true
}

/** Whatever has a name of its own, and what platforms bring themselves. */
function knownTo(agent: Agent, project: Project): (name: string) => boolean {
  const { homes, names, broken, agents } = project
  let parameters: ReadonlySet<string> | undefined
  return (name) => {
    if (homes.has(name) || names.has(name) || broken.has(name) || reservedBy(name) !== undefined) return true
    if (agent.variables.has(name) || isSystemVariable(name) || agent.assignments.some(({ tool }) => tool === name)) return true
    if (agents.some((other) => other.name === name)) return true
    parameters ??= new Set(toolsOfAgent(project, agent).flatMap((tool) => Object.keys(propertiesOf(tool))))
    return parameters.has(name)
  }
}

const allRead = new WeakMap<Project, boolean>()

/** Whether the tools of all integrations are known: none is broken, left unread, or without its lockfile. */
function isAllRead(project: Project): boolean {
  let isAll = allRead.get(project)
  if (isAll === undefined) {
    const withTools = new Set(project.homes.values())
    isAll = project.broken.size === 0 && [...project.names].every((name) => withTools.has(name))
    allRead.set(project, isAll)
  }
  return isAll
}
