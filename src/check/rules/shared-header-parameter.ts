import { placeholdersOf } from '../../model/template.ts'
import { defineRule } from '../rule.ts'

export const sharedHeaderParameter = defineRule({
  code: 'shared-header-parameter',
  on: 'integration',
  about: 'headers',
  severity: 'error',
  title: 'A header of all tools holds a parameter',
  why: 'A parameter belongs to one tool: the header would be missing or half empty in the requests of the others.',
  check(integration, report) {
    if (integration.type !== 'http') return
    for (const [name, text] of integration.headers) {
      if (!text.includes('{')) continue
      const hole = placeholdersOf(text).find(({ kind }) => kind === 'parameter')
      if (hole === undefined) continue
      report({
        message: `header "${name}" goes with every tool, and "${hole.written}" is a parameter of one`,
        span: integration.at.within(hole.written, 'headers', name),
        hint: `move the header into the request of that tool; the environment is written \${${hole.name.toUpperCase()}}`,
      })
    }
  },
})
