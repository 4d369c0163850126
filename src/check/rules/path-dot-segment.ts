import { defineRule } from '../rule.ts'

const dots = /(?:^|\/)((?:\.|%2e){1,2})(?=[/?#]|$)/i

export const pathDotSegment = defineRule({
  code: 'path-dot-segment',
  on: 'tool',
  about: 'path',
  severity: 'error',
  title: 'A path goes up with dots',
  why: 'Dots are resolved before the request is sent, so the call goes to another endpoint than the one that stands in the file.',
  check({ tool }, report) {
    const { path } = tool.request
    if (!path.includes('/.') && !path.includes('%2')) return
    const segment = dots.exec(path)?.[1]
    if (segment === undefined) return
    report({
      message: `"${segment}" is no path segment: it is resolved before the request is sent`,
      span: tool.at.within(`/${segment}`, 'request', 'path'),
      hint: 'write the path that is meant, and end base_url where all paths begin',
    })
  },
})
