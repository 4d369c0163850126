import { isTooShort, isUnfinished } from '../description.ts'
import { defineRule } from '../rule.ts'

export const descriptionTooShort = defineRule({
  code: 'description-too-short',
  on: 'tool',
  about: 'descriptions',
  severity: 'warning',
  title: 'A description says too little to choose the tool by',
  why: 'The description is all that an agent has to decide by; with two words of it, it calls the tool at the wrong moment or never.',
  check({ tool }, report) {
    const { description } = tool
    if (!isTooShort(description) || isUnfinished(description)) return
    report({
      message: `"${description.trim()}" says too little of tool "${tool.name}"`,
      span: tool.at.value('description'),
      hint: 'say what the tool does, what it needs and when to use it',
    })
  },
})
