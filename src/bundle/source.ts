import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Agent, Assignment } from '../model/agent.ts'
import type { Credentials, Integration } from '../model/integration.ts'
import { integrationNamed, type Project, type ProjectTool, toolNamed, toolsOfAgent } from '../model/project.ts'
import { placeholdersOf } from '../model/template.ts'
import type { HttpTool } from '../model/tool.ts'
import { printableLine } from '../text/printable.ts'
import { type CanonicalBundle, canonicalBundle } from './canonical.ts'
import { secretTexts } from './credentials.ts'
import { notebookOn, type Remark } from './loss.ts'
import { assignedAt, spanOf } from './place.ts'
import { firstUnseen, type UnseenPlace } from './unseen.ts'

/** Source is what there is to bundle, and what keeps it from being bundled for any target. */
export interface Source {
  readonly bundle: CanonicalBundle
  readonly diagnostics: readonly Diagnostic[]
}

/** sourceOf gathers the tools of an agent. One that cannot be had, hides text or shows a secret stops every target: none is left out in silence. */
export function sourceOf(project: Project, agent: Agent): Source {
  const tools = withoutRepeats(toolsOfAgent(project, agent))
  const integrations = project.integrations.filter(({ name }) => tools.some(({ integration }) => integration === name))
  const remarks = [...tools.flatMap(hiddenText), ...integrations.flatMap(plainSecrets)]
  return {
    bundle: canonicalBundle(agent, integrations, tools),
    diagnostics: [
      ...agent.assignments.flatMap((assignment) => missing(project, assignment)),
      ...remarks.map((remark) =>
        diagnose('bundle-loss', { message: remark.message, span: spanOf(project, remark), related: assignedAt(agent, remark), hint: remark.hint }),
      ),
    ],
  }
}

function withoutRepeats(tools: readonly ProjectTool[]): readonly ProjectTool[] {
  return tools.filter((tool, index) => tools.findIndex(({ name, integration }) => name === tool.name && integration === tool.integration) === index)
}

function missing(project: Project, { integration, tool, at }: Assignment): readonly Diagnostic[] {
  const owner = integrationNamed(project, integration)
  if (owner !== undefined && toolNamed(owner, tool) !== undefined) return []
  const { message, hint } = whyMissing(owner, { integration, tool })
  return [diagnose('bundle-loss', { message: `tool "${tool}" cannot be bundled: ${message}`, span: at.value(), hint })]
}

function whyMissing(owner: Integration | undefined, { integration, tool }: { integration: string; tool: string }): { message: string; hint: string } {
  if (owner === undefined) return { message: `integration "${integration}" could not be read`, hint: `add or mend integrations/${integration}.yaml` }
  if (owner.type === 'http') return { message: `integration "${integration}" has no such tool`, hint: 'add the tool, or take it out of the agent' }
  if (owner.lock === undefined) return { message: `integration "${integration}" has no lockfile`, hint: `run diga-int sync ${integration}` }
  const isLocked = owner.lock.lockfile.tools.some(({ name }) => name === tool)
  return isLocked
    ? { message: `integration "${integration}" does not include it`, hint: 'add it under tools.include, or take it out of the agent' }
    : { message: `it is not in the lockfile of "${integration}"`, hint: `run diga-int sync ${integration}, or take the tool out of the agent` }
}

function hiddenText(tool: ProjectTool): readonly Remark[] {
  const notebook = notebookOn(tool.integration, tool.name)
  const found = firstHidden(tool)
  if (found === undefined) return []
  const askOwner = 'ask the owner of the server what they are for; until then take the tool out of the agent'
  notebook.refuse({
    subject: 'definition',
    steps: found.steps,
    message: `${found.what} of tool "${printableLine(tool.name)}" holds characters that nobody sees (${found.characters.slice(0, 5).join(', ')})`,
    hint: tool.type === 'http' ? 'type the text again without them' : askOwner,
  })
  return notebook.remarks
}

type Searched = readonly [what: string, value: unknown, ...steps: string[]]

/** What reaches a model or a caller. Other texts (addresses, constants of a request) are only escaped. */
function firstHidden(tool: ProjectTool): (UnseenPlace & { readonly what: string }) | undefined {
  const own: readonly Searched[] = [
    ['the confirmation', tool.confirmation, 'confirmation'],
    ['the name', tool.name],
    ['the description', tool.description, 'description'],
  ]
  const further: readonly Searched[] = tool.type === 'mcp' ? [['the definition', tool.locked.definition]] : httpTexts(tool.http)
  for (const [what, value, ...steps] of [...own, ...further]) {
    const found = firstUnseen(value, steps)
    if (found !== undefined) return { ...found, what }
  }
  return undefined
}

function httpTexts({ parameters, response }: HttpTool): readonly Searched[] {
  return [
    ['an error text', Object.fromEntries(response.errors), 'response', 'errors'],
    ...parameters.map(({ name, schema }): Searched => [`parameter "${printableLine(name)}"`, { [name]: schema }, 'parameters']),
  ]
}

/** Some APIs take the key as the user name and any password: Freshdesk asks for an X. */
function isDummy(credentials: Credentials, text: string): boolean {
  return credentials.type === 'basic' && text.length <= 1 && placeholdersOf(credentials.username).some(({ kind }) => kind === 'environment')
}

/** A rule reports these as well; a bundle is written for others to read, so it does not lean on that. */
function plainSecrets({ name, credentials, tls }: Integration): readonly Remark[] {
  const notebook = notebookOn(name)
  const password = tls?.client?.keyPassword
  const ofKey = password === undefined ? [] : [{ text: password, steps: ['tls', 'client', 'key_password'] }]
  for (const { text, steps } of [...secretTexts(credentials), ...ofKey]) {
    if (placeholdersOf(text).some(({ kind }) => kind === 'environment') || isDummy(credentials, text)) continue
    notebook.refuse({
      subject: 'credentials',
      steps,
      message: `"${steps.at(-1)}" of integration "${name}" is written in plain text, and a bundle holds no secrets`,
      hint: 'put the value into the environment and name it here as ${NAME}',
    })
  }
  return notebook.remarks
}
