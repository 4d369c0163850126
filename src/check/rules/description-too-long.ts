import { definitionOf, isReadByModels } from '../offered.ts'
import { defineRule } from '../rule.ts'

interface Limit {
  readonly most: number
  readonly words: string
}

// OpenAI's own refusal: "string too long. Expected a string with maximum length 1024" for function.description (issue reports 2024 and 2025, such as
// getsentry/sentry-mcp 106; no page gives another number for Realtime). Of the other targets no limit is known.
const limits: ReadonlyMap<string, Limit> = new Map([['openai-realtime', { most: 1024, words: 'target "openai-realtime" takes 1024' }]])

// Without declared targets: the least that is known. Beyond it Vapi gets worse without a word (facts/peers.md 2.2).
const least: Limit = { most: 1000, words: 'Vapi gets worse beyond 1000' }

export const descriptionTooLong = defineRule({
  code: 'description-too-long',
  on: 'offered-tool',
  about: 'descriptions',
  severity: 'warning',
  title: 'A description is longer than a target takes',
  why: 'The platform refuses the whole agent, or cuts the description in silence; and every word of it is read again on every turn.',
  check(offered, report, around) {
    const { tool } = offered
    if (tool.description.length <= least.most) return
    const { length } = [...tool.description]
    // What an MCP server says cannot be shortened here: that counts only for a target that refuses it.
    const common = tool.type === 'http' && around.targets.length === 0 ? [least] : []
    const broken = [...common, ...around.targets.flatMap((target) => limits.get(target) ?? [])].find(({ most }) => length > most)
    if (broken === undefined || !isReadByModels(offered, around)) return
    report({
      message: `the description of tool "${tool.name}" has ${length} characters; ${broken.words}`,
      span: definitionOf(offered).value('description'),
      hint: 'keep what the tool does and when to use it; move rules and steps into the prompt',
    })
  },
})
