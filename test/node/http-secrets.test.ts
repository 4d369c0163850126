import { expect, test } from 'vitest'
import { quoter } from '../../src/node/http-secrets.ts'
import { joined, Secret } from '../../src/world/secret.ts'

const token = new Secret('$SHOP_TOKEN', 'opensesame')
const quote = quoter([joined(['Bearer ', token]), joined(['https://shop.example/mcp?key=', new Secret('$SHOP_KEY', 'k-12345')]), 'north'])

test.each([
  ['bad token: Bearer opensesame', '"bad token: Bearer $SHOP_TOKEN"'],
  ['bad token: opensesame', '"bad token: Bearer $SHOP_TOKEN"'],
  ['no such key k-12345', '"no such key https://shop.example/mcp?key=$SHOP_KEY"'],
  ['Bearer of bad news from shop.example in the north', '"Bearer of bad news from shop.example in the north"'],
  ['two\n  lines\t', '"two lines"'],
])('quotes %j as %s', (words, quoted) => {
  expect(quote(words)).toBe(quoted)
})

test('cuts after it has hidden, so that no half of a secret is left', () => {
  const quoted = quote(`${'x'.repeat(190)} opensesame`)
  expect(quoted).toHaveLength(202)
  expect(quoted).not.toContain('open')
})
