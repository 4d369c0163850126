import fc from 'fast-check'
import { expect, it } from 'vitest'
import { buildRequest } from '../../src/request/build.ts'
import type { Values } from '../../src/request/fill.ts'
import { agreeing, holdsMarks, markedValues, stretchesOf } from '../../src/request/marks.ts'
import { shown } from '../../src/world/secret.ts'
import { bikeShop } from './bikes.ts'

const environment = { KEY: 's3cr3t-k3y' }

/** The address and the body of a request, each filled value between « and ». */
async function filled(request: string, given: Values['arguments'], variables: Values['variables'] = new Map()): Promise<string> {
  const { integration, tool } = await bikeShop(request)
  const values: Values = { arguments: given, variables, environment }
  const [plain, marked] = [values, markedValues(values)].map((each) => buildRequest(integration, tool, each))
  if (plain?.ok !== true || marked?.ok !== true) throw new Error('the case is refused')
  const texts = [plain, marked].map(({ request: { url, headers, body } }) => [
    shown(url),
    ...headers.map(([, value]) => shown(value)),
    shown(body ?? ''),
  ])
  return (texts[0] ?? [])
    .map((text, index) => (holdsMarks(text) ? [] : stretchesOf(agreeing(texts[1]?.[index], text))))
    .map((stretches) => stretches.map(({ text, isFilled }) => (isFilled ? `«${text}»` : text)).join(''))
    .filter((text) => text.includes('«'))
    .join(' ')
    .replaceAll('https://api.bikes.example/v1', '')
}

it.each<[string, string, Values['arguments'], string]>([
  ['in a path', '{ method: GET, path: "/bikes/{x}/{y}.json" }', { x: 'a b', y: 7 }, '/bikes/«a%20b»/«7».json'],
  ['in a query', '{ method: GET, path: /b, query: { x: "{x}", y: "up to {y}", z: 1 } }', { x: 'é&', y: 7 }, '/b?x=«%C3%A9%26»&y=up%20to%20«7»&z=1'],
  ['each of a list', '{ method: GET, path: /b, query: { x: "{x}" } }', { x: ['a', 2, true] }, '/b?x=«a»&x=«2»&x=«true»'],
  ['in a header', '{ method: GET, path: /b, headers: { X-Bike: "no {x}" } }', { x: 7 }, 'no «7»'],
  [
    'in a body, of every type',
    '{ method: POST, path: /b, body: { x: "{x}", y: "{y}", z: "n° {y}" } }',
    { x: 'a"b', y: 1.5 },
    '{"x":"«a\\"b»","y":«1.5»,"z":"n° «1.5»"}',
  ],
  ['in a tree', '{ method: POST, path: /b, body: { x: "{x}" } }', { x: { a: [true, null, 'b'] } }, '{"x":{"a":[«true»,null,"«b»"]}}'],
  ['in a form', '{ method: POST, path: /b, form: { x: "{x}", y: "{y}" } }', { x: 'a b&', y: 7 }, 'x=«a+b%26»&y=«7»'],
  ['a variable of the call', '{ method: GET, path: "/b/{{caller}}" }', {}, '/b/«%2B34»'],
  ['nothing else', '{ method: GET, path: /b, query: { key: "${KEY}", seven: 7 } }', { x: 7 }, ''],
  ['what a value could take for a mark is none', '{ method: GET, path: "/b/{x}", query: { y: "{y}" } }', { x: 'a\u0086b\u0087', y: 'c' }, ''],
])('%s', async (_, request, given, expected) => {
  expect(await filled(request, given, new Map([['caller', '+34']]))).toBe(expected)
})

it('whatever the values are, without its marks the text is the one that is sent', async () => {
  const { integration, tool } = await bikeShop('{ method: POST, path: "/b/x{x}", query: { x: "{x}", y: "{y}" }, body: { x: "{x}", t: "a {y} b" } }')
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.jsonValue(), async (x, y) => {
      const values: Values = { arguments: { x, y }, variables: new Map(), environment }
      const [plain, marked] = [values, markedValues(values)].map((each) => buildRequest(integration, tool, each))
      if (plain?.ok !== true || marked?.ok !== true) throw new Error('refused')
      for (const part of ['url', 'body'] as const) {
        const text = shown(plain.request[part] ?? '')
        if (holdsMarks(text)) continue
        const read = stretchesOf(agreeing(shown(marked.request[part] ?? ''), text))
        expect(read.map((stretch) => stretch.text).join('')).toBe(text)
      }
    }),
    { numRuns: 300 },
  )
})
