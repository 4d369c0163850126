import { machineTexts } from '../machine-texts.ts'
import { defineRule } from '../rule.ts'

export const characterInvisible = defineRule({
  code: 'character-invisible',
  on: 'integration',
  about: 'characters',
  severity: 'error',
  title: 'A name or an address holds a character that nobody sees',
  why: 'It came along with a copy from a web page: the server gets another name than the one on the screen, and nobody can see why it refuses it.',
  check(integration, report) {
    if (!unseen.test(integration.at.file.text)) return
    for (const { text, at, steps, isKey } of machineTexts(integration)) {
      const found = unseen.exec(text)?.[0]
      if (found === undefined) continue
      const whole = isKey ? at.key(...steps) : at.value(...steps)
      const offset = whole.file.text.slice(whole.start, whole.end).indexOf(found)
      const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
      report({
        message: `${isKey ? 'this key' : `"${String(steps.at(-1))}"`} holds a character that nobody sees (${code})`,
        span: offset < 0 ? whole : { file: whole.file, start: whole.start + offset, end: whole.start + offset + 1 },
        hint: 'delete it; where a space is meant, write one',
      })
    }
  },
})

// A space that is none, a hyphen that shows at the end of a line only, and characters without width.
const unseen = /[\u00a0\u00ad\u200b-\u200f\u202f\u2060\ufeff]/
