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

const server = (...lines: readonly string[]): string => `type: mcp\ndescription: Orders of the bike shop\n${lines.join('\n')}\n`
const address = 'url: https://shop.example/mcp'
const credentials = (text: string): string => shop().replace('tools:', () => `credentials: ${text}\ntools:`)
const parameter = (text: string): string => shop(`parameters: { id: { ${text}, description: The number } }`)

describe('what other formats write leads to what is written here', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a list of tools of a server',
      server(address, 'tools: [search_orders]'),
      ['tools must be a mapping, not a list; write tools: { include: [search_orders] }'],
    ],
    [
      'tools that are left out',
      server(address, 'tools: { exclude: [search_orders] }'),
      ['tool "exclude" must be a mapping, not a list; there is no "exclude": list what you take, as in tools: { include: [search_*] }'],
    ],
    [
      'headers of a server',
      server(address, 'headers: { X-Api-Key: "${K}" }'),
      ['key "headers" is not known in the file; write credentials: { type: headers, headers: ... }'],
    ],
    [
      'variables with values',
      server('command: node', 'env: { TOKEN: abc }'),
      ['env must be a list, not a mapping; list the names alone: env: [TOKEN]; the values stay in the environment'],
    ],
    [
      'where a parameter goes',
      parameter('type: string, in: path'),
      ['key "in" is not known in parameter "id"; delete it: the request says where it goes, by holding "{id}" there'],
    ],
    [
      'a timeout for all tools',
      shop().replace('tools:', 'timeout: 10\ntools:'),
      ['key "timeout" is not known in the file; each tool has its own: write "timeout_seconds" in the tool'],
    ],
    [
      'a user and a pass',
      credentials('{ type: basic, user: "${U}", pass: "${P}" }'),
      ['key "user" is not known in credentials; write "username"', 'key "pass" is not known in credentials; write "password"'],
    ],
    [
      'oauth2',
      credentials('{ type: oauth2, token_url: https://shop.example/t, client_id: "${I}", client_secret: "${S}" }'),
      [expect.stringMatching(/^type of credentials "oauth2" is not one of .*; did you mean "oauth2_client_credentials"\?$/)],
    ],
    ['oauth2 alone', credentials('{ type: oauth2 }'), [expect.stringMatching(/; did you mean "oauth2_client_credentials"\?$/)]],
    ['a type', parameter('type: int'), [expect.stringMatching(/^parameters.id.type "int" is not one of .*; did you mean "integer"\?; fix integer$/)]],
    [
      'limits of a number',
      parameter('type: integer, min: 1, max: 5'),
      ['key "min" is not known in parameter "id"; write "minimum"', 'key "max" is not known in parameter "id"; write "maximum"'],
    ],
    ['the limit of a text', parameter('type: string, max: 5'), ['key "max" is not known in parameter "id"; write "maxLength"']],
    ['a number of attempts', shop('retry: 3'), ['retry must be a mapping, not 3; write "retry: { attempts: 3 }": the first time counts as one']],
    [
      'a selection by name',
      shop('response: { select: { id: number, name: owner.name } }'),
      ['response.select must be a text, not a mapping; write it as one text, in quotes: "{ id: number, name: owner.name }"'],
    ],
  ])('%s', async (_, text, told) => {
    expect(await hints('integration', text)).toEqual(told)
  })

  it('in diga.yaml', async () => {
    expect(await hints('project', 'severity: { base-url-not-https: warn }\n')).toEqual([
      'severity.base-url-not-https "warn" is not one of error, warning, note, ignore; did you mean "warning"?; fix warning',
    ])
    expect(await hints('project', 'targets: openai\n')).toEqual([
      'targets must be a list, not the text "openai"; write it as a list: [openai-realtime]',
    ])
  })
})

describe('what is written as it should be is left alone', () => {
  it.each([
    shop('retry: { attempts: 3 }', 'timeout_seconds: 10', 'response: { select: "{ id: number }" }'),
    parameter('type: integer, minimum: 1, maximum: 5'),
    server(address, 'tools: { include: [search_orders] }', 'credentials: { type: oauth2 }'),
    server('command: node', 'env: [TOKEN]'),
  ])('%s', async (text) => {
    expect(await hints('integration', text)).toEqual([])
  })
})
