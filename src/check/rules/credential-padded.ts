import { credentialTexts } from '../credentials.ts'
import { defineRule } from '../rule.ts'

export const credentialPadded = defineRule({
  code: 'credential-padded',
  on: 'integration',
  about: 'credentials',
  severity: 'error',
  title: 'A credential has white space around it, or a comma behind it',
  why: 'It would be sent as a part of it, and every call refused; with a line break a header is not even sent.',
  check({ credentials, at }, report) {
    for (const { text, steps } of credentialTexts(credentials)) {
      // A secret in plain text is told as that.
      if (!text.includes('${')) continue
      const sign = steps.at(-1)?.toLowerCase() === 'cookie' ? undefined : /[,;]$/.exec(text)?.[0]
      if (sign !== undefined) {
        report({
          message: `"${steps.at(-1)}" ends in "${sign}"`,
          span: at.value('credentials', ...steps),
          hint: `take it away: it is sent with the value`,
        })
        continue
      }
      if (text.trim() === text) continue
      const isBreak = /[\r\n]/.test(text)
      report({
        message: `"${steps.at(-1)}" ${isBreak ? 'ends in a line break' : 'has white space around it'}`,
        span: at.value('credentials', ...steps),
        hint: isBreak ? 'write the value on one line, without | or >' : 'take the white space away',
      })
    }
  },
})
