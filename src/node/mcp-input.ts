import type { WantedInput } from '../world/world.ts'
import { isObject } from './mcp-object.ts'

/** wantedOf reads a request by which a server wants something of us. */
export function wantedOf(request: unknown): WantedInput {
  const { method, params } = isObject(request) ? request : {}
  const message = isObject(params) ? params.message : undefined
  return { method: typeof method === 'string' ? method : 'unknown', message: typeof message === 'string' ? message : undefined }
}

/** wantedInResult lists what a result of the kind `input_required` asks for (2026-07-28); undefined: it is no such result. */
export function wantedInResult(result: unknown): readonly WantedInput[] | undefined {
  if (!isObject(result) || result.resultType !== 'input_required') return undefined
  return isObject(result.inputRequests) ? Object.values(result.inputRequests).map(wantedOf) : []
}

/**
 * wantedInError lists what an error asks for: a page that a person has to visit (-32042, 2025-11-25), or abilities that we do not have (-32021,
 * 2026-07-28). Undefined: it is another error.
 */
export function wantedInError(code: number, data: unknown): readonly WantedInput[] | undefined {
  if (!isObject(data)) return undefined
  if (code === -32042 && Array.isArray(data.elicitations))
    return data.elicitations.map((params: unknown) => wantedOf({ method: 'elicitation/create', params }))
  if (code !== -32021 || !isObject(data.requiredCapabilities)) return undefined
  return Object.keys(data.requiredCapabilities).map((name) => ({ method: methodsByCapability.get(name) ?? name, message: undefined }))
}

const methodsByCapability: ReadonlyMap<string, string> = new Map([
  ['elicitation', 'elicitation/create'],
  ['sampling', 'sampling/createMessage'],
  ['roots', 'roots/list'],
])
