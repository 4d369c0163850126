import { describe, expect, it } from 'vitest'
import { checkShape } from '../../src/check/shape.ts'
import type { Shape } from '../../src/check/schema/published.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { positionAt } from '../../src/text/source-file.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

async function toldOf(shape: Shape, text: string): Promise<readonly Diagnostic[]> {
  const parsed = await parseYaml({ path: 'integrations/shop.yaml', text })
  if (!parsed.ok) throw new Error(parsed.diagnostics.map(({ message }) => message).join('; '))
  return (await checkShape(shape, parsed.root)).toSorted((left, right) => (left.span?.start ?? 0) - (right.span?.start ?? 0))
}

/** Each message with its line, and what is marked of it. */
async function told(shape: Shape, text: string): Promise<readonly string[]> {
  return (await toldOf(shape, text)).map(({ message, span }) => {
    if (span === undefined) return message
    return `${positionAt(span.file, span.start).line} ${span.file.text.slice(span.start, span.end).split('\n')[0]}: ${message}`
  })
}

/** A bike shop with one tool, of which a test writes the lines: the first of them is line 6. */
const shop = (lines: string): string =>
  `type: http\ndescription: Orders of the bike shop\nbase_url: https://shop.example/v1\ntools:\n  read_order:\n${lines}\n`
const described = '    description: Reads an order.'
const request = '    request: { method: GET, path: /orders }'
const lines = (...all: readonly string[]): string => all.join('\n')

describe('a key at the wrong place is told once, with the place where it belongs', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'a level too deep',
      lines(described, '    request:', '      method: GET', '      path: /orders', '      timeout_seconds: 4'),
      '10 timeout_seconds: key "timeout_seconds" belongs to tool "read_order", not to request',
      /indent it less, like "description": it belongs one level up/,
    ],
    [
      'a level too deep, in braces',
      lines(described, '    request: { method: GET, path: /orders, confirmation: Shall I? }'),
      '7 confirmation: key "confirmation" belongs to tool "read_order", not to request',
      /move it one level up/,
    ],
    [
      'a mapping a level too deep',
      lines(
        described,
        '    request:',
        '      method: GET',
        '      path: "/orders/{id}"',
        '      parameters:',
        '        id: { type: string, description: The number }',
      ),
      '10 parameters: key "parameters" belongs to tool "read_order", not to request',
      /indent it less/,
    ],
    [
      'two levels too deep',
      lines(described, request, '    response:', '      errors:', '        404: There is none.', '        timeout_seconds: 3'),
      '11 timeout_seconds: key "timeout_seconds" belongs to tool "read_order", not to response.errors',
      /2 levels up/,
    ],
    [
      'a level too high',
      lines(described, '    request:', '      method: GET', '      path: /orders', '    query: { open: true }'),
      '10 query: key "query" belongs to request, not to tool "read_order"',
      /indent it more, like "path"/,
    ],
    [
      'a level too high, where the mapping is not there',
      lines(described, '    select: orders[]', request),
      '7 select: tool "read_order" lacks the key "response", to which "select" belongs',
      /write "response:" above it/,
    ],
    [
      'a status at the tool',
      lines(described, request, '    404: There is none.'),
      '8 404: tool "read_order" lacks the key "response", to which "404" belongs',
      /write "response:" above it/,
    ],
    [
      'a whole request at the tool',
      lines(described, '    method: GET', '    path: /orders'),
      '7 method: tool "read_order" lacks the key "request", to which "method" and "path" belong',
      /write "request:" above it/,
    ],
    [
      'a key of a parameter at the tool',
      lines(described, '    parameters:', '      ids: { type: array, description: The numbers }', '    items: { type: string }', request),
      '9 items: key "items" belongs to parameter "ids", not to tool "read_order"',
      /indent it more/,
    ],
    [
      'a block too deep',
      lines(
        described,
        '    parameters:',
        '      id: { type: string, description: The number }',
        '      request:',
        '        method: GET',
        '        path: "/orders/{id}"',
        '      timeout_seconds: 3',
      ),
      '9 request: keys "request" and "timeout_seconds" belong to tool "read_order", not to parameters',
      /indent it less, like "description"/,
    ],
    [
      'a parameter inside of the one before it',
      lines(
        described,
        '    parameters:',
        '      id:',
        '        type: string',
        '        description: The number',
        '        shop: { type: string, description: The shop }',
        request,
      ),
      '11 shop: key "shop" belongs to parameters, not to parameter "id"',
      /indent it less/,
    ],
    [
      'what belongs to a key, beside it',
      lines(described, '    request:', '    method: GET', '    path: /orders', '    response: { select: id }'),
      '8 method: keys "method" and "path" belong to request, not to tool "read_order"',
      /indent it below "request:"/,
    ],
    [
      'the key of a block without the block',
      lines(
        described,
        '    parameters:',
        '      id: { type: string, description: The number }',
        '      request:',
        '      method: GET',
        '      path: "/orders/{id}"',
      ),
      '9 request: key "request" belongs to tool "read_order", not to parameters',
      /indent it less, like "description", above what belongs to it/,
    ],
    [
      'the rest of a tool beside it',
      lines(described, '  timeout_seconds: 3', '  request: { method: GET, path: /orders }'),
      '7 timeout_seconds: keys "timeout_seconds" and "request" belong to tool "read_order", not to tools',
      /indent it more, like "description"/,
    ],
    [
      'a block that takes along what follows it',
      lines(described, request, '  response:', '    select: id', '    timeout_seconds: 3'),
      '8 response: key "response" belongs to tool "read_order", not to tools',
      /indent it more/,
    ],
    [
      'a tool at the top',
      lines(described, request, 'list_orders:', `  ${described.trim()}`, '  request: { method: GET, path: /orders }'),
      '8 list_orders: key "list_orders" belongs to tools, not to the top level',
      /indent it more, like "read_order"/,
    ],
    [
      'the line above a block is gone',
      lines(described, '    parameters:', '      id: { type: string, description: The number }', '      method: GET', '      path: "/orders/{id}"'),
      '9 method: tool "read_order" lacks the key "request", to which "method" and "path" belong',
      /write "request:" above it/,
    ],
    [
      'a description in the request',
      lines('    request:', '      method: GET', '      description: Reads an order.', '      path: /orders'),
      '8 description: key "description" belongs to tool "read_order", not to request',
      /indent it less/,
    ],
    [
      'a second description in the request',
      lines(described, '    request: { method: GET, description: Reads, path: /orders }'),
      '7 description: key "description" is not known in request',
      /tool "read_order" has one already: delete this one/,
    ],
    [
      'a text that goes on over a key',
      lines('    description: >-', '      Reads an order.', '      request: { method: GET, path: /orders }'),
      '8 request: tool "read_order" lacks the key "request": it is part of the text of "description"',
      /indent it like "description"/,
    ],
  ])('%s', async (_, tool, message, hint) => {
    const diagnostics = await toldOf('integration', shop(tool))
    expect(await told('integration', shop(tool))).toEqual([message])
    expect(diagnostics[0]?.hint).toMatch(hint)
    expect(diagnostics[0]?.fix).toBeUndefined()
  })

  it('all tools, when the key above them is as far right as they are', async () => {
    const text = shop(lines(described, request)).replaceAll(/^ {2}/gm, '')
    expect(await told('integration', text)).toEqual(['5 read_order: key "read_order" belongs to tools, not to the top level'])
  })
})

describe('a thing that is written another way is told once', () => {
  it.each<[string, string, string, RegExp]>([
    [
      'parameters as one JSON Schema',
      lines(
        described,
        '    parameters:',
        '      type: object',
        '      properties: { id: { type: string, description: The number } }',
        '      required: [id]',
        request,
      ),
      '8 type: parameters is written as one JSON Schema; here each parameter is a key of its own',
      /keep what is below "properties" and delete "type", "properties", "required"/,
    ],
    [
      'a list of what is required',
      lines(described, '    parameters: { id: { type: string, description: The number } }', '    required: [id]', request),
      '8 required: key "required" is not known in tool "read_order"',
      /a parameter is required unless it says "required: false" itself/,
    ],
    [
      'parameters as a list',
      lines(described, '    parameters:', '      - name: id', '        type: string', '        description: The number', request),
      '8 - name: id: parameters must be a mapping by name, not a list',
      /write each name as a key: "id:"/,
    ],
    [
      'headers as a list',
      lines(described, '    request:', '      method: GET', '      path: /orders', '      headers:', '        - Accept: text/plain'),
      '11 - Accept: text/plain: request.headers must be a mapping by name, not a list',
      /write each name as a key: "Accept:"/,
    ],
    [
      'a parameter by its type',
      lines(described, '    parameters: { id: string }', request),
      '7 string: parameter "id" must be a mapping, not the text "string"',
      /write "id: \{ type: string, description: … \}"/,
    ],
    [
      'examples as a mapping',
      lines(described, request, '    examples:', '      name: an order'),
      '9 name: an order: examples must be a list, not a mapping',
      /start each item with "- "/,
    ],
    [
      'a merge key',
      lines(described, request, '  list_orders:', '    <<: { description: Lists orders. }', request),
      '9 <<: "<<" merges nothing in YAML 1.2: it is a key like any other, and not known in tool "list_orders"',
      /repeat a whole value with an alias/,
    ],
    [
      'a colon that got lost in braces',
      lines(described, '    parameters: { id: { type: string, description The number, as it is read } }', request),
      '7 description: a colon is missing behind "description"',
      /write "description: "/,
    ],
    [
      'the name of something else',
      lines(described, '    request: { verb: GET, url: /orders }'),
      '7 verb: key "verb" is not known in request',
      /write "method"/,
    ],
  ])('%s', async (title, tool, message, hint) => {
    const all = await toldOf('integration', shop(tool))
    expect((await told('integration', shop(tool)))[0]).toBe(message)
    expect(all).toHaveLength(title === 'the name of something else' ? 2 : 1)
    expect(all[0]?.hint).toMatch(hint)
  })

  it('tools as a list', async () => {
    const text =
      'type: http\ndescription: Orders\nbase_url: https://shop.example\ntools:\n  - name: read_order\n    description: Reads.\n    request: { method: GET, path: /o }\n'
    expect(await told('integration', text)).toEqual(['5 - name: read_order: tools must be a mapping by name, not a list'])
  })

  it.each<[string, string, string, RegExp]>([
    [
      'tools of an agent as a list',
      'tools: [find_caller]',
      '2 [find_caller]: tools must be a mapping, not a list',
      /by integration, as in "crm: \[find_caller\]"/,
    ],
    [
      'one tool of an integration',
      'tools: { crm: find_caller }',
      '2 find_caller: tools.crm must be a list, not the text "find_caller"',
      /\[find_caller\]/,
    ],
    ['tools as keys', 'tools:\n  crm:\n    find_caller:', '4 find_caller: tools.crm must be a list, not a mapping', /\[find_caller\]/],
    [
      'a colon behind a tool',
      'tools:\n  crm:\n    - find_caller:',
      '4 find_caller: tools.crm[0] must be a text, not a mapping',
      /take the colon behind "find_caller" away/,
    ],
    [
      'variables inside of tools',
      'tools:\n  crm: [find_caller]\n  variables: { phone: "1" }',
      '4 variables: key "variables" belongs to the top level, not to tools',
      /indent it less/,
    ],
    [
      'an integration beside tools',
      'tools:\ncrm: [find_caller]',
      '3 crm: key "crm" belongs to tools, not to the top level',
      /indent it below "tools:"/,
    ],
  ])('%s', async (_, agent, message, hint) => {
    const text = `description: First line\n${agent}\n`
    expect(await told('agent', text)).toEqual([message])
    expect((await toldOf('agent', text))[0]?.hint).toMatch(hint)
  })
})

describe('a union speaks of the branch that was meant', () => {
  const withCredentials = (credentials: string): string =>
    shop(lines(described, request)).replace('tools:', () => `credentials: ${credentials}\ntools:`)

  it.each<[string, string, string, RegExp]>([
    [
      'the keys of another type',
      '{ type: basic, token: "${X}" }',
      '4 basic: credentials has type "basic", but the keys of type bearer',
      /write "type: bearer"/,
    ],
    [
      'one key of another type',
      '{ type: bearer, token: "${X}", in: header }',
      '4 in: key "in" is not known in credentials',
      /"in" belongs to type api_key/,
    ],
    ['no type', '{ username: "${X}", password: "${X}" }', '4 username: credentials lacks the key "type"', /add "type: basic"/],
    [
      'a type that is none',
      '{ type: two_legged, token_url: "${X}", client_id: "${X}", client_secret: "${X}" }',
      '4 two_legged: type of credentials "two_legged" is not one of none, bearer, basic, api_key, headers, oauth2_client_credentials',
      /its other keys are those of type oauth2_client_credentials/,
    ],
    [
      'a type that is misspelt',
      '{ type: baerer, token: "${X}" }',
      '4 baerer: type of credentials "baerer" is not one of none, bearer, basic, api_key, headers, oauth2_client_credentials',
      /did you mean "bearer"/,
    ],
    ['a misspelt key', '{ type: bearer, tokn: "${X}" }', '4 tokn: key "tokn" is not known in credentials', /did you mean "token"/],
    [
      'the only key that is missing, under another name',
      '{ type: bearer, value: "${X}" }',
      '4 value: key "value" is not known in credentials',
      /did you mean "token"\? It is missing/,
    ],
    ['a text', '${X}', '4 ${X}: credentials must be a mapping, not the text "${X}"', /write "type:" and the keys of that type/],
  ])('%s', async (_, credentials, message, hint) => {
    expect(await told('integration', withCredentials(credentials))).toEqual([message])
    expect((await toldOf('integration', withCredentials(credentials)))[0]?.hint).toMatch(hint)
  })

  it.each<[string, string, string]>([
    ['a file whose type is misspelt is judged all the same', 'type: htp', '1 htp: type of the file "htp" is not one of http, mcp'],
    ['a file without a type is what its keys say', '# none', '2 description: the file lacks the key "type"'],
    ['a file whose key type is misspelt', 'tpye: http', '1 tpye: key "tpye" is not known in the file'],
    ['a file with the type of the other kind', 'type: mcp', '1 mcp: the file has type "mcp", but the keys of type http'],
  ])('%s', async (_, type, message) => {
    expect(await told('integration', shop(lines(described, request)).replace('type: http', type))).toEqual([message])
  })

  it('the name of a header is no secret, whatever its key', async () => {
    const [first] = await toldOf('integration', withCredentials('{ type: api_key, in: header, header: X-Api-Key, value: "${X}" }'))
    expect(first).toMatchObject({ message: 'key "header" is not known in credentials' })
    expect(first?.hidden).toBeUndefined()
    const [other] = await toldOf('integration', withCredentials('{ type: api_key, in: header, header: sk-4f9c2a77d1e84b0, value: "${X}" }'))
    expect(other?.hidden).toBeDefined()
  })

  it('what stands in credentials is not shown', async () => {
    for (const credentials of [
      'sk-4f9c2a77d1e84b0',
      '{ type: bearer, token: 4077115 }',
      '[sk-4f9c2a77d1e84b0]',
      '{ type: bearer, tokn: sk-4f9c2a77d1e84b0 }',
    ]) {
      const all = await toldOf('integration', withCredentials(credentials))
      expect(all.length).toBeGreaterThan(0)
      for (const { message, hint, hidden } of all) {
        expect(`${message} ${hint}`).not.toMatch(/sk-4f|4077115/)
        expect(hidden).toBeDefined()
      }
    }
  })
})

describe('a value of the wrong kind is told with what to write, and mended where it can only be meant', () => {
  it.each<[string, string, RegExp, RegExp | undefined, string | undefined]>([
    [
      'a number for a text',
      'request: { method: GET, path: /o, headers: { X-A: 007 } }',
      /request.headers.X-A must be a text, not 7/,
      /put it in quotes: "007"/,
      '"007"',
    ],
    ['a phone number for a text', 'request: { method: GET, path: /o, headers: { X-A: +34600 } }', /not 34600/, /"\+34600"/, '"+34600"'],
    ['a decimal for a text', 'request: { method: GET, path: /o, headers: { X-A: 1.10 } }', /not 1.1/, /"1.10"/, '"1.10"'],
    ['a truth value for a text', 'request: { method: GET, path: /o, headers: { X-A: true } }', /not true/, /"true"/, '"true"'],
    ['a placeholder for a text', 'confirmation: { number }', /must be a text, not a mapping/, /put it in quotes: "\{number\}"/, '"{number}"'],
    ['nothing for a text', 'confirmation:', /confirmation is empty; it must be a text/, /write it behind the colon, or delete the key/, undefined],
    ['null for a text', 'confirmation: null', /must be a text, not empty/, /write a text, or delete the key/, undefined],
    ['a list for a text', 'confirmation: [Shall I?]', /must be a text, not a list/, /take the brackets or the dash away/, undefined],
    ['a number in quotes', 'timeout_seconds: "5"', /must be a number, not the text "5"/, /take the quotes away: 5/, '5'],
    ['a number with its unit', 'timeout_seconds: 5s', /must be a number, not the text "5s"/, /write the number alone: 5/, undefined],
    ['a word for a number', 'timeout_seconds: soon', /must be a number, not the text "soon"/, undefined, undefined],
    ['a word that is nearly allowed', 'pre_speech: froce', /pre_speech "froce" is not one of auto, force/, /did you mean "force"/, 'force'],
    ['a word that is not allowed', 'pre_speech: always', /pre_speech "always" is not one of auto, force/, undefined, undefined],
    ['nothing for a word', 'pre_speech:', /pre_speech is empty/, /write one of auto, force behind it/, undefined],
    ['a list for a word', 'pre_speech: [force]', /pre_speech must be a text, not a list/, /take the brackets/, undefined],
    [
      'yes for a truth value',
      'parameters: { a: { description: A, required: yes } }',
      /must be true or false or a list, not the text "yes"/,
      /write true/,
      'true',
    ],
    [
      'off for a truth value',
      'parameters: { a: { description: A, uniqueItems: off } }',
      /must be true or false, not the text "off"/,
      /write false/,
      'false',
    ],
    [
      'a number for a truth value',
      'parameters: { a: { description: A, uniqueItems: 1 } }',
      /must be true or false, not 1/,
      /write true or false/,
      undefined,
    ],
    [
      'a word for a list',
      'parameters: { a: { description: A, enum: low } }',
      /must be a list, not the text "low"/,
      /write it as a list: \[low\]/,
      undefined,
    ],
    ['words for a list', 'parameters: { a: { description: A, enum: "low, 5%" } }', /must be a list/, /\[low, "5%"\]/, undefined],
    ['typographic quotes', 'response: { select: "" }', /response.select must not be empty/, undefined, undefined],
  ])('%s', async (_, line, message, hint, fix) => {
    const own = line.startsWith('request:') ? [] : [request]
    const [first, ...others] = await toldOf('integration', shop(lines(described, ...own, `    ${line}`)))
    expect(others).toEqual([])
    expect(first?.message).toMatch(message)
    if (hint === undefined) expect(first?.hint).toBeUndefined()
    else expect(first?.hint).toMatch(hint)
    expect(first?.fix?.text).toBe(fix)
  })
})

describe('a misspelt key is mended where only one can be meant', () => {
  it.each<[string, string, string | undefined, RegExp]>([
    ['one letter', 'confirmtion: Shall I?', 'confirmation', /did you mean "confirmation"/],
    ['in quotes', '"confirmtion": Shall I?', '"confirmation"', /did you mean "confirmation"/],
    ['in camel case', 'timeoutSeconds: 3', 'timeout_seconds', /did you mean "timeout_seconds"/],
    ['with a hyphen', 'pre-speech: force', 'pre_speech', /did you mean "pre_speech"/],
    ['with a character that nobody sees', `pre_speech${String.fromCharCode(0x200b)}: force`, 'pre_speech', /write "pre_speech" anew/],
    ['in quotes that are letters', '“pre_speech”: force', 'pre_speech', /did you mean "pre_speech"/],
    ['under another name', 'timeout: 3', undefined, /write "timeout_seconds"/],
    ['under the name of other tools', 'retries: { attempts: 2 }', undefined, /write "retry"/],
    ['in milliseconds', 'timeout_ms: 3500', undefined, /write "timeout_seconds: 3.5"/],
    ['far from any', 'colour: red', undefined, /known and not used yet: confirmation, pre_speech/],
  ])('%s', async (_, line, fix, hint) => {
    const [first, ...others] = await toldOf('integration', shop(lines(described, request, `    ${line}`)))
    expect(others).toEqual([])
    expect(first?.code).toBe('schema-unknown-key')
    expect(first?.fix?.text).toBe(fix)
    expect(first?.hint).toMatch(hint)
  })

  it('what is below it is judged as if it were spelt right', async () => {
    expect(await told('integration', shop(lines(described, '    reqest: { metod: GTE, path: orders }')))).toEqual([
      '7 reqest: key "reqest" is not known in tool "read_order"',
      '7 metod: key "metod" is not known in request',
      '7 GTE: request.method "GTE" is not one of GET, HEAD, POST, PUT, PATCH, DELETE',
      '7 orders: request.path: "orders" is refused: a path starts with /',
    ])
  })

  it('a name that every object has is a key like any other', async () => {
    for (const key of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      expect(await told('integration', shop(lines(described, request, `    ${key}: 1`)))).toEqual([
        `8 ${key}: key "${key}" is not known in tool "read_order"`,
      ])
    }
  })
})

it('a large file with the same mistake in every tool is told in a moment, all of it', async () => {
  const tools = Array.from({ length: 500 }, (_, index) => `  read_${index}:\n${described}\n    reqest: { method: GET, path: /orders }\n`)
  const all = await told('integration', `type: http\ndescription: Orders\nbase_url: https://shop.example/v1\ntools:\n${tools.join('')}`)
  expect(all.filter((message) => message.includes('reqest'))).toHaveLength(500)
})

it('a file with more problems than anyone reads is told a thousand of them, and that there are more', async () => {
  const keys = Array.from({ length: 12_345 }, (_, index) => `bike_${index}: red\n`)
  const all = await told('project', keys.join(''))
  expect(all).toHaveLength(1001)
  expect(all.at(-1)).toBe('1001 bike_1000: there are more of these in the file: no more than 1000 are told')
})
