import { confirmationsIn } from '../confirmation.ts'
import { machineTexts } from '../machine-texts.ts'
import { defineRule } from '../rule.ts'

export const quoteStray = defineRule({
  code: 'quote-stray',
  on: 'integration',
  about: ['address', 'headers', 'path', 'values', 'parameters', 'select', 'confirmation'],
  severity: 'error',
  title: 'A quote closes what was never opened',
  why: 'The first of a pair of quotes got lost: the other one is sent, compared, matched or said as a part of the text.',
  check(integration, report) {
    for (const { text, at, steps, isKey } of machineTexts(integration)) {
      const last = text.charCodeAt(text.length - 1)
      if ((last !== doubleQuote && last !== singleQuote) || isKey || !isStray(text)) continue
      const span = at.value(...steps)
      const written = span.file.text.slice(span.start, span.end)
      // In quotes it is meant.
      if (written !== text) continue
      report({
        message: `${text.slice(-1)} ends a text that starts without it`,
        span: { file: span.file, start: span.end - 1, end: span.end },
        hint: `write it in front too, or take it away`,
      })
    }
    for (const { text, at } of confirmationsIn(integration)) {
      const parts = text.split('"')
      if (parts.length % 2 === 1 || parts.some((part) => /(?:^|[^\d])\d{1,2}(?:[.,/]\d+)?$/.test(part))) continue
      const span = at.value('confirmation')
      const quote = parts.length === 2 ? at.within('"', 'confirmation') : span
      report({
        message: 'a quote in the confirmation has no partner',
        span: quote,
        hint: 'write it on both sides, or take it away',
      })
    }
  },
})

const doubleQuote = 34
const singleQuote = 39

/** One quote alone; behind a short number it may stand for inches, behind a letter a single one for a possession. */
function isStray(text: string): boolean {
  const quote = text.slice(-1)
  return text.indexOf(quote) === text.length - 1 && !(quote === '"' ? /(?:^|[^\d])\d{1,2}(?:[.,/]\d+)?"$/ : /\w'$/).test(text)
}
