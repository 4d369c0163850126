import { secretWords } from '../program-words.ts'
import { defineRule } from '../rule.ts'

export const stdioArgumentSecret = defineRule({
  code: 'stdio-argument-secret',
  on: 'integration',
  about: 'server',
  severity: 'error',
  title: 'A secret is an argument of a program',
  why: 'It stands in the repository, in the lockfile, and in the list of processes that everybody on the machine can read.',
  check(integration, report) {
    if (integration.type !== 'mcp' || integration.program === undefined) return
    for (const { flag, index } of secretWords(integration.program)) {
      const span = integration.at.value('args', index)
      report({
        message: `the value of "${flag}" is written in plain text`,
        span,
        hidden: span,
        hint: 'name a variable under env, and have the program read it; then replace the secret, for it has been published',
      })
    }
  },
})
