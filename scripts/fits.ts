import { readFileSync } from 'node:fs'

const shapes = ['integration', 'agent', 'project', 'lock'] as const

type Schema = Readonly<Record<string, unknown>>

const helpers = `const object = (d) => typeof d === 'object' && d !== null && !Array.isArray(d)
const number = (d) => typeof d === 'number' && Number.isFinite(d)
const every = (d, fits) => { for (const k in d) if (!fits(d[k], k)) return false; return true }
const count = (d) => Object.keys(d).length
const distinct = (d) => new Set(d.map((i) => JSON.stringify(i))).size === d.length
`

/**
 * fitsModule compiles the published schemas to functions that only say yes or no: a tenth of the code that also says why, and all that a clean
 * file needs. A keyword that it does not know stops the build. Whatever does not fit is judged again by the validators that say why.
 */
export function fitsModule(): string {
  return helpers + shapes.map((shape) => new Compiler(shape).module()).join('')
}

// These say something to people and editors, and refuse nothing.
const silent = new Set(['$schema', '$id', '$defs', 'title', 'description', 'default', 'examples', 'format', 'patternErrorMessage'])

class Compiler {
  private readonly shape: string
  private readonly lines: string[] = []

  constructor(shape: string) {
    this.shape = shape
  }

  module(): string {
    const schema: Schema = JSON.parse(readFileSync(new URL(`../schemas/${this.shape}.schema.json`, import.meta.url), 'utf8'))
    for (const [name, part] of Object.entries(schemaIn(schema, '$defs')))
      this.lines.push(`const ${this.nameOf(name)} = (d) => ${this.test(part, 'd')}`)
    this.lines.push(`export const ${this.shape} = (d) => ${this.test(schema, 'd')}`)
    return `${this.lines.join('\n')}\n`
  }

  private nameOf(part: string): string {
    return `${this.shape}_${part}`
  }

  /** An expression that tells whether `d` fits. */
  private test(schema: unknown, d: string): string {
    if (typeof schema === 'boolean') return String(schema)
    if (!isSchema(schema)) throw new Error(`${this.shape}: ${JSON.stringify(schema)} is no schema`)
    const parts = Object.entries(schema).flatMap(([keyword, value]) => this.keyword(schema, { keyword, value, d }) ?? [])
    return parts.length === 0 ? 'true' : parts.join(' && ')
  }

  private keyword(schema: Schema, { keyword, value, d }: { keyword: string; value: unknown; d: string }): string | undefined {
    const only = (type: string, test: string): string => (schema['type'] === type ? test : `(!${typeTest(type, d)} || ${test})`)
    switch (keyword) {
      case '$ref':
        return `${this.nameOf(String(value).replace('#/$defs/', ''))}(${d})`
      case 'type':
        return `(${[value]
          .flat()
          .map((type) => typeTest(String(type), d))
          .join(' || ')})`
      case 'const':
        return `${d} === ${JSON.stringify(value)}`
      case 'enum':
        return `${this.constant(`new Set(${JSON.stringify(value)})`)}.has(${d})`
      case 'required':
        return only(
          'object',
          `(${[value]
            .flat()
            .map((name) => `Object.hasOwn(${d}, ${JSON.stringify(name)})`)
            .join(' && ')})`,
        )
      case 'properties':
        return only('object', this.members(schema, d))
      case 'additionalProperties':
        return schema['properties'] === undefined ? only('object', this.members(schema, d)) : undefined
      case 'propertyNames':
        return only('object', `Object.keys(${d}).every((k) => ${this.test(value, 'k')})`)
      case 'minProperties':
        return only('object', `count(${d}) >= ${Number(value)}`)
      case 'maxProperties':
        return only('object', `count(${d}) <= ${Number(value)}`)
      case 'items':
        return only('array', `${d}.every((i) => ${this.test(value, 'i')})`)
      case 'minItems':
        return only('array', `${d}.length >= ${Number(value)}`)
      case 'uniqueItems':
        return only('array', `distinct(${d})`)
      case 'minLength':
        return only('string', `${d}.length >= ${Number(value)}`)
      case 'pattern':
        return only('string', `${this.constant(`new RegExp(${JSON.stringify(value)}, 'u')`)}.test(${d})`)
      case 'minimum':
        return `(typeof ${d} !== 'number' || ${d} >= ${Number(value)})`
      case 'maximum':
        return `(typeof ${d} !== 'number' || ${d} <= ${Number(value)})`
      case 'exclusiveMinimum':
        return `(typeof ${d} !== 'number' || ${d} > ${Number(value)})`
      case 'anyOf':
        return `(${[value]
          .flat()
          .map((branch) => `(${this.test(branch, d)})`)
          .join(' || ')})`
      case 'oneOf':
        return `(${[value]
          .flat()
          .map((branch) => `(${this.test(branch, d)} ? 1 : 0)`)
          .join(' + ')}) === 1`
      default:
        if (!silent.has(keyword)) throw new Error(`${this.shape}: the keyword "${keyword}" is not known to scripts/fits.ts`)
        return undefined
    }
  }

  /** One walk over the members, with a table of those that have a name. */
  private members(schema: Schema, d: string): string {
    const named = Object.entries(schemaIn(schema, 'properties')).map(([name, part]) => `${JSON.stringify(name)}: (d) => ${this.test(part, 'd')}`)
    const others = this.test(schema['additionalProperties'] ?? true, 'd')
    if (named.length === 0) return `every(${d}, (d) => ${others})`
    const table = this.constant(`{ __proto__: null, ${named.join(', ')} }`)
    return `every(${d}, (d, k) => { const fits = ${table}[k]; return fits === undefined ? ${others} : fits(d) })`
  }

  private constant(text: string): string {
    const name = `${this.shape}_${this.lines.length}`
    this.lines.push(`const ${name} = ${text}`)
    return name
  }
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
      return `(typeof ${d} === '${type}')`
  }
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function schemaIn(schema: Schema, key: string): Schema {
  const value = schema[key]
  return isSchema(value) ? value : {}
}
