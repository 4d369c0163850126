import { misspeltPlaceholders } from '../misspelt-placeholder.ts'
import { defineRule } from '../rule.ts'

export const placeholderMisspelt = defineRule({
  code: 'placeholder-misspelt',
  on: 'tool',
  about: ['holes', 'path'],
  severity: 'error',
  title: 'A placeholder is written in a way that nothing fills',
  why: 'The request would carry the brackets themselves in place of what the caller said.',
  check({ tool }, report) {
    for (const { written, parameter, in: text } of misspeltPlaceholders(tool)) {
      const span = tool.at.within(written, ...text.steps)
      const meant = `{${parameter ?? 'name'}}`
      // Between its own braces a name can be put right whatever the quotes around it.
      const isFixable = parameter !== undefined && /^\{.*\}$/.test(written) && span.end - span.start === written.length
      report({
        message: `"${written}" is no placeholder`,
        span,
        hint: parameter === undefined ? 'a parameter is written {name}, with letters, digits and _ only' : `write "${meant}"`,
        ...(isFixable ? { fix: { span, text: meant } } : {}),
      })
    }
  },
})
