import { defineRule } from '../rule.ts'

export const exampleRecordingDiffers = defineRule({
  code: 'example-recording-differs',
  on: 'tool',
  about: 'examples',
  severity: 'warning',
  title: 'The recorded answer of an example has another status than the expected one',
  why: 'The example can never pass without the network, and one of the two statuses is a mistake.',
  check({ tool }, report) {
    for (const { name, expect, recorded, at } of tool.examples) {
      if (expect.status === undefined || recorded === undefined || recorded.status === expect.status) continue
      report({
        message: `example "${name}" of tool "${tool.name}" expects status ${expect.status}, and its recorded answer has ${recorded.status}`,
        span: at.value('recorded', 'status'),
        related: [{ span: at.value('expect', 'status'), label: 'what is expected' }],
        hint: 'record it again: diga-int try --examples --record',
      })
    }
  },
})
