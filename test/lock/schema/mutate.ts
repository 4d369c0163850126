import { isJsonObject } from '../../../src/json/schema.ts'
import type { Random } from './random.ts'

/** Node is a schema that a mutation may change in place. */
export type Node = Record<string, unknown>

const single = [
  'items',
  'additionalProperties',
  'contains',
  'not',
  'if',
  'then',
  'else',
  'propertyNames',
  'unevaluatedProperties',
  'unevaluatedItems',
]
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const maps = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']

const isNode = (value: unknown): value is Node => isJsonObject(value)

/** nodesIn lists a schema and every one inside it. */
export function nodesIn(schema: unknown): Node[] {
  if (!isNode(schema)) return []
  const inner = Object.entries(schema).flatMap(([keyword, value]) => {
    if (single.includes(keyword)) return nodesIn(value)
    if (lists.includes(keyword) && Array.isArray(value)) return value.flatMap(nodesIn)
    if (maps.includes(keyword) && isNode(value)) return Object.values(value).flatMap(nodesIn)
    return []
  })
  return [schema, ...inner]
}

type Mutation = (node: Node, random: Random, root: Node) => void

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const namesOf = (node: Node): string[] => (isNode(node['properties']) ? Object.keys(node['properties']) : [])
const properties = (node: Node): Node => (isNode(node['properties']) ? node['properties'] : ((node['properties'] = {}) as Node))

const small: readonly unknown[] = [
  { type: 'string' },
  { type: 'integer' },
  { type: 'number', minimum: 0 },
  { type: 'boolean' },
  { type: ['string', 'null'] },
  { enum: ['a', 'b'] },
  { type: 'array', items: { type: 'string' } },
  { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
  { anyOf: [{ type: 'string' }, { type: 'integer' }] },
  {},
  true,
]

const copy = (value: unknown): unknown => structuredClone(value)

const numberFormats = ['int32', 'int64', 'float', 'double', 'uint8', 'odd']

const together = /^(?:if|then|else|(?:prefix|additional|unevaluated)?(?:Items|items)|\w*[cC]ontains|nullable|unevaluatedProperties)$/

/** Puts the first keyword of a schema into its `allOf`. */
function take(node: Node, isTaken: (keyword: string) => boolean): void {
  const [keyword] = Object.keys(node).filter((key) => !['$defs', 'definitions', 'properties', 'additionalProperties'].includes(key))
  if (keyword === undefined || ['allOf', '$ref'].includes(keyword) || !isTaken(keyword)) return
  node['allOf'] = [...asList(node['allOf']), { [keyword]: node[keyword] }]
  delete node[keyword]
}

/** Each slip that a server's next version may bring, by name. */
const mutations: Readonly<Record<string, Mutation>> = {
  'type other': (node, random) => void (node['type'] = random.one(['string', 'integer', 'number', 'boolean', 'array', 'object', 'null'])),
  'type more': (node, random) => void (node['type'] = [...new Set([...asList(node['type']), random.one(['null', 'string', 'integer', 'number'])])]),
  'type fewer': (node) => {
    const types = asList(node['type'])
    if (types.length > 1) node['type'] = types.length === 2 ? types[0] : types.slice(1)
    else if (types[0] === 'number') node['type'] = 'integer'
    else delete node['type']
  },
  'type free': (node) => void delete node['type'],
  'enum more': (node, random) => {
    if (Array.isArray(node['enum'])) node['enum'] = [...node['enum'], random.one(['zebra', 7, null])]
    else node['enum'] = ['zebra', 'yak', 3, null, true]
  },
  'enum fewer': (node, random) => {
    const { enum: values } = node
    if (Array.isArray(values) && values.length > 1) values.splice(random.upTo(values.length - 1), 1)
    else delete node['enum']
  },
  'enum order': (node) => void (Array.isArray(node['enum']) && node['enum'].reverse()),
  const: (node, random) => {
    if ('const' in node) random.chance(0.5) ? delete node['const'] : (node['const'] = 'other')
    else if (Array.isArray(node['enum'])) node['const'] = random.one(node['enum'])
  },
  'property more': (node, random) => void (properties(node)[random.one(['zz_new', 'note', 'limit'])] = copy(random.one(small))),
  'property fewer': (node, random) => {
    const names = namesOf(node)
    if (names.length === 0) return
    const name = random.one(names)
    delete properties(node)[name]
    if (Array.isArray(node['required']) && random.chance(0.8)) node['required'] = node['required'].filter((each) => each !== name)
  },
  'property renamed': (node, random) => {
    const names = namesOf(node)
    if (names.length === 0) return
    const name = random.one(names)
    properties(node)[`${name}_id`] = properties(node)[name]
    delete properties(node)[name]
    if (Array.isArray(node['required'])) node['required'] = node['required'].map((each: unknown) => (each === name ? `${name}_id` : each))
  },
  'required more': (node, random) => {
    const names = [...namesOf(node), 'zz_new']
    node['required'] = [...new Set([...asList(node['required']), random.one(names)])]
  },
  'required fewer': (node, random) => {
    const { required } = node
    if (Array.isArray(required) && required.length > 0) required.splice(random.upTo(required.length - 1), 1)
  },
  'required order': (node) => void (Array.isArray(node['required']) && node['required'].reverse()),
  closed: (node) => void (node['additionalProperties'] = false),
  opened: (node) => void delete node['additionalProperties'],
  others: (node, random) => void (node['additionalProperties'] = copy(random.one(small))),
  names: (node, random) => {
    if (node['propertyNames'] !== undefined && random.chance(0.5)) delete node['propertyNames']
    else node['propertyNames'] = copy(random.one([{ type: 'string' }, { pattern: '^[a-z_]+$' }, { maxLength: 12 }, { minLength: 1 }]))
  },
  patterns: (node, random) => {
    node['patternProperties'] = { [random.one(['^x-', '_id$', '^[a-m]'])]: copy(random.one(small)) }
  },
  'count of keys': (node, random) => void (node[random.one(['minProperties', 'maxProperties'])] = random.upTo(5)),
  dependent: (node, random) => {
    const names = [...namesOf(node), 'zz_new']
    if (random.chance(0.3)) delete node['dependentRequired']
    else node['dependentRequired'] = { [random.one(names)]: [random.one(names)] }
  },
  'dependent schema': (node, random) => {
    const names = [...namesOf(node), 'zz_new']
    if (random.chance(0.3)) delete node['dependentSchemas']
    else
      node[random.one(['dependentSchemas', 'dependencies'])] = {
        [random.one(names)]: copy(
          random.one([{ required: [random.one(names)] }, { maxProperties: 3 }, { properties: { [random.one(names)]: random.one(small) } }]),
        ),
      }
  },
  'one of the names': (node, random) => {
    const names = [...namesOf(node), 'zz_new']
    if ('anyOf' in node && random.chance(0.4)) delete node['anyOf']
    else
      node[random.one(['anyOf', 'oneOf'])] = [
        { required: [random.one(names)] },
        { required: [random.one(names)], properties: { [random.one(names)]: { type: 'string' } } },
      ]
  },
  'other patterns': (node, random) => {
    const patterns = isNode(node['patternProperties']) ? node['patternProperties'] : ((node['patternProperties'] = {}) as Node)
    patterns[random.one(['^x-', '_id$', '^[a-m]', '^zz_'])] = copy(random.one(small))
  },
  'count of some': (node, random) => {
    if ('contains' in node) node[random.one(['minContains', 'maxContains'])] = random.upTo(3)
  },
  'reference beside': (node, random, root) => {
    const defs = isNode(root['$defs']) ? root['$defs'] : ((root['$defs'] = {}) as Node)
    if (!('Beside' in defs)) defs['Beside'] = copy(random.one(small))
    if (node !== defs['Beside'] && !('$ref' in node)) node['$ref'] = '#/$defs/Beside'
  },
  'items other': (node, random) => {
    if ('items' in node || node['type'] === 'array') node['items'] = copy(random.one(small))
  },
  prefix: (node, random) => {
    if (node['type'] !== 'array') return
    node['prefixItems'] = [copy(random.one(small)), ...(random.chance(0.5) ? [copy(node['items'] ?? true)] : [])]
  },
  'length of list': (node, random) => void (node[random.one(['minItems', 'maxItems'])] = random.upTo(4)),
  unique: (node) => void (node['uniqueItems'] = node['uniqueItems'] !== true),
  contains: (node, random) => {
    if (node['type'] === 'array') node['contains'] = copy(random.one(small))
  },
  'length of text': (node, random) => void (node[random.one(['minLength', 'maxLength'])] = random.one([0, 1, 3, 10, 100])),
  pattern: (node, random) => {
    if ('pattern' in node && random.chance(0.4)) delete node['pattern']
    else node['pattern'] = random.one(['^[a-z]+$', '.', '^\\d{5}$', '', '^.*$', 'a'])
  },
  format: (node, random) => {
    if ('format' in node && random.chance(0.5)) delete node['format']
    else node['format'] = random.one(['date', 'date-time', 'email', 'uri', 'uuid'])
  },
  'format of numbers': (node, random) => {
    if ('format' in node && random.chance(0.3)) delete node['format']
    else if (['integer', 'number'].some((type) => asList(node['type']).includes(type))) node['format'] = random.one(numberFormats)
  },
  nullable: (node, random) => {
    if ('nullable' in node) random.chance(0.5) ? delete node['nullable'] : (node['nullable'] = node['nullable'] !== true)
    else if ('type' in node) node['nullable'] = random.chance(0.8)
  },
  range: (node, random) =>
    void (node[random.one(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'])] = random.one([-1, 0, 0.5, 1, 10, 100])),
  'range moved': (node, random) => {
    for (const keyword of ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems']) {
      if (typeof node[keyword] !== 'number') continue
      if (random.chance(0.2)) delete node[keyword]
      else node[keyword] = Math.max(0, node[keyword] + random.one([-1, 1]))
    }
  },
  'range open': (node) => {
    for (const [keyword, other] of [
      ['minimum', 'exclusiveMinimum'],
      ['maximum', 'exclusiveMaximum'],
      ['exclusiveMinimum', 'minimum'],
      ['exclusiveMaximum', 'maximum'],
    ] as const) {
      if (typeof node[keyword] !== 'number' || other in node) continue
      node[other] = node[keyword]
      delete node[keyword]
      return
    }
  },
  step: (node, random) => {
    if ('multipleOf' in node && random.chance(0.4)) delete node['multipleOf']
    else node['multipleOf'] = random.one([1, 2, 5, 0.5, 10])
  },
  choice: (node, random) => {
    const other = copy(random.one(small))
    const before = { ...node }
    for (const key of Object.keys(node)) if (key !== '$defs' && key !== 'definitions') delete node[key]
    const { $defs: _, definitions: __, ...rest } = before
    node[random.one(['anyOf', 'oneOf'])] = [rest, other]
  },
  'branch fewer': (node, random) => {
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = node[keyword]
      if (Array.isArray(branches) && branches.length > 1) branches.splice(random.upTo(branches.length - 1), 1)
    }
  },
  'branch more': (node, random) => {
    for (const keyword of ['anyOf', 'oneOf']) {
      const branches = node[keyword]
      if (Array.isArray(branches)) branches.push(copy(random.one(small)))
    }
  },
  'branch twice': (node, random) => {
    for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
      const branches = node[keyword]
      if (!Array.isArray(branches) || branches.length === 0) continue
      const branch: unknown = random.one(branches)
      const title = random.chance(0.3) ? { title: 'Another one' } : {}
      branches.push(isNode(branch) ? { ...structuredClone(branch), ...title } : branch)
    }
  },
  'branch order': (node) => {
    for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
      const branches = node[keyword]
      if (Array.isArray(branches)) branches.reverse()
    }
  },
  'choice of the other kind': (node) => {
    for (const [keyword, other] of [
      ['anyOf', 'oneOf'],
      ['oneOf', 'anyOf'],
    ] as const) {
      if (!(keyword in node) || other in node) continue
      node[other] = node[keyword]
      delete node[keyword]
      return
    }
  },
  'all of': (node, random) => void (node['allOf'] = [...asList(node['allOf']), copy(random.one(small))]),
  taken: (node) => take(node, (keyword) => !together.test(keyword)),
  // Away from what it is read together with.
  torn: (node) => take(node, () => true),
  not: (node, random) => {
    if ('not' in node) delete node['not']
    else node['not'] = copy(random.one([{ type: 'null' }, { const: 'a' }, { required: ['zz_new'] }, { type: 'string', maxLength: 2 }]))
  },
  if: (node, random) => {
    if ('if' in node) delete node['if']
    else {
      const names = [...namesOf(node), 'zz_new']
      node['if'] = { required: [random.one(names)] }
      node['then'] = { required: [random.one(names)] }
    }
  },
  reference: (node, _, root) => {
    if (node === root || '$ref' in node) return
    const defs = isNode(root['$defs']) ? root['$defs'] : ((root['$defs'] = {}) as Node)
    const name = `Part${Object.keys(defs).length}`
    defs[name] = { ...node }
    for (const key of Object.keys(node)) delete node[key]
    node['$ref'] = `#/$defs/${name}`
  },
  // What is left over depends on what all others speak of, were it to let everything pass.
  'left over': (node, random) => {
    const [keyword, beside] = random.one([
      ['unevaluatedProperties', 'additionalProperties'],
      ['unevaluatedItems', 'items'],
    ] as const)
    if (random.chance(0.5)) node[keyword] = random.one([false, false, { type: 'string' }])
    else if (beside in node) delete node[beside]
    else if (random.chance(0.5)) node[beside] = true
    else node['allOf'] = [...asList(node['allOf']), { [beside]: true }]
  },
  // The same words under another address, or another mark, lead elsewhere.
  resource: (node, random, root) => {
    if ('$id' in node) delete node['$id']
    else node['$id'] = `https://${random.one(['shop', 'desk'])}.example/${node === root ? 'root' : 'part'}`
  },
  anchor: (_, random, root) => {
    const defs = isNode(root['$defs']) ? Object.values(root['$defs']).filter(isNode) : []
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const from = defs.find((each) => keyword in each)
      if (from === undefined) continue
      const to = random.one(defs)
      const name = from[keyword]
      delete from[keyword]
      to[keyword] = name
    }
  },
  draft: (_, random, root) => {
    if ('$schema' in root && random.chance(0.3)) delete root['$schema']
    else root['$schema'] = random.one(['http://json-schema.org/draft-07/schema#', 'https://json-schema.org/draft/2020-12/schema'])
  },
  unknown: (node, random) => void (node[random.one(['x-limit', 'unevaluatedProperties', 'minimumLength'])] = random.one([false, 3])),
  wording: (node) => void (node['description'] = 'Some other words'),
  'let all': (node, random, root) => {
    const keyword = random.one(['items', 'additionalProperties', 'not'])
    if (node !== root && keyword !== 'not') node[keyword] = true
  },
}

/** respellings are the slips that change nothing of what a schema lets pass. */
export const respellings: readonly string[] = ['enum order', 'required order', 'branch order', 'taken', 'reference', 'wording']

/** rareSlips are those that change how the rest is read, or that few think of. */
export const rareSlips: readonly string[] = [
  ...['branch twice', 'left over', 'format of numbers', 'nullable', 'resource', 'anchor', 'draft', 'unknown', 'let all', 'prefix', 'reference'],
  ...['choice', 'dependent', 'type other'],
]

/** mutated is a schema with a few slips, of all or of some kinds, and the names of these. */
export function mutated(
  schema: unknown,
  random: Random,
  kinds: readonly string[] = Object.keys(mutations),
): { readonly schema: unknown; readonly slips: readonly string[] } {
  const root: unknown = structuredClone(schema)
  const slips: string[] = []
  const count = random.one([1, 1, 1, 2, 2, 3])
  for (let tries = 0; slips.length < count && tries < 100; tries += 1) {
    const name = random.one(kinds)
    const mutate = mutations[name]
    if (mutate === undefined) throw new Error(`there is no slip "${name}"`)
    const nodes = nodesIn(root)
    if (nodes.length === 0) break
    const node = random.chance(0.25) ? nodes[0] : random.one(nodes)
    const before = JSON.stringify(root)
    if (node !== undefined && isNode(root)) mutate(node, random, root)
    if (JSON.stringify(root) !== before) slips.push(name)
  }
  return { schema: root, slips }
}
