import { placeholdersOf, wholePlaceholder } from '../model/template.ts'
import type { RequestTemplate } from '../model/tool.ts'
import { pointerOf } from '../json/pointer.ts'

/** ValueSource says who supplies one value of a request: nobody (a constant), the agent, the call, the environment, or a text with several holes. */
export interface ValueSource {
  readonly in: 'path' | 'query' | 'header' | 'body' | 'form'
  /** The query parameter, header or field of a form; for a body a JSON pointer; empty for the path. */
  readonly name: string
  readonly from: 'constant' | 'parameter' | 'variable' | 'environment' | 'text'
  /** The holes as written, braces included. */
  readonly holes: readonly string[]
}

/** valueSourcesOf lists who supplies each value of a request, in the request's order. */
export function valueSourcesOf({ path, query, headers, body, form = [] }: RequestTemplate): readonly ValueSource[] {
  return [
    sourceOf('path', '', path),
    ...query.flatMap(([name, value]) => pairSources('query', name, value)),
    ...headers.map(([name, value]) => sourceOf('header', name, value)),
    ...(body === undefined ? [] : bodySources(body, [])),
    ...form.flatMap(([name, value]) => pairSources('form', name, value)),
  ]
}

function pairSources(where: 'query' | 'form', name: string, value: unknown): readonly ValueSource[] {
  return (Array.isArray(value) ? value : [value]).map((item: unknown) => sourceOf(where, name, item))
}

function bodySources(value: unknown, steps: readonly string[]): readonly ValueSource[] {
  if (typeof value !== 'object' || value === null) return [sourceOf('body', pointerOf(steps), value)]
  return Object.entries(value).flatMap(([key, item]) => bodySources(item, [...steps, key]))
}

function sourceOf(where: ValueSource['in'], name: string, value: unknown): ValueSource {
  if (typeof value !== 'string') return { in: where, name, from: 'constant', holes: [] }
  const holes = placeholdersOf(value).map(({ written }) => written)
  const from = holes.length === 0 ? 'constant' : (wholePlaceholder(value)?.kind ?? 'text')
  return { in: where, name, from, holes }
}
