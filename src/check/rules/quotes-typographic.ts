import { mayHoldOddQuotes } from '../ordinary/text.ts'
import { defineRule } from '../rule.ts'

export const quotesTypographic = defineRule({
  code: 'quotes-typographic',
  on: 'text',
  about: 'quotes',
  severity: 'warning',
  title: 'A text stands in quotes that are none',
  why: 'Word processors turn quotes into typographic ones; to YAML those are letters, so they are sent, compared and read out as part of the text.',
  check({ file, root }, report) {
    // A lockfile quotes its server.
    if (root === undefined || !mayHoldOddQuotes(file.text) || file.path.endsWith('.lock.yaml')) return
    for (const match of file.text.matchAll(wrapped)) {
      const start = match.index + (match[1]?.length ?? 0)
      const written = match[2] ?? ''
      if (!root.isInText(start) || isInBlock(file.text, start)) continue
      const span = { file, start, end: start + written.length }
      report({
        message: `the quotes around ${written.length > 40 ? 'this text' : written} are letters to YAML`,
        span,
        hint: `write straight quotes: " or '`,
      })
    }
  },
})

// A whole value between them, up to the end of the line or of an item in brackets.
const wrapped = /((?:^|\n)[ \t]*(?:- +)*(?:[\w"'-]+: +)?|[{[,] *(?:[\w"'-]+: +)?)(“[^“”\n]*”|‘[^‘’\n]*’)(?=[ \t]*(?:[,}\]]|#|\r?\n|$))/g

/** In a text behind `|` or `>` a line of its own is a sentence. */
function isInBlock(text: string, start: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start)
  return /^[ \t]*$/.test(line)
}
