import { type Schema, Validator } from '@cfworker/json-schema'
import { Exhausted, Meter } from './meter.ts'
import { isQuick, safePattern } from './safe-patterns.ts'
import { isJsonObject, type JsonObject } from './schema.ts'
import { sizeOf, type ValueSize } from './value-size.ts'

interface Prepared {
  readonly validator: Validator
  readonly meter: Meter
  /** How many steps it takes to look at each of its parts once. */
  readonly steps: number
  /** The largest values that it is for. */
  readonly longestText: number
  readonly longestList: number
  readonly mostKeys: number
}

const preparedBySchema = new WeakMap<JsonObject, Prepared>()

/**
 * validatorFor makes a validator of a schema that a file or a server supplied, for one value, so that it comes to an end: patterns that could take for
 * ever are run by another engine, and each look at a part of the schema is counted. A schema with references or branches in branches may ask for more
 * looks than there are atoms; it is given up on.
 */
export function validatorFor(schema: JsonObject, value: unknown): Validator {
  if (tooLarge.has(schema)) throw new Exhausted('it is too large')
  const size = sizeOf(value)
  const known = preparedBySchema.get(schema)
  const isKnown =
    known !== undefined && size.longestText <= known.longestText && size.longestList <= known.longestList && size.mostKeys <= known.mostKeys
  const { validator, meter, steps } = isKnown ? known : prepare(schema, size, known?.meter)
  meter.allow(Math.min(steps, 300) + 8 * size.values)
  return validator
}

function prepare(schema: JsonObject, size: ValueSize, known: Meter | undefined): Prepared {
  const meter = known ?? new Meter(2000)
  const rounded = { longestText: roundedUp(size.longestText), longestList: roundedUp(size.longestList), mostKeys: roundedUp(size.mostKeys) }
  const writing: Writing = { size: { ...size, ...rounded }, meter, steps: 0, pointers: 0, isForOneValue: false, isDone: false }
  const root = rewritten(schema, 0, writing)
  if (writing.pointers > mostPointers) {
    tooLarge.add(schema)
    throw new Exhausted('it is too large')
  }
  const validator = new Validator(asSchema(root), '2020-12', false)
  writing.isDone = true
  meter.allow(8 * writing.steps)
  const prepared = { validator, meter, steps: writing.steps, ...rounded }
  if (!writing.isForOneValue) preparedBySchema.set(schema, prepared)
  return prepared
}

const tooLarge = new WeakSet<JsonObject>()

function roundedUp(length: number): number {
  return Math.max(64, 2 ** Math.ceil(Math.log2(length + 1)))
}

// The library types a schema as its own interface; any JSON object is one.
function asSchema(root: unknown): Schema {
  return isJsonObject(root) ? root : {}
}

interface Writing {
  readonly size: ValueSize
  readonly meter: Meter
  /** How many steps it takes to look at each part once. */
  steps: number
  /** The characters of the pointers to all nodes, which the library writes out. */
  pointers: number
  /** Whether a pattern was replaced by the texts that it matches. */
  isForOneValue: boolean
  /** Whether the library is ready: only what it does for values counts. */
  isDone: boolean
}

// Under these stand schemas by name, and a name may be that of a keyword; under those stands data, which may look like a schema.
const named = new Set(['properties', '$defs', 'definitions', 'dependentSchemas'])
const data = new Set(['enum', 'const', 'default', 'examples'])
// The library checks `url`, which is no format of JSON Schema, in exponential time.
const unsafeFormats = new Set(['url'])
const mostPointers = 5_000_000

function rewritten(node: unknown, pointer: number, writing: Writing): unknown {
  if (Array.isArray(node)) return node.map((item) => rewritten(item, pointer + 4, writing))
  if (!isJsonObject(node)) return node
  writing.pointers += pointer
  const copy = Object.fromEntries(
    Object.entries(node).flatMap(([key, item]): (readonly [string, unknown])[] => {
      const below = pointer + key.length + 1
      if (key === 'format' && unsafeFormats.has(String(item))) return []
      if (key === 'pattern' && typeof item === 'string') return [[key, replaced(item, writing)]]
      if (key === 'patternProperties' && isJsonObject(item)) {
        return [[key, byName(item, below, writing, (pattern) => replaced(pattern, writing))]]
      }
      if (named.has(key) && isJsonObject(item)) return [[key, byName(item, below, writing, (name) => name)]]
      return [[key, data.has(key) ? item : rewritten(item, below, writing)]]
    }),
  )
  return metered(copy, writing)
}

function byName(schemas: JsonObject, pointer: number, writing: Writing, nameOf: (name: string) => string): JsonObject {
  return Object.fromEntries(Object.entries(schemas).map(([name, inner]) => [nameOf(name), rewritten(inner, pointer + name.length + 1, writing)]))
}

function replaced(pattern: string, writing: Writing): string {
  const { texts, longestText } = writing.size
  if (isQuick(pattern, longestText)) return pattern
  writing.isForOneValue = true
  return safePattern(pattern, texts)
}

/** The library asks each part of a schema for its `$ref` once for each value that it holds against it. */
function metered(schema: JsonObject, writing: Writing): JsonObject {
  const { $ref: reference, ...rest } = schema
  const own = ownSteps(rest)
  const steps = own + productSteps(rest, writing.size)
  writing.steps += own
  return Object.defineProperty(rest, '$ref', {
    enumerable: reference !== undefined,
    get: () => {
      if (writing.isDone) writing.meter.spend(steps)
      return reference
    },
  })
}

function ownSteps({ enum: values, const: only, required, properties }: JsonObject): number {
  const compared = values === undefined && only === undefined ? 0 : JSON.stringify([values, only]).length / 50
  const named = (Array.isArray(required) ? required.length : 0) + countOf(properties)
  return 1 + compared + named / 10
}

/** Some keywords hold each item of a value against each other one, or each of its keys against each of theirs. */
function productSteps({ patternProperties, uniqueItems }: JsonObject, { mostKeys, longestList }: ValueSize): number {
  const matched = patternProperties === undefined ? 0 : countOf(patternProperties) * mostKeys
  return matched + (uniqueItems === true ? longestList ** 2 / 50 : 0)
}

function countOf(mapping: unknown): number {
  return isJsonObject(mapping) ? Object.keys(mapping).length : 0
}
