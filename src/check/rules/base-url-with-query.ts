import { defineRule } from '../rule.ts'

export const baseUrlWithQuery = defineRule({
  code: 'base-url-with-query',
  on: 'integration',
  about: 'address',
  severity: 'error',
  title: 'A base_url has a query or a fragment',
  why: 'The path of each tool is joined to base_url: it would end up inside the query, and every call would go to one wrong address.',
  check(integration, report) {
    if (integration.type !== 'http') return
    const extra = /[?#].*$/.exec(integration.baseUrl)?.[0]
    if (extra === undefined) return
    report({
      // A long value may be a key.
      message: `base_url ends in "${extra.replace(/=[^&#]{9,}/g, '=…')}", behind which no path can stand`,
      span: integration.at.within(extra, 'base_url'),
      hint: 'end base_url with its path; send the rest in the query of each tool, and keys in credentials',
    })
  },
})
