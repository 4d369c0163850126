import type { Parameter } from './parameter.ts'
import type { HttpTool, RequestTemplate } from './tool.ts'

// Nearly every tool has a handful of parameters and holes, which need no table.
const few = 16

const parametersByName = new WeakMap<readonly Parameter[], ReadonlyMap<string, Parameter>>()

/** parameterNamed finds a parameter of a tool. */
export function parameterNamed({ parameters }: Pick<HttpTool, 'parameters'>, name: string): Parameter | undefined {
  if (parameters.length <= few) {
    // By index: everyday tools are looked at before an iterator has got warm.
    for (let at = 0; at < parameters.length; at += 1) if (parameters[at]?.name === name) return parameters[at]
    return undefined
  }
  let byName = parametersByName.get(parameters)
  if (byName === undefined) {
    byName = new Map(parameters.map((parameter) => [parameter.name, parameter]))
    parametersByName.set(parameters, byName)
  }
  return byName.get(name)
}

const usedByHoles = new WeakMap<RequestTemplate['holes'], ReadonlySet<string>>()

/** usesParameter tells whether a request has a hole for a parameter. */
export function usesParameter({ holes }: RequestTemplate, name: string): boolean {
  if (holes.length <= few) {
    for (const hole of holes) if (hole.kind === 'parameter' && hole.name === name) return true
    return false
  }
  let used = usedByHoles.get(holes)
  if (used === undefined) {
    used = new Set(holes.flatMap((hole) => (hole.kind === 'parameter' ? [hole.name] : [])))
    usedByHoles.set(holes, used)
  }
  return used.has(name)
}
