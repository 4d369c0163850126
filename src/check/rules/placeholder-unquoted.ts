import { oddDataOf } from '../odd-data.ts'
import { defineRule } from '../rule.ts'

export const placeholderUnquoted = defineRule({
  code: 'placeholder-unquoted',
  on: 'tool',
  about: 'values',
  severity: 'error',
  title: 'A placeholder is not in quotes',
  why: 'YAML reads {name} as a mapping with a key and no value: the server would get that, and never what the caller said.',
  check({ tool }, report) {
    for (const { kind, value, steps, where } of oddDataOf(tool)) {
      if (kind !== 'hole' || where !== 'body') continue
      const span = tool.at.value(...steps)
      const written = span.file.text.slice(span.start, span.end)
      if (!/^\{\s*\w+\s*\}$/.test(written)) continue
      const hole = `{${String(value)}}`
      report({
        message: `YAML reads ${hole} as a mapping, not as a placeholder`,
        span,
        hint: `put it in quotes: "${hole}"`,
        fix: { span, text: `"${hole}"` },
      })
    }
  },
})
