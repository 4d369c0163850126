import { closest } from '../diagnostic/did-you-mean.ts'
import { parameterNamed } from '../model/lookup.ts'
import { placeholdersOf } from '../model/template.ts'
import type { HttpTool } from '../model/tool.ts'

const known = new WeakMap<HttpTool, ReadonlyMap<string, string>>()
const none: ReadonlyMap<string, string> = new Map()

/**
 * renamedIn finds the parameters that nothing else in their tool speaks of, where several places (request, confirmation, examples) speak of one that is
 * not there and is called nearly the same: by that name, the parameter. It is one slip then, at the parameter.
 */
export function renamedIn(tool: HttpTool): ReadonlyMap<string, string> {
  let renamed = known.get(tool)
  if (renamed === undefined) {
    renamed = findRenamed(tool)
    known.set(tool, renamed)
  }
  return renamed
}

function findRenamed(tool: HttpTool): ReadonlyMap<string, string> {
  const { parameters, request, confirmation = '', examples } = tool
  const missing = new Set(request.holes.flatMap(({ kind, name }) => (kind === 'parameter' && parameterNamed(tool, name) === undefined ? [name] : [])))
  if (missing.size === 0) return none
  const mentions = new Map<string, number>()
  const mention = (name: string): unknown => mentions.set(name, (mentions.get(name) ?? 0) + 1)
  for (const { kind, name } of [...request.holes, ...placeholdersOf(confirmation)]) if (kind === 'parameter') mention(name)
  for (const example of examples) for (const name of Object.keys(example.arguments)) mention(name)
  const unmentioned = parameters.flatMap(({ name }) => (mentions.has(name) ? [] : [name]))
  const renamed = new Map<string, string>()
  for (const name of missing) {
    const meant = (mentions.get(name) ?? 0) < 2 ? undefined : closest(name, unmentioned)
    if (meant !== undefined) renamed.set(name, meant)
  }
  return renamed
}
