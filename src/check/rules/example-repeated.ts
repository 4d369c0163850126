import type { Example } from '../../model/tool.ts'
import { defineRule } from '../rule.ts'

export const exampleRepeated = defineRule({
  code: 'example-repeated',
  on: 'tool',
  about: 'examples',
  severity: 'warning',
  title: 'Two examples of a tool have one name',
  why: 'A report of a failed example names it; nobody can tell then which of the two it was.',
  check({ tool }, report) {
    if (tool.examples.length < 2) return
    const firsts = new Map<string, Example>()
    for (const example of tool.examples) {
      const first = firsts.get(example.name)
      if (first === undefined) firsts.set(example.name, example)
      else {
        report({
          message: `tool "${tool.name}" has another example "${example.name}"`,
          span: example.at.value('name'),
          related: [{ span: first.at.value('name'), label: 'the first one' }],
          hint: 'say what this one shows',
        })
      }
    }
  },
})
