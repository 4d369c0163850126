import { expect, it } from 'vitest'
import { select, selectTrouble } from '../../src/json/select.ts'

it.each<[string, string | undefined]>([
  [`a${'.a'.repeat(900)}`, undefined],
  [`${'('.repeat(100)}a${')'.repeat(100)}`, undefined],
  [`'${'['.repeat(5000)}'`, undefined],
  ['['.repeat(3000), 'it nests more than 100 brackets'],
  ['!'.repeat(3000), 'it has more than 1000 steps'],
  [`a${' || a'.repeat(600)}`, 'it has more than 1000 steps'],
  [`"${'\\"'.repeat(500_000)}`, expect.any(String)],
])('an expression that would fill the stack is refused before it is parsed: %#', (expression, trouble) => {
  expect(selectTrouble(expression)).toEqual(trouble)
  const picked = select({ a: 1 }, expression)
  expect(picked.ok).toBe(trouble === undefined)
})
