import { type OtherTool, ToolHomes } from '../check/shadow.ts'
import type { McpIntegration } from '../model/integration.ts'
import type { Lockfile } from '../model/lockfile.ts'
import { includes, type Project, toolsOf } from '../model/project.ts'

/** Neighbour is a tool of the project, seen from the server that is judged. */
export interface Neighbour extends OtherTool {
  /** Whether its server lists it for the first time in this run. */
  readonly isNew: boolean
}

/** neighboursIn lists all tools of a project as they are after a run: of servers that were heard what they list now, of the others what is locked. */
export function neighboursIn(
  integrations: Project['integrations'],
  heard: readonly { readonly integration: McpIntegration; readonly fresh: Lockfile }[],
): ToolHomes<Neighbour> {
  const lists = new Map(heard.map(({ integration, fresh }) => [integration.name, fresh]))
  return new ToolHomes(
    integrations.flatMap((integration): readonly Neighbour[] => {
      const home = integration.name
      const known = (integration.type === 'http' ? integration.tools : toolsOf(integration)).map(({ name }) => name)
      const fresh = lists.get(home)
      if (integration.type === 'http' || fresh === undefined) return known.map((tool) => ({ tool, home, isNew: false }))
      const had = new Set(known)
      return fresh.tools.filter(({ name }) => includes(integration, name)).map(({ name }) => ({ tool: name, home, isNew: !had.has(name) }))
    }),
  )
}
