import { filled, type Grow, integration, nested } from '../files.ts'

const head = 'type: http\ndescription: The desk of the bike shop\nbase_url: https://desk.example.com/v1\n'
const tools =
  (unit: (index: number) => string): Grow =>
  (bytes) =>
    integration(`${head}tools:\n${filled(unit, bytes)}`)
const settings =
  (unit: (index: number) => string, before: string): Grow =>
  (bytes) => ({ 'diga.yaml': before + filled(unit, bytes), ...integration(good) })
const agent =
  (unit: (index: number) => string, before: string): Grow =>
  (bytes) => ({ 'agents/shop.yaml': before + filled(unit, bytes), ...integration(good) })
const lock =
  (unit: (index: number) => string, before: string): Grow =>
  (bytes) => ({
    'integrations/stock.yaml': 'type: mcp\ndescription: The stock\nurl: https://stock.example.com/mcp\n',
    'integrations/stock.lock.yaml': before + filled(unit, bytes),
  })
const good = `${head}tools:\n  get_bike:\n    description: Reads a bike by its number. Use it when asked.\n    request: { method: GET, path: /bikes }\n`
const request = 'request: { method: GET, path: /bikes }'

/** schemaShapes are files that parse and have not the shape that they should have, many times over. */
export const schemaShapes: Readonly<Record<string, Grow>> = {
  'unknown keys': (bytes) => integration(good + filled((index) => `key_${index}: a\n`, bytes)),
  'unknown long keys': (bytes) => integration(good + filled((index) => `${'key_'.repeat(200)}${index}: a\n`, bytes)),
  'keys that are nearly right': (bytes) => integration(good + filled((index) => `base_ur${index}: a\n`, bytes)),
  'unknown keys of a tool': tools((index) => `  get_${index}:\n    descripton: Reads it.\n    ${request}\n`),
  'unknown keys in a request': tools((index) => `  get_${index}:\n    description: Reads it.\n    request: { metod: GET, pth: /a }\n`),
  'keys of a request in a tool': tools((index) => `  get_${index}:\n    description: Reads it.\n    method: GET\n    path: /a\n`),
  'keys of a tool in a request': tools(
    (index) => `  get_${index}:\n    request: { method: GET, path: /a, description: Reads it., timeout_seconds: 3 }\n`,
  ),
  'tools without anything': tools((index) => `  get_${index}:\n`),
  'tools that are texts': tools((index) => `  get_${index}: a\n`),
  'tools that are lists': tools((index) => `  get_${index}: [a]\n`),
  'tools that are deep lists': tools((index) => `  get_${index}: ${nested('[', '', ']', 190)}\n`),
  'tools that are deep mappings': tools((index) => `  get_${index}: ${nested('{a: ', '1', '}', 190)}\n`),
  'tools as a list': tools((index) => `  - name: get_${index}\n    description: Reads it.\n    ${request}\n`),
  'tools with wrong names': tools((index) => `  get ${index}!:\n    description: Reads it.\n    ${request}\n`),
  'tools named like what every object has': tools((index) => `  __proto__${index}: { constructor: { toString: a } }\n`),
  'tools whose names are numbers': tools((index) => `  ${index}:\n    description: Reads it.\n    ${request}\n`),
  'tools with wrong types': tools((index) => `  get_${index}:\n    description: [a]\n    timeout_seconds: soon\n    parameters: 3\n    request: a\n`),
  'tools with wrong words': tools(
    (index) => `  get_${index}:\n    description: Reads it.\n    pre_speech: fource\n    request: { method: GTE, path: bikes }\n`,
  ),
  'tools one level too deep': tools((index) => `  group_${index}:\n    get_it:\n      description: Reads it.\n      ${request}\n`),
  'parameters as a JSON schema': tools(
    (index) =>
      `  get_${index}:\n    description: Reads it.\n    parameters: { type: object, properties: { a: { type: string, description: A } }, required: [a] }\n    ${request}\n`,
  ),
  'parameters that are words': tools(
    (index) => `  get_${index}:\n    description: Reads it.\n    parameters: { a: string, b: integer }\n    ${request}\n`,
  ),
  'parameters required beside them': tools(
    (index) =>
      `  get_${index}:\n    description: Reads it.\n    parameters: { a: { type: string, description: A } }\n    required: [a]\n    ${request}\n`,
  ),
  'parameters that are deep lists': (bytes) =>
    integration(good.replace('request:', `parameters: {${filled((index) => `p_${index}: ${nested('[', '', ']', 190)}, `, bytes)}}\n    request:`)),
  'parameters as a list of deep lists': (bytes) =>
    integration(good.replace('request:', `parameters: [${filled(`${nested('[', '', ']', 190)}, `, bytes)}]\n    request:`)),
  'merge keys in tools': (bytes) =>
    integration(
      `${head}a: &a {pre_speech: force}\ntools:\n${filled((index) => `  get_${index}:\n    <<: *a\n    description: Reads it.\n    ${request}\n`, bytes)}`,
    ),
  'aliases of a wrong tool': (bytes) =>
    integration(`${head}tools:\n  get: &a { descripton: Reads it., request: { metod: GET } }\n${filled((index) => `  get_${index}: *a\n`, bytes)}`),
  'holes without quotes': tools(
    (index) => `  get_${index}:\n    description: Reads it.\n    request: { method: GET, path: {id}, query: { a: {{b}} } }\n`,
  ),
  'headers of wrong types': (bytes) => integration(good + 'headers:\n' + filled((index) => `  X-${index}: 3\n`, bytes)),
  'headers of wrong names': (bytes) => integration(good + 'headers:\n' + filled((index) => `  "X ${index}\\n": a\n`, bytes)),
  'credentials of no kind': (bytes) => integration(`${good}credentials:\n  type: basik\n${filled((index) => `  key_${index}: a\n`, bytes)}`),
  'credentials without a kind': (bytes) => integration(`${good}credentials:\n${filled((index) => `  key_${index}: a\n`, bytes)}`),
  'queries of wrong types': (bytes) => integration(good.replace('/bikes }', `/bikes, query: {${filled((index) => `k${index}: {a: b}, `, bytes)}} }`)),
  'a query that is a long list': (bytes) => integration(good.replace('/bikes }', `/bikes, query: {a: [${filled('[], ', bytes)}]} }`)),
  'a query in place of which stands a long list': (bytes) =>
    integration(good.replace('/bikes }', `/bikes, query: [${filled('{name: a}, ', bytes)}] }`)),
  'errors of wrong statuses': (bytes) =>
    integration(`${good}    response:\n      errors:\n${filled((index) => `        ${index + 600}: a\n`, bytes)}`),
  'a list in place of everything': (bytes) => integration(filled('- type: http\n', bytes)),
  'a text in place of everything': (bytes) => integration(filled('word ', bytes)),
  'a long word that is none of the allowed': (bytes) => integration(`type: ${filled('http', bytes)}\n`),
  'a long word in place of a number': (bytes) => integration(good.replace('request:', `timeout_seconds: "${filled('1', bytes)}"\n    request:`)),
  'a long list in place of a text': (bytes) =>
    integration(good.replace('Reads a bike by its number. Use it when asked.', `[${filled('a, ', bytes)}]`)),
  'many words in place of a list': (bytes) => ({ 'diga.yaml': `targets: "${filled('mcp, ', bytes)}"\n`, ...integration(good) }),
  'unknown keys in the settings': settings((index) => `key_${index}: a\n`, ''),
  'unknown codes in the settings': settings((index) => `  tool-name-duplicat${index}: error\n`, 'severity:\n'),
  'unknown targets': settings((index) => `  - mcp${index}\n`, 'targets:\n'),
  'targets that are deep lists': (bytes) => ({
    'diga.yaml': `targets: [${filled(`${nested('[', '', ']', 190)}, `, bytes)}]\n`,
    ...integration(good),
  }),
  'one target many times': settings(() => '  - mcp\n', 'targets:\n'),
  'unknown keys of an agent': agent((index) => `key_${index}: a\n`, 'description: The shop\n'),
  'tools of an agent of wrong types': agent((index) => `  desk_${index}: get_bike\n`, 'description: The shop\ntools:\n'),
  'a tool of an agent in place of which stand long lists': (bytes) => ({
    'agents/shop.yaml': `description: The shop\ntools: { desk: [${filled('[a], ', bytes)}] }\n`,
    ...integration(good),
  }),
  'variables of wrong types': agent((index) => `  v_${index}: 3\n`, 'description: The shop\ntools: {}\nvariables:\n'),
  'variables of wrong names': agent((index) => `  v ${index}: a\n`, 'description: The shop\ntools: {}\nvariables:\n'),
  'unknown keys of a lockfile': lock((index) => `key_${index}: a\n`, 'lockfile_version: 1\n'),
  'locked tools of wrong types': lock((index) => `  get_${index}: a\n`, 'lockfile_version: 1\ntools:\n'),
  'locked tools with keys too many': lock(
    (index) => `  get_${index}: { definition: { name: get_${index}, inputSchema: {} }, more: a }\n`,
    'lockfile_version: 1\ntools:\n',
  ),
}
