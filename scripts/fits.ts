import { readFileSync } from 'node:fs'

const shapes = ['integration', 'agent', 'project', 'lock'] as const

type Schema = Readonly<Record<string, unknown>>

const helpers = `const object = (d) => typeof d === 'object' && d !== null && !Array.isArray(d)
const text = (d) => typeof d === 'string' && d !== ''
const number = (d) => typeof d === 'number' && Number.isFinite(d)
const size = (d) => Number.isInteger(d) && d >= 0
const distinct = (d) => new Set(d.map((i) => JSON.stringify(i))).size === d.length
`

/**
 * fitsModule compiles the published schemas to functions that only say yes or no: a tenth of the code that also says why, and all that a clean
 * file needs. A keyword that it does not know stops the build. Whatever does not fit is judged again by the validators that say why.
 */
export function fitsModule(): string {
  const named = 'export { integration_credentials as fitsCredentials, integration_example as fitsExample }\n'
  return helpers + shapes.map((shape) => new Compiler(shape).module()).join('') + named
}

// These say something to people and editors, and refuse nothing.
const silent = new Set(['$schema', '$id', '$defs', 'title', 'description', 'default', 'examples', 'format', 'patternErrorMessage'])

// What is judged in one walk over the members of an object.
const ofMembers = ['properties', 'required', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties']

class Compiler {
  private readonly shape: string
  private readonly root: Schema
  private readonly lines: string[] = []
  private readonly constants = new Map<string, string>()

  constructor(shape: string) {
    this.shape = shape
    this.root = JSON.parse(readFileSync(new URL(`../schemas/${shape}.schema.json`, import.meta.url), 'utf8'))
  }

  module(): string {
    const parts = Object.entries(schemaIn(this.root, '$defs'))
    for (const [name, part] of parts) this.lines.push(`const ${this.nameOf(name)} = (d) => ${this.test(part, 'd')}`)
    this.lines.push(`export const ${this.shape} = (d) => ${this.test(this.root, 'd')}`)
    this.lines.push(`export const ${this.shape}Parts = () => ({ ${parts.map(([name]) => `${name}: ${this.nameOf(name)}`).join(', ')} })`)
    return `${this.lines.join('\n')}\n`
  }

  private nameOf(part: string): string {
    return `${this.shape}_${part}`
  }

  /** An expression that tells whether `d` fits. */
  private test(schema: unknown, d: string): string {
    if (typeof schema === 'boolean') return String(schema)
    if (!isSchema(schema)) throw new Error(`${this.shape}: ${JSON.stringify(schema)} is no schema`)
    // What is written most often, in one word.
    const words = JSON.stringify(Object.fromEntries(Object.entries(schema).filter(([keyword]) => !silent.has(keyword))))
    if (words === '{"type":"string","minLength":1}') return `text(${d})`
    if (words === '{"type":"integer","minimum":0}') return `size(${d})`
    const own = Object.entries(schema).flatMap(([keyword, value]) => this.keyword(schema, { keyword, value, d }) ?? [])
    const members = ofMembers.some((keyword) => keyword in schema) ? [only(schema, 'object', `${this.members(schema)}(${d})`, d)] : []
    // The type comes first: what follows takes it for granted.
    const parts = [...(schema['type'] === undefined ? [] : [typeTests([schema['type']].flat(), d)]), ...members, ...own]
    return parts.length === 0 ? 'true' : parts.join(' && ')
  }

  private keyword(schema: Schema, { keyword, value, d }: { keyword: string; value: unknown; d: string }): string | undefined {
    switch (keyword) {
      case '$ref':
        return `${this.nameOf(String(value).replace('#/$defs/', ''))}(${d})`
      case 'const':
        return `${d} === ${JSON.stringify(value)}`
      case 'enum':
        return `(${[value]
          .flat()
          .map((one) => `${d} === ${JSON.stringify(one)}`)
          .join(' || ')})`
      case 'items':
        return only(schema, 'array', `${d}.every((i) => ${this.test(value, 'i')})`, d)
      case 'minItems':
        return only(schema, 'array', `${d}.length >= ${Number(value)}`, d)
      case 'uniqueItems':
        return only(schema, 'array', `distinct(${d})`, d)
      case 'minLength':
        return only(schema, 'string', `${d}.length >= ${Number(value)}`, d)
      case 'pattern':
        return only(schema, 'string', `${this.constant(patternText(String(value)))}.test(${d})`, d)
      case 'minimum':
        return only(schema, 'number', `${d} >= ${Number(value)}`, d)
      case 'maximum':
        return only(schema, 'number', `${d} <= ${Number(value)}`, d)
      case 'exclusiveMinimum':
        return only(schema, 'number', `${d} > ${Number(value)}`, d)
      case 'exclusiveMaximum':
        return only(schema, 'number', `${d} < ${Number(value)}`, d)
      case 'dependentRequired':
        return Object.entries(isSchema(value) ? value : {})
          .flatMap(([key, others]) => [others].flat().map((other) => `(!(${JSON.stringify(key)} in ${d}) || ${JSON.stringify(other)} in ${d})`))
          .join(' && ')
      case 'anyOf':
        return `(${[value]
          .flat()
          .map((branch) => `(${this.test(branch, d)})`)
          .join(' || ')})`
      case 'oneOf':
        return this.oneOf([value].flat(), d)
      default:
        if (keyword !== 'type' && !ofMembers.includes(keyword) && !silent.has(keyword))
          throw new Error(`${this.shape}: the keyword "${keyword}" is not known to scripts/fits.ts`)
        return undefined
    }
  }

  /** Of branches that say by a word which of them is meant, one is looked at. */
  private oneOf(branches: readonly unknown[], d: string): string {
    const words = branches.map((branch) => this.tagOf(branch))
    if (new Set(words).size < branches.length || words.includes(undefined))
      return `(${branches.map((branch) => `(${this.test(branch, d)} ? 1 : 0)`).join(' + ')}) === 1`
    return `(${branches.map((branch, index) => `${d}.type === ${JSON.stringify(words[index])} ? ${this.test(branch, d)} : `).join('')}false)`
  }

  private tagOf(branch: unknown): unknown {
    const path = isSchema(branch) ? branch['$ref'] : undefined
    const schema = typeof path === 'string' ? schemaIn(schemaIn(this.root, '$defs'), path.replace('#/$defs/', '')) : {}
    const isTagged = schema['type'] === 'object' && [schema['required']].flat().includes('type')
    return isTagged ? schemaIn(schemaIn(schema, 'properties'), 'type')['const'] : undefined
  }

  /** The name of a function that walks over the members of an object, once. */
  private members(schema: Schema): string {
    const named = Object.entries(schemaIn(schema, 'properties'))
    const required = [schema['required'] ?? []].flat().map(String)
    const others = this.test(schema['additionalProperties'] ?? true, 'v')
    const cases = [...named, ...required.filter((name) => named.every(([known]) => known !== name)).map((name) => [name, {}] as const)].map(
      ([name, part]) => `case ${JSON.stringify(name)}: ${required.includes(name) ? 'n += 1; ' : ''}f = ${this.test(part, 'v')}; break\n`,
    )
    const isCounted = schema['minProperties'] !== undefined || schema['maxProperties'] !== undefined
    // A key is a text.
    const names = refusedUnless(
      this.test({ ...schemaIn(schema, 'propertyNames'), type: 'string' }, 'k').replace(/^typeof k === 'string'(?: && |$)/, '') || 'true',
    )
    const members =
      cases.length === 0 ? refusedUnless(others) : `let f = true; switch (k) {\n${cases.join('')}default: f = ${others} }\nif (!f) return false; `
    const counts = [
      ...(required.length === 0 ? [] : [`n === ${required.length}`]),
      ...(schema['minProperties'] === undefined ? [] : [`c >= ${Number(schema['minProperties'])}`]),
      ...(schema['maxProperties'] === undefined ? [] : [`c <= ${Number(schema['maxProperties'])}`]),
    ]
    const start = `${required.length === 0 ? '' : 'let n = 0; '}${isCounted ? 'let c = 0; ' : ''}`
    const walk = `for (const k in d) { ${isCounted ? 'c += 1; ' : ''}const v = d[k]; ${names}${members}}`
    return this.constant(`(d) => { ${start}${walk} return ${counts.join(' && ') || 'true'} }`)
  }

  /** The name of a constant; what is the same gets the same one. */
  private constant(text: string): string {
    const known = this.constants.get(text)
    if (known !== undefined) return known
    const name = `${this.shape}_${this.constants.size}`
    this.constants.set(text, name)
    this.lines.push(`const ${name} = ${text}`)
    return name
  }
}

function refusedUnless(test: string): string {
  if (test === 'true') return ''
  return test === 'false' ? 'return false; ' : `if (!(${test})) return false; `
}

/** A keyword says something of one type only. */
function only(schema: Schema, type: string, test: string, d: string): string {
  const isOfType = schema['type'] === type || (type === 'number' && schema['type'] === 'integer')
  return isOfType ? test : `(!(${typeTest(type, d)}) || ${test})`
}

/** The flag that JSON Schema asks for makes an expression slow to build, and matters only beyond ASCII. */
function patternText(pattern: string): string {
  const isPlain = /^[\^$\w{},/:#%&'*+!`|~[\]?()-]*$/.test(pattern) && !pattern.includes('[^') && !pattern.includes('.')
  return `/* @__PURE__ */ new RegExp(${JSON.stringify(pattern)}${isPlain ? '' : ", 'u'"})`
}

function typeTests(types: readonly unknown[], d: string): string {
  const tests = types.map((type) => typeTest(String(type), d))
  return tests.length === 1 ? tests.join('') : `(${tests.join(' || ')})`
}

function typeTest(type: string, d: string): string {
  switch (type) {
    case 'object':
    case 'number':
      return `${type}(${d})`
    case 'array':
      return `Array.isArray(${d})`
    case 'null':
      return `${d} === null`
    case 'integer':
      return `Number.isInteger(${d})`
    default:
      return `typeof ${d} === '${type}'`
  }
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function schemaIn(schema: Schema, key: string): Schema {
  const value = schema[key]
  return isSchema(value) ? value : {}
}
