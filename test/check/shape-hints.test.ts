import { describe, expect, it } from 'vitest'
import { checkShape } from '../../src/check/shape.ts'
import type { Shape } from '../../src/check/schema/published.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

async function toldOf(shape: Shape, text: string): Promise<readonly Diagnostic[]> {
  const parsed = await parseYaml({ path: 'integrations/shop.yaml', text })
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '))
  return checkShape(shape, parsed.root)
}

/** A bike shop whose only tool has these lines beside its description and request. */
const shop = (...lines: readonly string[]): string => {
  const own = (key: string, other: string): string => (lines.some((line) => line.startsWith(key)) ? '' : `    ${other}\n`)
  const head = `type: http\ndescription: Orders of the bike shop\nbase_url: https://shop.example/v1\ntools:\n  read_order:\n`
  const tool = lines.map((line) => `    ${line}\n`).join('')
  return `${head}${own('description', 'description: Reads an order.')}${tool}${own('request', 'request: { method: GET, path: /orders }')}`
}

/** What is told of a file, with its hint, and what --fix would write. */
async function hints(shape: Shape, text: string): Promise<readonly string[]> {
  return (await toldOf(shape, text)).map(({ message, hint, fix }) => `${message}; ${hint}${fix === undefined ? '' : `; fix ${fix.text}`}`)
}

describe('what stands for yes or no is no text that was meant', () => {
  it.each([
    ['confirmation: true', 'confirmation must be a text, not true; write the question that the caller answers: it is read out as it stands'],
    ['confirmation: 1', 'confirmation must be a text, not 1; write the question that the caller answers: it is read out as it stands'],
    ['description: true', 'description must be a text, not true; write a text: what the tool does and when to use it'],
    ['description: 404', 'description must be a text, not 404; write a text: what the tool does and when to use it'],
    ['response: { errors: { 404: true } }', 'response.errors[404] must be a text, not true; write what the agent is to tell the caller'],
    [
      'response: { select: true }',
      'response.select must be a text, not true; write a text: a JMESPath expression: what the agent gets to see of the answer',
    ],
    [
      'request: { method: GET, path: /orders, headers: { X-Test: true } }',
      'request.headers.X-Test must be a text, not true; put it in quotes: "true"; fix "true"',
    ],
    [
      'request: { method: GET, path: /orders, headers: { X-Version: 2 } }',
      'request.headers.X-Version must be a text, not 2; put it in quotes: "2"; fix "2"',
    ],
  ])('%s', async (line, told) => {
    expect(await hints('integration', shop(line))).toEqual([told])
  })
})
