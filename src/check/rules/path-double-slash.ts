import { defineRule } from '../rule.ts'

export const pathDoubleSlash = defineRule({
  code: 'path-double-slash',
  on: 'tool',
  about: 'path',
  severity: 'error',
  title: 'A path has two slashes in a row',
  why: 'Servers know no endpoint with an empty segment; and a path that starts with two slashes names another host wherever it is resolved as a URL.',
  check({ tool }, report) {
    const { path } = tool.request
    const start = path.indexOf('//')
    // An address may be a segment of its own, and a query holds what it likes.
    if (start < 0 || path.charAt(start - 1) === ':' || /[?#]/.test(path.slice(0, start))) return
    report({
      message: `"${path}" has two slashes in a row${start === 0 ? ': it could be taken for another host' : ''}`,
      span: tool.at.within('//', 'request', 'path'),
      hint: 'write one slash; the path is joined to base_url',
    })
  },
})
