import { promiseBroken } from '../tool-verb.ts'
import { defineRule } from '../rule.ts'

export const methodAgainstName = defineRule({
  code: 'method-against-name',
  on: 'tool',
  about: 'method',
  severity: 'error',
  title: 'A method does more than the name of the tool says',
  why: 'An agent calls what sounds harmless without a second thought, and something is changed or gone that nobody wanted to touch.',
  check({ tool }, report) {
    const { method } = tool.request
    if (method === 'GET' || method === 'POST') return
    const promise = promiseBroken(tool.name, method)
    if (promise === undefined) return
    const what = method === 'DELETE' ? 'deletes' : 'changes something'
    report({
      message: `tool "${tool.name}" is named as one that ${promise === 'reads' ? 'only reads' : 'makes or changes something'}, and ${method} ${what}`,
      span: tool.at.value('request', 'method'),
      related: [{ span: tool.at.key(), label: 'named here' }],
      hint:
        promise === 'reads' ? 'use GET, or name the tool after what it changes' : 'use POST, PUT or PATCH, or name the tool after what it deletes',
    })
  },
})
