import { expect, it } from 'vitest'
import { bundled, documentOf, shown, type SmallProject } from './project.ts'
import { judgeOfFile } from './schemas.ts'

const judge = judgeOfFile('../../schemas/bundle.schema.json')
const find = { name: 'find_bike', description: 'Finds a bike', inputSchema: { type: 'object' }, annotations: { readOnlyHint: true } }
const shop = (lines: string): SmallProject => ({
  agent: 'description: A bike shop\ntools: { stock: [find_bike] }\n',
  integrations: { stock: `type: mcp\ndescription: The stock\n${lines}` },
  locked: { stock: [find] },
})

it('a program travels with its words and the names of its variables', async () => {
  const outcome = await bundled(shop('command: npx\nargs: [-y, "stock@2.1.0"]\nenv: [STOCK_TOKEN]\n'), 'bundle')
  const document = documentOf(outcome, 'bundle.json')
  expect(judge(document)).toEqual([])
  expect(document).toMatchObject({
    integrations: [
      {
        program: { command: 'npx', args: ['-y', 'stock@2.1.0'], env: ['STOCK_TOKEN'] },
        transport: 'stdio',
        environment: ['STOCK_TOKEN'],
        credentials: { type: 'none' },
      },
    ],
  })
})

it.each([
  ['{ type: oauth2 }', []],
  ['{ type: oauth2, client_id: desk, client_secret: "${STOCK_SECRET}" }', ['STOCK_SECRET']],
  ['{ type: oauth2, scope: "stock:read", client_id: "${STOCK_CLIENT}" }', ['STOCK_CLIENT']],
])('a login travels as the wish for one: %s', async (credentials, environment) => {
  const document = documentOf(await bundled(shop(`url: https://stock.example/mcp\ncredentials: ${credentials}\n`), 'bundle'), 'bundle.json')
  expect(judge(document)).toEqual([])
  expect(document).toMatchObject({ integrations: [{ credentials: { type: 'oauth2' }, environment }] })
})

it.each([
  ['command: node\n', /this one is a program that somebody has to start/],
  ['url: https://stock.example/mcp\ncredentials: { type: oauth2 }\n', /Diga has no place for the login of a person/],
])('Diga takes neither: %j', async (lines, words) => {
  const outcome = await bundled(shop(lines), 'diga')
  expect(outcome.files).toEqual([])
  expect(shown(outcome.diagnostics).join('\n')).toMatch(words)
})
