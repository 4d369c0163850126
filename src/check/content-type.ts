import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import type { Span } from '../diagnostic/diagnostic.ts'

/** NamedType is a header that says what the body is, with its place. */
export interface NamedType {
  readonly type: string
  readonly span: Span
  readonly tool: HttpTool
}

/** typesNamed lists the Content-Type of each tool that sends such a body; one that several tools share stands there once, with the first of them. */
export function typesNamed({ headers, tools, at }: HttpIntegration, isWanted: (tool: HttpTool) => boolean): readonly NamedType[] {
  const shared = contentTypeIn(headers)
  let isSharedTold = false
  return tools.filter(isWanted).flatMap((tool) => {
    const own = contentTypeIn(tool.request.headers)
    if (own !== undefined) return [{ type: own[1], span: tool.at.value('request', 'headers', own[0]), tool }]
    if (shared === undefined || isSharedTold) return []
    isSharedTold = true
    return [{ type: shared[1], span: at.value('headers', shared[0]), tool }]
  })
}

type Header = readonly [name: string, value: string]

function contentTypeIn(headers: readonly Header[]): Header | undefined {
  for (const header of headers) if (header[0].length === 12 && header[0].toLowerCase() === 'content-type') return header
  return undefined
}
