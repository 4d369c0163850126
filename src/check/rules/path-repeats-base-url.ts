import type { HttpTool } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const pathRepeatsBaseUrl = defineRule({
  code: 'path-repeats-base-url',
  on: 'integration',
  about: 'path',
  severity: 'warning',
  title: 'A path repeats the end of base_url',
  why: 'The path is joined to base_url, so the same segments would be sent twice and the server would find nothing there.',
  check(integration, report) {
    if (integration.type !== 'http') return
    const base = pathOf(integration.baseUrl)
    if (base === '') return
    const repeated: HttpTool[] = []
    for (const tool of integration.tools) if (startsWith(tool.request.path, base)) repeated.push(tool)
    const [first] = repeated
    if (first === undefined) return
    // Where every path does it, base_url is what has to change.
    if (repeated.length > 1 && repeated.length === integration.tools.length) {
      report({
        message: `base_url ends in "${base}", with which every path begins`,
        span: integration.at.within(base, 'base_url'),
        related: [{ span: first.at.value('request', 'path'), label: 'repeated here' }],
        hint: `end base_url before "${base}"`,
      })
      return
    }
    for (const tool of repeated) {
      report({
        message: `the path of tool "${tool.name}" begins with "${base}", with which base_url ends`,
        span: tool.at.within(base, 'request', 'path'),
        related: [{ span: integration.at.value('base_url'), label: 'base_url stands here' }],
        hint: `take "${base}" away: the path is joined to base_url`,
      })
    }
  },
})

/** What of an address is a path, without a slash at its end; empty where there is none, or one that cannot be known. */
function pathOf(baseUrl: string): string {
  const path = /^(?:https?:\/\/[^/?#]+|\$\{\w+\})(\/[^?#{}]*)$/i.exec(baseUrl)?.[1] ?? ''
  return path.replace(/\/+$/, '')
}

function startsWith(path: string, base: string): boolean {
  return path.startsWith(base) && (path.length === base.length || path.charAt(base.length) === '/')
}
