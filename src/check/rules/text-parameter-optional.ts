import { placeholdersOf } from '../../model/template.ts'
import type { HttpTool } from '../../model/tool.ts'
import type { Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'

export const textParameterOptional = defineRule({
  code: 'text-parameter-optional',
  on: 'tool',
  about: 'holes',
  severity: 'error',
  title: 'An optional parameter stands inside a longer text',
  why: 'Without the value the text has a hole ("order ") that nobody wants to be sent.',
  check({ tool }, report) {
    const optional = new Set(tool.parameters.filter(({ required }) => !required).map(({ name }) => name))
    if (optional.size === 0) return
    for (const { name, written, text, steps, isSpoken } of longerTexts(tool)) {
      if (!optional.has(name)) continue
      report({
        message: `parameter "${name}" is optional, but stands inside the longer text "${text}"`,
        span: tool.at.within(written, ...steps),
        related: [{ span: tool.at.value('parameters', name, 'required'), label: 'made optional here' }],
        hint: isSpoken ? `make "${name}" required, or leave it out of the question` : `make "${name}" required, or send it alone: "{${name}}"`,
      })
    }
  },
})

interface InLongerText {
  readonly name: string
  readonly written: string
  readonly text: string
  readonly steps: readonly Step[]
  readonly isSpoken: boolean
}

function longerTexts({ request, confirmation }: HttpTool): readonly InLongerText[] {
  const sent = request.holes.filter(({ kind, isWhole, in: { where } }) => kind === 'parameter' && !isWhole && where !== 'path')
  const spoken = placeholdersOf(confirmation ?? '').filter(({ kind }) => kind === 'parameter')
  return [
    ...sent.map(({ name, written, in: { text, steps } }) => ({ name, written, text, steps, isSpoken: false })),
    ...spoken.map(({ name, written }) => ({ name, written, text: confirmation ?? '', steps: ['confirmation'], isSpoken: true })),
  ]
}
