import { oddDataOf } from '../odd-data.ts'
import { defineRule } from '../rule.ts'

export const wordAmbiguous = defineRule({
  code: 'word-ambiguous',
  on: 'tool',
  about: ['values', 'parameters', 'examples'],
  severity: 'warning',
  title: 'A word is a text to one reader of YAML and a truth value to another',
  why: 'yes, no, on and off are texts here, as YAML 1.2 has it; whoever wrote them may have meant true or false, which is what older readers make of them.',
  check({ tool }, report) {
    let list = ''
    for (const { kind, value, steps } of oddDataOf(tool)) {
      if (kind !== 'word' && kind !== 'key') continue
      const word = String(value)
      const span = kind === 'key' ? tool.at.key(...steps) : tool.at.value(...steps)
      if (span.end - span.start !== word.length) continue
      // Of a list, one item is enough.
      const above = typeof steps.at(-1) === 'number' ? steps.slice(0, -1).join('/') : ''
      if (above !== '' && above === list) continue
      list = above
      const truth = /^(?:y|yes|on)$/i.test(word)
      report({
        message: `${word} is the text "${word}" here, and ${String(truth)} to other readers of YAML`,
        span,
        hint: kind === 'key' ? `put it in quotes: "${word}"` : `write "${word}" in quotes, or ${String(truth)}`,
      })
    }
  },
})
