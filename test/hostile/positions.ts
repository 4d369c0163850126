import { lockOf } from './lock.ts'
import { type Files, quoted } from './files.ts'

/** desk is a project with a value in each place where a text may stand; `at` says what stands where. */
function project(at: Readonly<Record<string, string>>): Files {
  const put = (place: string, otherwise: string): string => quoted(at[place] ?? otherwise)
  const address = 'https://desk.example.com/mcp'
  const definition = {
    name: 'find_bike',
    title: at['lock title'] ?? 'Find a bike',
    description: at['lock description'] ?? 'Finds a bike by its number. Use it when the caller gives one.',
    inputSchema: {
      type: 'object',
      properties: { number: { type: 'string', description: at['lock parameter'] ?? 'The number on the frame', pattern: at['lock pattern'] ?? '^B' } },
    },
  }
  return {
    'diga.yaml': 'targets: [bundle, openai-realtime, anthropic, mcp, diga]\n',
    'prompts/shop.md': at['prompt'] ?? 'You work for a bike shop. Call `get_bike` for a bike, `move_bike` to move it, and `find_bike`.\n',
    'agents/shop.yaml': `description: ${put('agent description', 'Answers the phone of the bike shop')}
prompt: ../prompts/shop.md
tools:
  desk: [get_bike, move_bike]
  stock: [find_bike]
variables:
  caller: ${put('variable', '+34600111222')}
`,
    'integrations/stock.yaml': `type: mcp\ndescription: The stock\nurl: ${put('mcp url', address)}\n`,
    'integrations/stock.lock.yaml': lockOf({ url: at['mcp url'] ?? address, instructions: at['instructions'], tools: [definition] }),
    'integrations/desk.yaml': `type: http
description: ${put('description', 'The desk of the bike shop')}
base_url: ${put('base_url', 'https://desk.example.com/v1')}
headers:
  X-Shop: ${put('shared header', 'north')}
credentials: { type: basic, username: ${put('username', '${DESK_USER}')}, password: ${put('password', '${DESK_PASSWORD}')} }
tools:
  get_bike:
    description: ${put('tool description', 'Reads a bike by its number. Use it when the caller gives one.')}
    parameters:
      name:
        type: string
        description: ${put('parameter description', 'The number on the frame, as the caller reads it')}
        pattern: ${put('pattern', '^B\\d+$')}
        examples: [${put('example', 'B12')}]
      mail: { type: string, description: The address of the owner, format: ${put('format', 'email')}, examples: [${put('formed example', 'ana@example.com')}] }
      kind: { type: string, description: The kind of bike, enum: [${put('enum', 'racer')}, tandem] }
    request:
      method: GET
      path: ${put('path', '/bikes/{name}')}
      query: { fields: ${put('query', 'all')}, mail: "{mail}", kind: "{kind}", caller: "{{caller}}" }
      headers: { X-Shop-Desk: ${put('header', 'phone')} }
    response:
      select: ${put('select', 'bike.name')}
      errors: { 404: ${put('error', 'There is no such bike.')} }
  move_bike:
    description: Moves a bike to another shop. Use it when the caller asks for that.
    confirmation: ${put('confirmation', 'Shall I move bike {name} to {shop}?')}
    parameters:
      name: { type: string, description: The number on the frame }
      shop: { type: string, description: The name of the shop }
      note: { type: string, required: false, description: Anything to note down, default: ${put('default', 'none')} }
    request:
      method: POST
      path: /bikes/{name}/moves
      body: { shop: "{shop}", note: "{note}", source: ${put('body', 'by phone')}, ${put('body key', 'from')}: desk }
    examples:
      - name: ${put('example name', 'a known bike')}
        arguments: { name: ${put('argument', 'B12')}, shop: north }
`,
  }
}

/** positions are the places of a project where a text may stand. */
export const positions: readonly string[] = [
  ...['description', 'base_url', 'shared header', 'username', 'password', 'tool description', 'parameter description', 'pattern', 'format'],
  ...[
    'example',
    'formed example',
    'enum',
    'path',
    'query',
    'header',
    'select',
    'error',
    'confirmation',
    'default',
    'body',
    'body key',
    'example name',
    'argument',
  ],
  ...['prompt', 'agent description', 'variable', 'mcp url', 'instructions', 'lock title', 'lock description', 'lock parameter', 'lock pattern'],
]

/** textAt is the project with a text in one place. */
export function textAt(position: string, text: string): Files {
  return project({ [position]: position === 'path' ? `/${text}` : text })
}

/** plainProject is the project as it should be. */
export const plainProject: Files = project({})
