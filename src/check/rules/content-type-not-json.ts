import type { HttpTool } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const contentTypeNotJson = defineRule({
  code: 'content-type-not-json',
  on: 'integration',
  about: 'headers',
  severity: 'error',
  title: 'A header calls the body something else than JSON',
  why: 'Bodies are always sent as JSON, so the server would read them by the wrong rules and refuse every call.',
  check(integration, report) {
    if (integration.type !== 'http') return
    const shared = contentTypeIn(integration.headers)
    const isSharedWrong = shared !== undefined && isWrong(shared[1])
    let isSharedTold = false
    for (const tool of integration.tools) {
      if (tool.request.body === undefined) continue
      const own = contentTypeIn(tool.request.headers)
      if (own !== undefined) {
        if (isWrong(own[1])) report({ ...words(own[1]), span: tool.at.value('request', 'headers', own[0]), related: bodyOf(tool) })
      } else if (isSharedWrong && !isSharedTold) {
        isSharedTold = true
        report({ ...words(shared[1]), span: integration.at.value('headers', shared[0]), related: bodyOf(tool) })
      }
    }
  },
})

type Header = readonly [name: string, value: string]

function contentTypeIn(headers: readonly Header[]): Header | undefined {
  for (const header of headers) if (header[0].length === 12 && header[0].toLowerCase() === 'content-type') return header
  return undefined
}

function isWrong(type: string): boolean {
  return !type.includes('{') && !/json/i.test(type)
}

function bodyOf(tool: HttpTool): { span: ReturnType<HttpTool['at']['key']>; label: string }[] {
  return [{ span: tool.at.key('request', 'body'), label: 'the body stands here' }]
}

function words(type: string): { message: string; hint: string } {
  return {
    message: `the body is sent as JSON, not as "${type}"`,
    hint: /form/i.test(type)
      ? 'delete the header if the API takes JSON; many that want a form take the same fields in the query'
      : 'delete the header, or use an endpoint that takes JSON',
  }
}
