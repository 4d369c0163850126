import { filled, type Files, type Grow, integration, nested, quoted } from '../files.ts'
import { lockOf } from '../lock.ts'
import { plainProject } from '../positions.ts'

const head = 'type: http\ndescription: The desk of the bike shop\nbase_url: https://desk.example.com/v1\n'
const describe = (index: number): string => `Reads bike ${index} of the shop by its number. Use it when the caller gives the number of a bike.`
const tool = (index: number, more: string, description = describe(index)): string => `  get_bike_${index}:\n    description: ${description}\n${more}`
const plainRequest = '    request: { method: GET, path: /bikes }\n'
const tools =
  (unit: (index: number) => string): Grow =>
  (bytes) =>
    integration(`${head}tools:\n${filled(unit, bytes)}`)
const oneTool = (more: string): Files => integration(`${head}tools:\n${tool(0, more)}`)
const inBody = (body: string): Files => oneTool(`    request: { method: POST, path: /bikes, body: ${body} }\n`)
const parameter = (more: string): Files =>
  oneTool(`    parameters:\n      name: { description: The name of the bike, ${more} }\n    request: { method: GET, path: "/bikes/{name}" }\n`)
const parameters = (unit: (index: number) => string, request: string): Grow => {
  return (bytes) => oneTool(`    parameters:\n${filled(unit, bytes)}    request: ${request}\n`)
}
const agent = (rest: string): Files => ({
  'agents/shop.yaml': `description: The shop\nprompt: ../prompts/shop.md\n${rest}`,
  'prompts/shop.md': 'Be kind.\n',
})
const mcp = (definitions: readonly object[], rules = ''): Files => ({
  'integrations/stock.yaml': `type: mcp\ndescription: The stock\nurl: https://stock.example.com/mcp\n${rules}`,
  'integrations/stock.lock.yaml': lockOf({ url: 'https://stock.example.com/mcp', tools: definitions.map((definition) => ({ ...definition })) }),
  ...agent('tools: { stock: [find_0] }\n'),
})
const counted = <Item>(bytes: number, each: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: Math.max(1, bytes / each) }, (_, index) => make(index))
const find = (index: number, more: object = {}): object => ({
  name: `find_${index}`,
  description: `Finds bike ${index}. Use it when asked for one.`,
  inputSchema: { type: 'object', properties: { number: { type: 'string', description: 'The number on the frame' } } },
  ...more,
})
const deep = (depth: number, schema: object): object => (depth === 0 ? schema : { type: 'object', properties: { a: deep(depth - 1, schema) } })

/** projectShapes parse and have their shape; there is only too much of something in them. */
export const projectShapes: Readonly<Record<string, Grow>> = {
  'tools that are alike': tools((index) => tool(index, plainRequest, 'Reads a bike of the shop by its number. Use it when asked.')),
  'tools that are nearly alike': tools((index) => tool(index, plainRequest, `Reads a bike of the shop by its number ${index}. Use it when asked.`)),
  'tools with long descriptions that are nearly alike': tools((index) =>
    tool(index, plainRequest, `${'Reads a bike of the shop. '.repeat(20)}${index}`),
  ),
  'tools without a use': tools((index) => tool(index, plainRequest, 'Bike.')),
  'tools that may do harm': tools((index) =>
    tool(index, '    request: { method: DELETE, path: /bikes, body: { amount: 10 } }\n', `Deletes bike ${index}.`),
  ),
  'tools that the agent has': (bytes) => {
    const text = filled((index) => tool(index, plainRequest), bytes)
    const names = [...text.matchAll(/get_bike_\d+/g)].map(([name]) => name)
    return { ...integration(`${head}tools:\n${text}`), ...agent(`tools:\n  desk: [${names.join(', ')}]\n`) }
  },
  'tools that the agent has and the prompt names': (bytes) => {
    const text = filled((index) => tool(index, plainRequest), bytes)
    const names = [...text.matchAll(/get_bike_\d+/g)].map(([name]) => name)
    return { ...integration(`${head}tools:\n${text}`), ...agent(`tools:\n  desk: [${names.join(', ')}]\n`), 'prompts/shop.md': names.join(' ') }
  },
  'tools that the prompt names and the agent lacks': (bytes) => {
    const text = filled((index) => tool(index, plainRequest), bytes)
    const names = [...text.matchAll(/get_bike_\d+/g)].map(([name]) => `\`${name}\``)
    return { ...integration(`${head}tools:\n${text}`), ...agent('tools: { desk: [get_bike_0] }\n'), 'prompts/shop.md': names.join(' ') }
  },
  'an agent with unknown tools': (bytes) => ({
    ...oneTool(plainRequest),
    ...agent(`tools:\n  desk: [${filled((index) => `get_bik_${index}, `, bytes)}]\n`),
  }),
  'an agent with unknown tools of a large integration': (bytes) => ({
    ...integration(`${head}tools:\n${filled((index) => tool(index, plainRequest), bytes / 2)}`),
    ...agent(`tools:\n  desk: [${filled((index) => `got_bike_${index}, `, bytes / 2)}]\n`),
  }),
  'an agent with unknown integrations': (bytes) => ({
    ...oneTool(plainRequest),
    ...agent(`tools:\n${filled((index) => `  desk_${index}: [a]\n`, bytes)}`),
  }),
  'an agent with one tool many times': (bytes) => ({ ...oneTool(plainRequest), ...agent(`tools:\n  desk: [${filled('get_bike_0, ', bytes)}]\n`) }),
  'an agent with many variables': (bytes) => ({
    ...oneTool(plainRequest),
    ...agent(`tools: { desk: [get_bike_0] }\nvariables:\n${filled((index) => `  v_${index}: a\n`, bytes)}`),
  }),
  'variables that nobody supplies': (bytes) => ({
    ...inBody(quoted(filled((index) => `{{v_${index}}}`, bytes))),
    ...agent('tools: { desk: [get_bike_0] }\nvariables: { v: a }\n'),
  }),
  'waivers of one code': tools((index) =>
    tool(index, '    request: { method: GET, path: //bikes } # diga-int ignore path-double-slash: the shop asks so\n'),
  ),
  'many agents': (bytes) => ({
    ...oneTool(plainRequest),
    ...Object.fromEntries(counted(bytes, 80, (index) => [`agents/shop_${index}.yaml`, 'description: The shop\ntools: { desk: [get_bike_0] }\n'])),
  }),
  'many integrations': (bytes) =>
    Object.fromEntries(counted(bytes, 300, (index) => [`integrations/desk_${index}.yaml`, `${head}tools:\n${tool(index, plainRequest)}`])),
  'many integrations that an agent has': (bytes) => ({
    ...Object.fromEntries(counted(bytes, 300, (index) => [`integrations/desk_${index}.yaml`, `${head}tools:\n${tool(0, plainRequest)}`])),
    ...agent(`tools:\n${counted(bytes, 300, (index) => `  desk_${index}: [get_bike_0]\n`).join('')}`),
  }),
  'many integrations of one name': (bytes) =>
    Object.fromEntries(counted(bytes, 300, (index) => [`integrations/${index}/desk.yaml`, `${head}tools:\n${tool(index, plainRequest)}`])),
  'many empty integrations': (bytes) => Object.fromEntries(counted(bytes, 200, (index) => [`integrations/desk_${index}.yaml`, ''])),
  'many files that nobody reads': (bytes) => Object.fromEntries(counted(bytes, 200, (index) => [`integrations/desk_${index}.yml`, ''])),
  'many lockfiles of nothing': (bytes) => Object.fromEntries(counted(bytes, 200, (index) => [`integrations/desk_${index}.lock.yaml`, ''])),
  'deep folders': (bytes) =>
    Object.fromEntries(counted(bytes, 2000, (index) => [`integrations/${'a/'.repeat(index % 200)}desk_${index}.yaml`, head])),
  'parameters that are not used': parameters(
    (index) => `      p_${index}: { type: string, description: Part ${index} of the bike }\n`,
    '{ method: GET, path: /bikes }',
  ),
  'parameters that are used': (bytes) => {
    const count = bytes / 100
    const written = Array.from({ length: count }, (_, index) => `      p_${index}: { type: string, description: Part ${index} of the bike }\n`).join(
      '',
    )
    const body = Array.from({ length: count }, (_, index) => `p_${index}: "{p_${index}}"`).join(', ')
    return oneTool(`    parameters:\n${written}    request: { method: POST, path: /bikes, body: { ${body} } }\n`)
  },
  'parameters in one path': (bytes) => {
    const count = bytes / 100
    const written = Array.from({ length: count }, (_, index) => `      p_${index}: { type: string, description: Part ${index} of the bike }\n`).join(
      '',
    )
    return oneTool(
      `    parameters:\n${written}    request: { method: GET, path: "/${Array.from({ length: count }, (_, index) => `{p_${index}}`).join('/')}" }\n`,
    )
  },
  'parameters that are optional in a path': (bytes) => {
    const count = bytes / 120
    const written = Array.from(
      { length: count },
      (_, index) => `      p_${index}: { type: string, required: false, description: Part ${index} }\n`,
    ).join('')
    return oneTool(
      `    parameters:\n${written}    request: { method: GET, path: "/${Array.from({ length: count }, (_, index) => `{p_${index}}`).join('/')}" }\n`,
    )
  },
  'parameters that are undeclared': (bytes) => inBody(quoted(filled((index) => `{p_${index}}`, bytes))),
  'parameters that are undeclared, among many': (bytes) =>
    oneTool(
      `    parameters:\n${filled((index) => `      p_${index}: { type: string, description: Part ${index} of the bike }\n`, bytes / 2)}` +
        `    request: { method: POST, path: /bikes, body: ${quoted(filled((index) => `{q_${index}}`, bytes / 2))} }\n`,
    ),
  'one parameter that is undeclared many times': (bytes) => inBody(quoted(filled('{part}', bytes))),
  'parameters that are undeclared, each in a text of its own': (bytes) => inBody(`[${filled((index) => `"{p_${index}}", `, bytes)}]`),
  'a confirmation of undeclared parameters': (bytes) =>
    oneTool(`    confirmation: ${quoted(filled((index) => `{p_${index}} `, bytes))}\n${plainRequest}`),
  'parameters without descriptions that say anything': parameters(
    (index) => `      p_${index}: { type: string, description: P ${index} }\n`,
    '{ method: GET, path: /bikes }',
  ),
  'a deep body': (bytes) => inBody(nested('{ a: ', '1', ' }', Math.min(190, bytes))),
  'many deep bodies': tools((index) => tool(index, `    request: { method: POST, path: /bikes, body: ${nested('{ a: ', '"{b}"', ' }', 190)} }\n`)),
  'a wide body': (bytes) => inBody(`{${filled((index) => `k_${index}: 1, `, bytes)}}`),
  'a body of nulls': (bytes) => inBody(`{${filled((index) => `k_${index}: null, `, bytes)}}`),
  'a body of holes as keys': (bytes) => inBody(`{${filled((index) => `"{k_${index}}": 1, `, bytes)}}`),
  'a body of nested merge keys': (bytes) => inBody(`[${filled(`${nested('{<<: ', '1', '}', 100)}, `, bytes)}]`),
  'a body of holes without quotes': (bytes) => inBody(`[${filled('{a}, ', bytes)}]`),
  'a body of numbers that are misread': (bytes) => inBody(`[${filled('012, ', bytes)}]`),
  'many bodies of numbers that are misread': (bytes) =>
    Object.fromEntries(
      counted(bytes, 4000, (index) => [
        `integrations/desk_${index}.yaml`,
        `${head}tools:\n${tool(index, `    request: { method: POST, path: /bikes, body: [${filled('012, ', 3500)}] }\n`)}`,
      ]),
    ),
  'a body of merge keys': (bytes) => inBody(`[${filled('{<<: {a: 1}}, ', bytes)}]`),
  'a body of keys that look like secrets': (bytes) =>
    inBody(`{${filled((index) => `api_key_${index}: xK9fQ2LmPz7Tw${index}, password: a}, {`.replace(/password.*/, ''), bytes)}}`),
  'a body with names of every object': (bytes) =>
    inBody(`[${filled('{__proto__: 1, constructor: "{toString}", valueOf: "{{hasOwnProperty}}"}, ', bytes)}]`),
  'many headers': (bytes) => oneTool(`    request: { method: GET, path: /bikes, headers: {${filled((index) => `X-${index}: a, `, bytes)}} }\n`),
  'many headers that differ in case': (bytes) =>
    oneTool(
      `    request:\n      method: GET\n      path: /bikes\n      headers:\n${filled((index) => `        ${index % 2 ? 'x' : 'X'}-${index >> 1}: a\n`, bytes)}`,
    ),
  'many shared headers': (bytes) =>
    integration(
      `${head}headers:\n${filled((index) => `  X-${index}: a\n`, bytes / 2)}tools:\n${filled((index) => tool(index, plainRequest), bytes / 2)}`,
    ),
  'a query of many keys': (bytes) =>
    oneTool(`    request: { method: GET, path: /bikes, query: {${filled((index) => `k_${index}: "a%20b", `, bytes)}} }\n`),
  'a query with a long list': (bytes) => oneTool(`    request: { method: GET, path: /bikes, query: { a: [${filled('"{b}", ', bytes)}] } }\n`),
  'many credentials of many shapes': (bytes) =>
    integration(
      `${head}credentials:\n  type: headers\n  headers:\n${filled((index) => `    X-Token-${index}: xK9fQ2LmPz7Tw${index}\n`, bytes)}tools:\n${tool(0, plainRequest)}`,
    ),
  'many errors': tools((index) =>
    tool(index, `${plainRequest}    response: { errors: { 404: "HTTP 404 at https://a.example/?b=${index}", 500: "error_${index} {id}" } }\n`),
  ),
  'many examples': (bytes) =>
    oneTool(`${plainRequest}    examples:\n${filled((index) => `      - { name: bike ${index}, arguments: { name: a } }\n`, bytes)}`),
  'many examples of many arguments': (bytes) =>
    oneTool(`${plainRequest}    examples:\n      - name: a\n        arguments: {${filled((index) => `k_${index}: a, `, bytes)}}\n`),
  'a large enum': (bytes) => parameter(`type: string, enum: [${filled((index) => `a${index}, `, bytes)}]`),
  'a large enum of duplicates': (bytes) => parameter(`type: string, enum: [${filled('a, ', bytes)}]`),
  'a large enum of the wrong type': (bytes) => parameter(`type: integer, enum: [${filled((index) => `a${index}, `, bytes)}]`),
  'a large enum of objects': (bytes) => parameter(`type: object, enum: [${filled((index) => `{a: ${index}}, `, bytes)}]`),
  'many examples beside a large enum': (bytes) =>
    parameter(`type: string, enum: [${filled((index) => `a${index}, `, bytes / 2)}], examples: [${filled((index) => `b${index}, `, bytes / 2)}]`),
  'many examples of a parameter': (bytes) => parameter(`type: integer, examples: [${filled((index) => `a${index}, `, bytes)}]`),
  'many examples against an evil pattern': (bytes) =>
    parameter(`type: string, pattern: "^(a+)+$", examples: [${filled((index) => `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab${index}, `, bytes)}]`),
  'a long example against an evil pattern': (bytes) => parameter(`type: string, pattern: "^(a|a)*$", examples: ["${filled('a', bytes)}b"]`),
  'a long example against a slow pattern': (bytes) => parameter(`type: string, pattern: "a*a*a*a*c", examples: ["${filled('a', bytes)}b"]`),
  'a long example against a pattern that looks back': (bytes) =>
    parameter(`type: string, pattern: "^(a*)\\\\1$", examples: ["${filled('a', bytes)}b"]`),
  'an evil pattern of many repetitions': (bytes) =>
    parameter(`type: string, pattern: "${nested('(', 'a', '{1,9})', Math.min(bytes / 8, 100))}", examples: ["${'a'.repeat(100)}"]`),
  'a pattern that counts far': (bytes) => parameter(`type: string, pattern: "^a{1000}{1000}{1000}$", examples: ["${filled('a', bytes)}"]`),
  'many parameters with evil patterns': (bytes) =>
    oneTool(
      `    parameters:\n${filled((index) => `      p_${index}: { type: string, description: Part ${index} of the bike, pattern: "^(a+)+b${index}$", examples: ["${'a'.repeat(50)}"] }\n`, bytes)}${plainRequest}`,
    ),
  'a long pattern of groups': (bytes) => parameter(`type: string, pattern: "${filled('(a)', bytes)}"`),
  'a long pattern of alternatives': (bytes) => parameter(`type: string, pattern: "${filled('a|', bytes)}b", examples: [c]`),
  'a pattern of opened groups': (bytes) => parameter(`type: string, pattern: "${filled('(', bytes)}"`),
  'a pattern of nested groups': (bytes) => parameter(`type: string, pattern: "${nested('(', 'a', ')*', bytes / 3)}", examples: [b]`),
  'a pattern of classes': (bytes) => parameter(`type: string, pattern: "${filled('[a-z]', bytes)}", examples: [b]`),
  'a pattern of escapes': (bytes) => parameter(`type: string, pattern: ${quoted(filled('\\p{L}', bytes))}, examples: [b]`),
  'a deep schema': () => parameter(`type: object, properties: ${JSON.stringify({ a: deep(60, { type: 'string' }) })}`),
  'many deep schemas': tools((index) =>
    tool(index, `    parameters:\n      a: ${JSON.stringify({ description: 'The bike', ...deep(50, { type: 'string' }) })}\n${plainRequest}`),
  ),
  'a wide schema': (bytes) => parameter(`type: object, properties: {${filled((index) => `p_${index}: {type: string, description: a}, `, bytes)}}`),
  'a wide schema where all are required': (bytes) =>
    parameter(`type: object, properties: { a: { type: string } }, required: [${filled((index) => `p_${index}, `, bytes)}]`),
  'a wide schema with wide examples': (bytes) => {
    const names = counted(bytes, 60, (index) => `p_${index}`)
    return parameter(
      `type: object, properties: {${names.map((name) => `${name}: {type: string}`).join(', ')}}, required: [${names.join(', ')}], examples: [{${names.map((name) => `${name}: 1`).join(', ')}}]`,
    )
  },
  'an example that is a long list': (bytes) =>
    parameter(`type: array, uniqueItems: true, items: { type: string }, examples: [[${filled((index) => `${index}, `, bytes)}]]`),
  'many examples that are deep': (bytes) => parameter(`type: object, examples: [${filled(`${nested('{a: ', '1', '}', 100)}, `, bytes)}]`),
  'a select of many steps': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`a${filled('.a', bytes)}`)} }\n`),
  'a select of many pipes': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`a${filled('|a', bytes)}`)} }\n`),
  'a select of many alternatives': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`a${filled('||a', bytes)}`)} }\n`),
  'a select of parentheses': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(nested('(', 'a', ')', bytes / 2))} }\n`),
  'a select of brackets': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(nested('[', 'a', ']', bytes / 2))} }\n`),
  'a select of braces': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(nested('{a:', 'a', '}', bytes / 4))} }\n`),
  'a select of filters': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(nested('a[?', 'a', ']', bytes / 4))} }\n`),
  'a select of functions': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(nested('length(', 'a', ')', bytes / 8))} }\n`),
  'a select of negations': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`${filled('!', bytes)}a`)} }\n`),
  'a select of sums': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`a${filled('+a', bytes)}`)} }\n`),
  'a select of minus signs': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`${filled('-', bytes)}a`)} }\n`),
  'a select with a JSON value': (bytes) =>
    oneTool(`${plainRequest}    response: { select: ${quoted(`a == \`${nested('[', '', ']', bytes / 2)}\``)} }\n`),
  'a select of many keys': (bytes) =>
    oneTool(`${plainRequest}    response: { select: ${quoted(`{${filled((index) => `k${index}: a, `, bytes)}k: a}`)} }\n`),
  'a select of ampersands': (bytes) => oneTool(`${plainRequest}    response: { select: ${quoted(`${filled('&', bytes)}a`)} }\n`),
  'many selects out of the ordinary': tools((index) => tool(index, `${plainRequest}    response: { select: "sort_by(a, &b)[?c > \`${index}\`]" }\n`)),
  'locked tools': (bytes) => mcp(counted(bytes, 500, (index) => find(index))),
  'locked tools that write': (bytes) =>
    mcp(
      counted(bytes, 500, (index) =>
        find(index, { name: `delete_${index}`, description: `Deletes bike ${index}.`, annotations: { destructiveHint: true } }),
      ),
    ),
  'locked tools with rules of ours': (bytes) =>
    mcp(
      counted(bytes / 2, 500, (index) => find(index)),
      `tools:\n${counted(bytes / 2, 60, (index) => `  find_${index}: { timeout_seconds: 4 }\n`).join('')}`,
    ),
  'rules of ours for tools that are not locked': (bytes) =>
    mcp([find(0)], `tools:\n${filled((index) => `  fnd_${index}: { timeout_seconds: 4 }\n`, bytes)}`),
  'patterns of tools that are not locked': (bytes) =>
    mcp([find(0)], `tools:\n  include: [find_0, ${filled((index) => `"fnd_${index}*", `, bytes)}]\n`),
  'patterns of tools beside many tools': (bytes) =>
    mcp(
      counted(bytes / 2, 500, (index) => find(index)),
      `tools:\n  include: [${filled((index) => `"f*_${index}", `, bytes / 2)}]\n`,
    ),
  'a pattern of tools with many stars': (bytes) =>
    mcp([find(0, { name: 'a'.repeat(60) })], `tools:\n  include: ["${filled('*a', bytes)}b", "${'a*'.repeat(30)}b"]\n`),
  'a locked tool with a large schema': (bytes) =>
    mcp([
      find(0, {
        inputSchema: {
          type: 'object',
          properties: Object.fromEntries(counted(bytes, 60, (index) => [`p_${index}`, { type: 'string', description: 'a' }])),
        },
      }),
    ]),
  'a locked tool with a deep schema': () => mcp([find(0, { inputSchema: deep(100, { type: 'string' }) })]),
  'a locked tool with references': (bytes) =>
    mcp([
      find(0, {
        inputSchema: {
          type: 'object',
          properties: Object.fromEntries(counted(bytes, 60, (index) => [`p_${index}`, { $ref: `#/$defs/d_${index}` }])),
          $defs: { d: {} },
        },
      }),
    ]),
  'a locked tool with references in a circle': (bytes) =>
    mcp([
      find(0, {
        inputSchema: {
          type: 'object',
          $defs: Object.fromEntries(counted(bytes, 60, (index) => [`d_${index}`, { $ref: `#/$defs/d_${index + 1}` }])),
          properties: { a: { $ref: '#/$defs/d_0' }, b: { $ref: '#' } },
        },
      }),
    ]),
  'a locked tool with branches of branches': (bytes) => {
    const depth = Math.max(1, Math.floor(Math.log2(bytes / 40)))
    const branches = Array.from({ length: depth }).reduce((inner: object) => ({ anyOf: [inner, inner] }), { type: 'string' })
    return mcp([find(0, { inputSchema: { type: 'object', properties: { a: branches } } })])
  },
  'a locked tool with a large enum': (bytes) =>
    mcp([find(0, { inputSchema: { type: 'object', properties: { a: { enum: counted(bytes, 10, (index) => `v${index}`) } } } })]),
  'a locked tool with keys of every object': (bytes) =>
    mcp([
      find(0, {
        inputSchema: {
          type: 'object',
          properties: JSON.parse(
            `{"__proto__":{},"constructor":{},"toString":{}${counted(bytes, 30, (index) => `,"p_${index}":{"__proto__":1}`).join('')}}`,
          ),
        },
      }),
    ]),
  'locked tools whose names look alike': (bytes) =>
    mcp(counted(bytes, 500, (index) => find(index, { name: `find_${'lI1'.charAt(index % 3)}${Math.floor(index / 3)}` }))),
  'locked tools that say the same': (bytes) =>
    mcp(counted(bytes, 500, (index) => find(index, { description: 'Finds a bike. Use it when asked for one.' }))),
  'locked tools that name each other': (bytes) =>
    mcp(counted(bytes, 500, (index) => find(index, { description: `Call find_${index + 1} before, and find_${index + 2} behind. Always do.` }))),
  'waivers of nothing': (bytes) =>
    integration(filled('# diga-int ignore tool-name-reserved: because\n', bytes) + head + 'tools:\n' + tool(0, plainRequest)),
  'waivers with nothing behind them': (bytes) =>
    integration(`${head}tools:\n${tool(0, plainRequest)}${filled('# diga-int ignore tool-name-reserved: because\n', bytes)}`),
  'waivers behind everything': tools(
    (index) =>
      `  get_${index}: # diga-int ignore tool-description-missing: because\n    description: Reads it ${index}. Use it when asked. # diga-int ignore description-too-short: because\n${plainRequest}`,
  ),
  'waivers that are used': tools(
    (index) => `  get_${index}:\n    # diga-int ignore description-too-short: it is, until 2030-01-01\n    description: Bike.\n${plainRequest}`,
  ),
  'waivers that are wrong': (bytes) =>
    integration(
      filled(
        (index) =>
          `# diga-int ignore ${['', 'no-such-code: a', 'yaml-syntax: a', 'tool-name-reserved', 'tool-name-reserved: a, until soon'][index % 5]}\n`,
        bytes,
      ) +
        head +
        'tools:\n' +
        tool(0, plainRequest),
    ),
  'waivers in texts': (bytes) =>
    integration(
      `type: http\ndescription: |\n${filled('  # diga-int ignore tool-name-reserved: because\n', bytes)}base_url: https://desk.example.com/v1\ntools:\n${tool(0, plainRequest)}`,
    ),
  'a waiver without end': (bytes) =>
    integration(`${head}tools: # diga-int ignore tool-name-reserved: ${filled(', until ', bytes)}\n${tool(0, plainRequest)}`),
  'a waiver of a long code': (bytes) => integration(`${head}tools: # diga-int ignore ${filled('a-', bytes)}\n${tool(0, plainRequest)}`),
  'waivers in a prompt': (bytes) => ({
    ...plainProject,
    'prompts/shop.md': filled('<!-- diga-int ignore prompt-tool-missing: because -->\nCall `got_bike`.\n', bytes),
  }),
  'waivers of nothing in a prompt': (bytes) => ({
    ...plainProject,
    'prompts/shop.md': filled('<!-- diga-int ignore prompt-tool-missing: because -->\n', bytes),
  }),
  'opened waivers in a prompt': (bytes) => ({
    ...plainProject,
    'prompts/shop.md': filled('<!-- diga-int ignore prompt-tool-missing: because ', bytes),
  }),
  'a prompt of many tools': (bytes) => ({
    ...plainProject,
    'prompts/shop.md': filled((index) => `Call \`get_bik_${index}\` and get_bikes_${index}(). `, bytes),
  }),
  'a prompt of many tools on lines': (bytes) => ({
    ...plainProject,
    'prompts/shop.md': filled((index) => `Call \`get_bik_${index}\` and get_bikes_${index}().\n`, bytes),
  }),
}
