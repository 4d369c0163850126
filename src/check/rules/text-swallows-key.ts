import type { HttpTool } from '../../model/tool.ts'
import type { Step } from '../../yaml/cursor.ts'
import { defineRule } from '../rule.ts'
import { keyInside } from '../swallowed.ts'

export const textSwallowsKey = defineRule({
  code: 'text-swallows-key',
  on: 'tool',
  about: ['descriptions', 'parameters', 'confirmation'],
  severity: 'error',
  title: 'A text goes on over the keys below it',
  why: 'What is indented like a text belongs to it: the agent reads the keys aloud or takes them for advice, and the tool lacks them.',
  check({ tool }, report) {
    for (const { text, steps } of textsOf(tool)) {
      const key = swallowedIn(text, tool)
      if (key === undefined) continue
      const span = keyInside(tool.at.value(...steps), key)
      if (span === undefined) continue
      report({
        message: `"${key}" is part of the text of "${String(steps.at(-1))}": it is indented like the text`,
        span,
        hint: `indent it like "${String(steps.at(-1))}"`,
      })
    }
  },
})

function* textsOf({ description, confirmation, parameters }: HttpTool): Generator<{ readonly text: string; readonly steps: readonly Step[] }> {
  if (description.includes(':')) yield { text: description, steps: ['description'] }
  if (confirmation?.includes(':') === true) yield { text: confirmation, steps: ['confirmation'] }
  for (const { name, schema } of parameters) {
    const words = schema['description']
    if (typeof words === 'string' && words.includes(': ')) yield { text: words, steps: ['parameters', name, 'description'] }
  }
}

// Words of the format that say something only with such a value behind them.
const pair =
  /(?:^|\s)(?:(method): (?:GET|HEAD|POST|PUT|PATCH|DELETE)|(path): \/|(pre_speech): (?:auto|force)|(execution_audio): (?:none|typing|waiting_music)|(timeout_seconds): \d|(required): (?:true|false)|(type): (?:string|number|integer|boolean|object|array)|(\w+): \{ ?type:)(?=[\s\w,}]|$)/
// Keys of a tool that open a block; only where the tool has none.
const block = /(?:^|\s)(?:(parameters)|(request)|(response)|(confirmation)):(?=\s|$)/

function swallowedIn(text: string, tool: HttpTool): string | undefined {
  const opened = block
    .exec(text)
    ?.slice(1)
    .find((word) => word !== undefined)
  if (opened !== undefined && !hasKey(tool, opened)) return opened
  return pair
    .exec(text)
    ?.slice(1)
    .find((word) => word !== undefined)
}

function hasKey({ parameters, response, confirmation }: HttpTool, key: string): boolean {
  switch (key) {
    case 'parameters':
      return parameters.length > 0
    case 'response':
      return response.select !== undefined || response.errors.size > 0
    case 'confirmation':
      return confirmation !== undefined
    default:
      return true
  }
}
