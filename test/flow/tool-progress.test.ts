import { expect, it } from 'vitest'
import { progressTeller } from '../../src/flow/tool-progress.ts'

function tell(
  steps: readonly { readonly at: number; readonly progress: number; readonly total?: number; readonly message?: string }[],
): readonly string[] {
  const lines: string[] = []
  let clock = 0
  const teller = progressTeller(
    (line) => lines.push(line),
    () => clock,
    (words) => words.replaceAll('opensesame', '$TOKEN'),
  )
  for (const { at, progress, total, message } of steps) {
    clock = at
    teller({ progress, total, message })
  }
  return lines
}

it('the first is told at once, the next when half a second went by', () => {
  expect(tell([0, 100, 499, 500, 700, 1100].map((at) => ({ at, progress: at, total: 2000 })))).toEqual([
    '  0 of 2000',
    '  500 of 2000',
    '  1100 of 2000',
  ])
})

it('words are cut, escaped, and without secrets', () => {
  const message = `books\u001b[2J\nwith opensesame ${'x'.repeat(200)}`
  const [line = ''] = tell([{ at: 0, progress: 1, message }])
  expect(line).toMatch(/^ {2}1: books\\u\{1b\}\[2J\\nwith \$TOKEN x+…$/)
  expect(line.length).toBeLessThan(120)
})

it('there is an end to it', () => {
  expect(tell(Array.from({ length: 1000 }, (_, index) => ({ at: index * 1000, progress: index })))).toHaveLength(100)
})
