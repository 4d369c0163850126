import { defineRule } from '../rule.ts'

export const exampleRepeated = defineRule({
  code: 'example-repeated',
  on: 'tool',
  about: 'examples',
  severity: 'warning',
  title: 'Two examples of a tool have one name',
  why: 'A report of a failed example names it; nobody can tell then which of the two it was.',
  check({ tool }, report) {
    const { examples } = tool
    for (let index = 1; index < examples.length; index += 1) {
      const example = examples[index]
      const first = examples.findIndex(({ name }) => name === example?.name)
      const before = examples[first]
      if (example === undefined || before === undefined || first === index) continue
      report({
        message: `tool "${tool.name}" has another example "${example.name}"`,
        span: example.at.value('name'),
        related: [{ span: before.at.value('name'), label: 'the first one' }],
        hint: 'say what this one shows',
      })
    }
  },
})
