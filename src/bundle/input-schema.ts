import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Step } from '../yaml/cursor.ts'
import type { Said } from './loss.ts'
import { schemaTrouble } from './schema-trouble.ts'
import { rewriteSchema } from './schema-walk.ts'
import { examplesInWords, sentencesOf } from './words.ts'

/** Dialect is what a target takes of JSON Schema; what it does not take is rewritten with the same meaning, said in words, or refused. */
export interface Dialect {
  /** Keywords that may not stand at the root. */
  readonly rootRefuses: readonly string[]
  /** What the keys of the arguments must look like, where there is a rule. */
  readonly propertyKeys: { readonly pattern: RegExp; readonly rule: string } | undefined
  /** Keywords that say nothing to the target's reader and are left out, with the reason. */
  readonly drops: Readonly<Record<string, string>>
  /** Whether example values stay, or go into the description. */
  readonly examples: 'keep' | 'description'
  /** Whether every object must list properties and every array its items. */
  readonly wantsWhole: boolean
}

/** SchemaRemark is a remark on a schema, with its way from the schema's root. */
interface SchemaRemark {
  readonly weight: 'refused' | 'equal' | 'changed'
  readonly said: Said & { readonly hint: string }
}

/** ShapedSchema is an input schema as a target takes it. */
export interface ShapedSchema {
  readonly schema: JsonObject
  readonly remarks: readonly SchemaRemark[]
}

const hint = 'change the schema, or take the tool out of the agent for this target'

/** shapeInputSchema writes an input schema in a target's dialect. What it accepts stays the same; anything else is refused. */
export function shapeInputSchema(original: JsonObject, dialect: Dialect): ShapedSchema {
  const remarks: SchemaRemark[] = []
  const remark = (weight: SchemaRemark['weight'], steps: readonly Step[], message: string): void => {
    remarks.push({ weight, said: { subject: 'schema', steps, message, hint } })
  }
  const older = isOlderDraft(original) ? [onlyReference] : []
  const whole = dialect.wantsWhole ? [wholeObject, wholeArray] : []
  const rewrites = [...older, currentTuple, currentDependencies, objectProperties, ...whole, dropper(dialect.drops)]
  const schema = rewriteSchema(original, (inner, steps) => {
    const same: Tell = (message, keyword) => remark('equal', [...steps, keyword], message)
    const rewritten = rewrites.reduce((before, rewrite) => rewrite(before, same), inner)
    return dialect.examples === 'keep' ? rewritten : examplesAsWords(rewritten, (message, keyword) => remark('changed', [...steps, keyword], message))
  })
  const trouble = schemaTrouble(schema)
  if (trouble !== undefined) remark('refused', trouble.steps, `the input schema cannot be used: ${trouble.message}`)
  for (const { steps, message } of rootTrouble(schema, dialect)) remark('refused', steps, message)
  return { schema, remarks }
}

function rootTrouble(schema: JsonObject, { rootRefuses, propertyKeys }: Dialect): readonly { steps: readonly Step[]; message: string }[] {
  const found: { steps: readonly Step[]; message: string }[] = []
  if (schema['type'] !== 'object') found.push({ steps: ['type'], message: 'the input schema is not of type "object" at its root' })
  for (const keyword of rootRefuses) {
    if (Object.hasOwn(schema, keyword)) found.push({ steps: [keyword], message: `"${keyword}" at the root of the input schema is refused` })
  }
  if (propertyKeys === undefined) return found
  const keys = isJsonObject(schema['properties']) ? Object.keys(schema['properties']) : []
  for (const key of keys.filter((name) => !propertyKeys.pattern.test(name))) {
    found.push({ steps: ['properties', key], message: `the argument name ${JSON.stringify(key)} is refused: ${propertyKeys.rule}` })
  }
  return found
}

type Tell = (message: string, keyword: string) => void

/** Up to draft-07 nothing beside a `$ref` counted; what only describes may stay. Servers built with older libraries still declare it. */
function isOlderDraft({ $schema }: JsonObject): boolean {
  return typeof $schema === 'string' && /json-schema\.org\/draft-0[3-7]\//.test($schema)
}

// `type` may stay: the protocol demands "object" at the root, `$ref` or not, and a type that contradicts the reference would fit nothing.
const besideReference = new Set(['$ref', '$schema', '$defs', 'definitions', 'title', 'description', 'default', 'examples', '$comment', 'type'])

function onlyReference(schema: JsonObject, tell: Tell): JsonObject {
  const ignored = Object.keys(schema).filter((keyword) => !besideReference.has(keyword))
  if (!Object.hasOwn(schema, '$ref') || ignored.length === 0) return schema
  tell('what draft-07 ignores beside a "$ref" is left out', '$ref')
  return without(schema, ignored)
}

/** Draft-07 lists the items of a tuple under `items`; since 2020-12 they stand under `prefixItems`, and what follows them under `items`. */
function currentTuple(schema: JsonObject, tell: Tell): JsonObject {
  if (!Array.isArray(schema['items'])) return schema
  const { items, additionalItems, ...rest } = schema
  tell('a draft-07 tuple is written with "prefixItems"', 'items')
  return { ...rest, prefixItems: items, ...(additionalItems === undefined ? {} : { items: additionalItems }) }
}

function currentDependencies(schema: JsonObject, tell: Tell): JsonObject {
  const { dependencies, ...rest } = schema
  if (!isJsonObject(dependencies)) return schema
  tell('draft-07 "dependencies" are written as "dependentRequired" and "dependentSchemas"', 'dependencies')
  const entries = Object.entries(dependencies)
  const [names, schemas] = [entries.filter(([, value]) => Array.isArray(value)), entries.filter(([, value]) => !Array.isArray(value))]
  return { ...rest, ...some('dependentRequired', names), ...some('dependentSchemas', schemas) }
}

function some(keyword: string, entries: readonly (readonly [string, unknown])[]): JsonObject {
  return entries.length === 0 ? {} : { [keyword]: Object.fromEntries(entries) }
}

/** A property whose schema is `true` or `false` is written as an object: the MCP types and model APIs read objects only. */
function objectProperties(schema: JsonObject, tell: Tell): JsonObject {
  const { properties } = schema
  if (!isJsonObject(properties) || !Object.values(properties).some((value) => typeof value === 'boolean')) return schema
  tell('a property schema of true or false is written as an object', 'properties')
  const written = Object.entries(properties).map(([name, value]) => [name, value === true ? {} : value === false ? { not: {} } : value])
  return { ...schema, properties: Object.fromEntries(written) }
}

function wholeObject(schema: JsonObject, tell: Tell): JsonObject {
  if (!typesOf(schema).includes('object') || Object.hasOwn(schema, 'properties')) return schema
  tell('an object without properties gets an empty list of them', 'type')
  return { ...schema, properties: {} }
}

function wholeArray(schema: JsonObject, tell: Tell): JsonObject {
  if (!typesOf(schema).includes('array') || Object.hasOwn(schema, 'items')) return schema
  tell('an array without items gets items of any kind', 'type')
  return { ...schema, items: {} }
}

function dropper(drops: Dialect['drops']): (schema: JsonObject, tell: Tell) => JsonObject {
  return (schema, tell) => {
    const dropped = Object.keys(schema).filter((keyword) => Object.hasOwn(drops, keyword))
    for (const keyword of dropped) tell(`"${keyword}" is left out: ${drops[keyword]}`, keyword)
    return dropped.length === 0 ? schema : without(schema, dropped)
  }
}

function without(schema: JsonObject, keywords: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !keywords.includes(keyword)))
}

function examplesAsWords(schema: JsonObject, tell: Tell): JsonObject {
  const { examples, ...rest } = schema
  if (!Array.isArray(examples)) return schema
  tell('example values go into the description', 'examples')
  const description = sentencesOf(rest['description'], examplesInWords(examples))
  return description === '' ? rest : { ...rest, description }
}

function typesOf(schema: JsonObject): readonly unknown[] {
  return [schema['type']].flat()
}
