import type { Span } from '../diagnostic/diagnostic.ts'
import type { Surroundings } from '../model/project.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'
import type { OfferedTool } from './rule.ts'

/**
 * isReadByModels tells whether a tool reaches a model: a tool in a file is written to be read, one of an MCP server is read only where an agent
 * was given it. What nobody here can change and nobody uses is not worth a word.
 */
export function isReadByModels({ tool, integration }: OfferedTool, { agents }: Surroundings): boolean {
  if (tool.type === 'http') return true
  return agents.some(({ assignments }) => assignments.some((given) => given.tool === tool.name && given.integration === integration.name))
}

/** definitionOf is where a tool is defined: in its file, or in the lockfile of its server. */
export function definitionOf({ tool, integration }: OfferedTool): Cursor {
  if (tool.type === 'http') return tool.http.at
  return (integration.type === 'mcp' ? integration.lock?.at : undefined)?.in('tools', tool.name, 'definition') ?? integration.at
}

/** nameSpan is where a tool gets its name. */
export function nameSpan(offered: OfferedTool): Span {
  return offered.tool.type === 'http' ? offered.tool.http.at.key() : definitionOf(offered).value('name')
}

/** speechAt is the place of what the project itself says of a call, such as `timeout_seconds`; undefined where it says nothing. */
export function speechAt({ tool }: OfferedTool): Cursor | undefined {
  return tool.type === 'http' ? tool.http.at : tool.rule?.at
}

/** speechSpan is a place in what the project says of a call. */
export function speechSpan(offered: OfferedTool, ...steps: readonly Step[]): Span {
  return (speechAt(offered) ?? offered.integration.at).value(...steps)
}
