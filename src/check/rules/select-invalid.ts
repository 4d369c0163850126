import { isPlainSelect } from '../../json/plain-select.ts'
import { selectTrouble } from '../../json/select.ts'
import { defineRule } from '../rule.ts'

export const selectInvalid = defineRule({
  code: 'select-invalid',
  on: 'tool',
  about: 'select',
  severity: 'error',
  title: 'A select expression is no JMESPath',
  why: 'The agent would be told nothing of the answer, on every call.',
  check({ tool }, report) {
    const { select } = tool.response
    const trouble = select === undefined || isPlainSelect(select) ? undefined : selectTrouble(select)
    if (trouble === undefined) return
    report({
      message: `select of tool "${tool.name}" is no JMESPath expression: ${trouble}`,
      span: tool.at.value('response', 'select'),
      hint: 'an example: users[].{id: id, name: name}',
    })
  },
})
