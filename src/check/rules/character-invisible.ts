import { machineTexts } from '../machine-texts.ts'
import { firstUnseen } from '../ordinary/text.ts'
import { defineRule } from '../rule.ts'

export const characterInvisible = defineRule({
  code: 'character-invisible',
  on: 'integration',
  about: 'characters',
  severity: 'error',
  title: 'A name or an address holds a character that nobody sees',
  why: 'It came along with a copy from a web page: the server gets another name than the one on the screen, and nobody can see why it refuses it.',
  check(integration, report) {
    if (firstUnseen(integration.at.file.text) === undefined) return
    for (const { text, at, steps, isKey } of machineTexts(integration)) {
      // What an example shows is said by people.
      if (steps[0] === 'examples') continue
      const found = firstUnseen(text)
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
