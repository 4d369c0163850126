import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { closest, didYouMean } from '../diagnostic/did-you-mean.ts'
import { type Integration, serverKey } from '../model/integration.ts'
import { integrationNamed, type ProjectTool, toolNamed, toolsOf } from '../model/project.ts'
import { lockPathOf } from './find-project.ts'
import type { LoadedProject } from './load-project.ts'
import { UsageError } from './usage-error.ts'

/** NotFound is why a command cannot be carried out on what it names. */
interface NotFound {
  readonly diagnostics: readonly Diagnostic[]
}

/** findTool finds the tool that `integration/tool` names, or says why there is none. */
export function findTool(loaded: LoadedProject, target: string): { readonly integration: Integration; readonly tool: ProjectTool } | NotFound {
  const [integrationName = '', toolName, ...more] = target.split('/')
  if (toolName === undefined || toolName === '' || more.length > 0) throw noToolNamed(loaded, target)
  const integration = findIntegration(loaded, integrationName)
  if ('diagnostics' in integration) return integration
  const tool = toolNamed(integration, toolName)
  if (tool !== undefined) return { integration, tool }
  // A lockfile that is there and cannot be used is not missing.
  const unusable = loaded.diagnostics.filter(
    ({ code, span }) => /^lock-(?:unreadable|newer)$/.test(code) && span?.file.path === lockPathOf(integration.at.file.path),
  )
  return { diagnostics: unusable.length > 0 ? unusable : unknownTool(integration, toolName) }
}

/** noToolNamed says that a word names no tool, and which one was most likely meant, or which there are. */
export function noToolNamed({ project }: LoadedProject, word: string | undefined): UsageError {
  const tools = project.integrations.flatMap((integration) => toolsOf(integration).map(({ name }) => ({ name, path: `${integration.name}/${name}` })))
  const names = tools.map(({ name }) => name)
  const meant = word === undefined || names.includes(word) ? word : closest(word, names)
  const likely = tools.flatMap(({ name, path }) => (name === meant ? [path] : []))
  const paths = tools.map(({ path }) => path)
  const next =
    likely.length > 0
      ? `did you mean ${listed(likely, ' or ')}?`
      : `write INTEGRATION/TOOL${paths.length === 0 ? ', as in zendesk/search_customer' : `: ${listed(paths, ' and ')}`}`
  return new UsageError(word === undefined ? `no tool is named; ${next}` : `"${word}" names no tool; ${next}`)
}

const mostListed = 20

function listed(paths: readonly string[], last: string): string {
  const left = paths.length - mostListed
  if (left > 0) return `${paths.slice(0, mostListed).join(', ')} and ${left} more`
  return paths.length === 1 ? paths.join('') : `${paths.slice(0, -1).join(', ')}${last}${paths.at(-1)}`
}

/** findIntegration finds an integration by name, or says why there is none. */
export function findIntegration({ project, diagnostics }: LoadedProject, name: string): Integration | NotFound {
  const integration = integrationNamed(project, name)
  if (integration !== undefined) return integration
  const own = diagnostics.filter(({ span }) => span?.file.path.endsWith(`/${name}.yaml`) === true)
  if (project.broken.has(name) && own.length > 0) return { diagnostics: own }
  const hint = didYouMean(name, project.names)
  return {
    diagnostics: [
      ...diagnostics.filter(({ code }) => code === 'project-empty'),
      diagnose('project-integration-unknown', { message: `there is no integration "${name}"`, hint }),
    ],
  }
}

/** unknownTool says why an integration has no tool of a name. */
export function unknownTool(integration: Integration, name: string): readonly Diagnostic[] {
  if (integration.type === 'mcp' && integration.lock === undefined) {
    return [
      diagnose('lock-missing', {
        message: `integration "${integration.name}" has no lockfile, so its tools are not known`,
        span: integration.at.key(serverKey(integration)),
        hint: `run diga-int sync ${integration.name}`,
      }),
    ]
  }
  // In the words of the rule for agents.
  if (integration.type === 'mcp' && integration.lock?.lockfile.tools.some((tool) => tool.name === name) === true)
    return [
      diagnose('project-tool-unknown', {
        message: `tool "${name}" of integration "${integration.name}" is not included`,
        span: integration.at.value('tools', 'include'),
        hint: `add "${name}" to tools.include of the integration`,
      }),
    ]
  const hint = didYouMean(
    name,
    toolsOf(integration).map((tool) => tool.name),
  )
  return [
    diagnose('project-tool-unknown', { message: `integration "${integration.name}" has no tool "${name}"`, span: integration.at.key('tools'), hint }),
  ]
}

/** brokenParts is what is wrong with a tool and with what it shares with others: nothing is ever sent from a tool with errors. */
export function brokenParts({ diagnostics }: LoadedProject, integration: Integration, tool: string): readonly Diagnostic[] {
  const { path } = integration.at.file
  const own = diagnostics.filter(({ span }) => span?.file.path === path || span?.file.path === lockPathOf(path))
  if (own.length === 0 || integration.type === 'mcp') return own
  // What is wrong with another tool says nothing of this one.
  const others = integration.tools.filter(({ name }) => name !== tool).map(({ at }) => ({ start: at.key().start, end: at.value().end }))
  return own.filter(({ span }) => span?.file.path !== path || !others.some(({ start, end }) => start <= span.start && span.start < end))
}
