import { Exhausted, Meter } from '../../json/meter.ts'
import { pointerStep } from '../../json/pointer.ts'
import type { JsonObject } from '../../json/schema.ts'
import { areApart, unionsOf } from './apart.ts'
import { annotations, type Conjunction, conjunctionOf, isAnything } from './conjunction.ts'
import { type Asked, type Comparison, type Doubt, doubtAt, unsureOf } from './doubt.ts'
import { numberFormatDoubts } from './formats.ts'
import { isImpossible } from './impossible.ts'
import { listDoubts } from './lists.ts'
import { meaningOf } from './meaning.ts'
import { numberDoubts } from './numbers.ts'
import { objectDoubts } from './objects.ts'
import { type ObjectPart, type Part, rootPart } from './part.ts'
import { doReferencesAgree, hasReferences } from './references.ts'
import { hasCounterexample } from './samples.ts'
import { textDoubts } from './texts.ts'
import { traitsOf } from './traits.ts'
import { commonKinds, kindsOf } from './types.ts'
import { conditionDoubts, unionDoubts } from './unions.ts'
import { fits } from './value.ts'
import { type Listed, valuesOf } from './values.ts'

// The largest schemas of honest servers take three thousand.
const mostSteps = 20_000
const mostLevels = 60
const mostTries = 10

/** Question says what two schemas are compared for. */
export interface Question extends Pick<Comparison, 'undeclared'> {
  /** Where both stand in the definition of their tool. */
  readonly pointer: string
  /** What all comparisons of one list together may cost. */
  readonly effort?: Meter
}

/**
 * schemaDoubts tells why not every value that fits one schema fits another one. An empty list is a proof that it does, within what the
 * schemas say; what cannot be proven either way is unsure.
 */
export function schemaDoubts(narrow: unknown, wide: unknown, question: Question): readonly Doubt[] {
  const own = new Meter(mostSteps)
  const meter: Pick<Meter, 'spend'> = {
    spend: (steps) => {
      own.spend(steps)
      question.effort?.spend(steps)
    },
  }
  const read = (isNullable: boolean): readonly Doubt[] => {
    const [left, right] = [rootPart(narrow, question.pointer, meter, isNullable), rootPart(wide, question.pointer, meter, isNullable)]
    try {
      return compare(left, right, question.undeclared)
    } catch (error) {
      if (error instanceof Exhausted) return unsureAt(right)
      throw error
    }
  }
  const doubts = read(false)
  if (![narrow, wide].some((schema) => traitsOf(schema).isNullable)) return doubts
  // Who reads the server's schema may take it for one of OpenAPI.
  const told = new Set(doubts.map(nameOf))
  return [...doubts, ...unsureOf(read(true)).filter((doubt) => !told.has(nameOf(doubt)))]
}

function compare(narrow: Part, wide: Part, undeclared: Comparison['undeclared']): readonly Doubt[] {
  const around = { hasLeftOvers: [narrow, wide].some(({ schema }) => traitsOf(schema).hasLeftOvers) }
  const agree = doReferencesAgree(narrow, wide, around)
  const known = new Map<string, readonly Doubt[]>()
  const open = new Map<string, number>()
  let assumptions = 0
  let levels = 0
  let tries = 0
  const comparison: Comparison = { doubtsOf, innerDoubtsOf, areApart, isSameText, undeclared }

  function doubtsOf(parts: readonly Part[], target: Part): readonly Doubt[] {
    if (isAnything(target.schema)) return []
    const key = `${parts.map(({ pointer }) => pointer).join(' ')} > ${target.pointer}`
    const before = known.get(key)
    if (before !== undefined) return before
    const opened = open.get(key)
    if (opened !== undefined) {
      assumptions += 1
      // What refers to itself further inside: values are finite, so what holds of a part because it holds of the whole holds of both.
      return opened < levels ? [] : unsureAt(target)
    }
    if (open.size > mostLevels) return unsureAt(target)
    open.set(key, levels)
    const assumed = assumptions
    const doubts = distinct(compared(parts, target))
    open.delete(key)
    if (assumptions === assumed) known.set(key, doubts)
    return doubts
  }

  function innerDoubtsOf(parts: readonly Part[], target: Part): readonly Doubt[] {
    levels += 1
    const doubts = doubtsOf(parts, target)
    levels -= 1
    return doubts
  }

  function compared(parts: readonly Part[], target: Part): readonly Doubt[] {
    if (parts.some(({ schema }) => isSameText(schema, target.schema))) return []
    if (isImpossible(parts)) return []
    const conjunction = conjunctionOf(parts)
    const wanted = conjunctionOf([target])
    const places = [target.pointer, ...parts.map(({ pointer }) => pointer)]
    if (wanted.isFalse) return [{ verdict: 'refused', keyword: '', places }]
    const odd: readonly Doubt[] = wanted.isWhole ? [] : [{ verdict: 'unsure', keyword: '$ref', places }]
    const doubts = [
      ...odd,
      ...goneDoubts(conjunction, wanted),
      ...wanted.parts.flatMap((wide) => partDoubts({ comparison, narrow: conjunction, wide })),
    ]
    return shown(parts, target, doubts.length === 0 ? [] : (splitDoubts(conjunction, target) ?? doubts))
  }

  /** Where the narrower schema is a choice, each of its branches by itself; undefined where there is none. */
  function splitDoubts(conjunction: Conjunction, target: Part): readonly Doubt[] | undefined {
    const [branches] = unionsOf(conjunction)
    const [first] = branches ?? []
    if (branches === undefined || first === undefined) return undefined
    const [keyword, owner] = [first.pointer.split('/').at(-2) ?? '', first.pointer.split('/').slice(0, -2).join('/')]
    const rest = conjunction.parts.map((part): Part => {
      if (part.pointer !== owner) return part
      // What is left over without the choice is more than what is left over with it.
      const { [keyword]: _, unevaluatedProperties: __, unevaluatedItems: ___, ...schema } = part.schema
      return { ...part, schema, pointer: part.pointer }
    })
    return branches.flatMap((branch) => doubtsOf([...rest, branch], target))
  }

  /** What cannot be told may still be shown: by a value that fits the one and not the other. */
  function shown(parts: readonly Part[], target: Part, doubts: readonly Doubt[]): readonly Doubt[] {
    if (tries >= mostTries || doubts.length === 0 || doubts.some(({ verdict, isMild }) => verdict === 'refused' || isMild === true)) return doubts
    tries += 1
    return hasCounterexample(parts, target) ? doubts.map((doubt) => ({ ...doubt, verdict: 'refused' })) : doubts
  }

  function isSameText(left: unknown, right: unknown): boolean {
    if (left === undefined || right === undefined || meaningOf(left, around) !== meaningOf(right, around)) return false
    return agree || !(hasReferences(left) || hasReferences(right))
  }

  return doubtsOf([narrow], wide)
}

function unsureAt({ pointer }: Part): readonly Doubt[] {
  return [{ verdict: 'unsure', keyword: '', places: [pointer] }]
}

function partDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  if (narrow.parts.some(({ schema }) => comparison.isSameText(schema, wide.schema))) return []
  const values = valuesOf(narrow)
  if (values !== undefined) return values.flatMap((listed) => valueDoubts(asked, listed))
  const kinds = commonKinds(narrow)
  const wanted = kindsOf(wide)
  const common = wanted === undefined ? kinds : kinds.filter((kind) => wanted.includes(kind))
  const has = (...some: typeof kinds): boolean => some.some((kind) => common.includes(kind))
  return [
    ...typeDoubts(asked, kinds),
    ...enumDoubts(asked),
    ...(has('integer', 'fraction') ? [...numberDoubts(asked), ...numberFormatDoubts(asked)] : []),
    ...(has('string') ? textDoubts(asked) : []),
    ...(has('array') ? listDoubts(asked) : []),
    ...(has('object') ? objectDoubts(asked) : []),
    ...unionDoubts(asked, 'anyOf'),
    ...unionDoubts(asked, 'oneOf'),
    ...conditionDoubts(asked),
    ...unknownDoubts(asked),
  ]
}

/** Of a value that is written out, whether it fits; and which keyword is to blame. */
function valueDoubts(asked: Asked, { value, isSure }: Listed): readonly Doubt[] {
  const { wide, narrow } = asked
  const verdict = fits(value, { ...wide, schema: withoutApplied(wide) })
  if (verdict === true) return []
  const blamed = Object.keys(wide.schema).find((keyword) => fits(value, { ...wide, schema: { [keyword]: wide.schema[keyword] } }) === false) ?? ''
  const beside = narrow.parts.flatMap(({ pointer }) => [`${pointer}/enum`, `${pointer}/const`, `${pointer}/type`, `${pointer}/nullable`])
  return [doubtAt(asked, blamed, verdict === false && isSure ? 'refused' : 'unsure', beside)]
}

/** References and `allOf` are looked at for themselves. */
function withoutApplied({ schema }: ObjectPart): unknown {
  const { $ref: _, allOf: __, ...rest } = schema
  return rest
}

function typeDoubts(asked: Asked, kinds: ReturnType<typeof commonKinds>): readonly Doubt[] {
  const wanted = kindsOf(asked.wide)
  if (wanted === undefined) return [doubtAt(asked, 'type', 'unsure')]
  const beside = [asked.wide, ...asked.narrow.parts].map(({ pointer }) => `${pointer}/nullable`)
  return kinds.every((kind) => wanted.includes(kind)) ? [] : [doubtAt(asked, 'type', 'refused', beside)]
}

function enumDoubts(asked: Asked): readonly Doubt[] {
  return ['enum', 'const'].flatMap((keyword) => {
    if (!Object.hasOwn(asked.wide.schema, keyword)) return []
    const isList = keyword === 'const' || Array.isArray(asked.wide.schema[keyword])
    const beside = asked.narrow.parts.map(({ pointer }) => `${pointer}/type`)
    return [doubtAt(asked, keyword, isList ? 'refused' : 'unsure', beside)]
  })
}

const compared: ReadonlySet<string> = new Set([
  ...[
    'type',
    'enum',
    'const',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minLength',
    'maxLength',
    'pattern',
    'format',
  ],
  ...['items', 'prefixItems', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  ...['required', 'properties', 'patternProperties', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else', '$ref', 'nullable'],
])

/** What asks for something that is not compared. Without them less is asked, and no more. */
const restricting: ReadonlySet<string> = new Set(['unevaluatedProperties', 'unevaluatedItems', '$dynamicRef', '$recursiveRef'])

/** What nobody here knows may ask for anything. */
function unknownDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  return Object.entries(wide.schema).flatMap(([keyword, value]) => {
    if (compared.has(keyword) || annotations.has(keyword)) return []
    // What is left over depends on everything beside it.
    const isLeftOver = keyword.startsWith('unevaluated')
    // With its name, for the references are seen by that.
    const isGiven = !isLeftOver && narrow.parts.some(({ schema }) => comparison.isSameText(only(schema, keyword), { [keyword]: value }))
    const beside = isLeftOver ? [wide, ...narrow.parts].flatMap(({ pointer }) => speaking.map((other) => `${pointer}/${other}`)) : []
    return isGiven ? [] : [doubtAt(asked, keyword, 'unsure', beside)]
  })
}

/** The keywords, properties apart, by which something is spoken of, and not left over. */
const speaking = [
  ...['additionalProperties', 'patternProperties', 'items', 'additionalItems', 'prefixItems', 'contains'],
  ...['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else', 'dependentSchemas', '$ref'],
]

function only(schema: JsonObject, keyword: string): JsonObject | undefined {
  return Object.hasOwn(schema, keyword) ? { [keyword]: schema[keyword] } : undefined
}

/** It may as well have let something pass, which is not taken without it. */
function goneDoubts(narrow: Conjunction, wanted: Conjunction): readonly Doubt[] {
  return narrow.parts.flatMap(({ schema, pointer }) =>
    Object.keys(schema).flatMap((keyword): readonly Doubt[] => {
      if (compared.has(keyword) || annotations.has(keyword) || restricting.has(keyword) || isSaidIn(wanted, keyword)) return []
      return [{ verdict: 'unsure', keyword, places: [`${pointer}/${pointerStep(keyword)}`] }]
    }),
  )
}

/** Whether a keyword is said, or by a branch of a choice, which is then compared with it. */
function isSaidIn(wanted: Conjunction, keyword: string, levels = 4): boolean {
  if (wanted.parts.some(({ schema }) => Object.hasOwn(schema, keyword))) return true
  if (levels === 0) return false
  return unionsOf(wanted).some((branches) => branches.some((branch) => isSaidIn(conjunctionOf([branch]), keyword, levels - 1)))
}

function nameOf({ keyword, places }: Doubt): string {
  return `${keyword} ${places.join(' ')}`
}

function distinct(doubts: readonly Doubt[]): readonly Doubt[] {
  return [...new Map(doubts.map((doubt) => [`${doubt.verdict} ${nameOf(doubt)}`, doubt])).values()]
}
