import { Exhausted, Meter } from '../../json/meter.ts'
import { isJsonObject } from '../../json/schema.ts'
import { areApart, unionsOf } from './apart.ts'
import { annotations, type Conjunction, conjunctionOf, isAnything } from './conjunction.ts'
import { type Asked, type Comparison, type Doubt, doubtAt } from './doubt.ts'
import { isImpossible } from './impossible.ts'
import { listDoubts } from './lists.ts'
import { meaningOf } from './meaning.ts'
import { numberDoubts } from './numbers.ts'
import { objectDoubts } from './objects.ts'
import { type ObjectPart, type Part, rootPart } from './part.ts'
import { doReferencesAgree, hasReferences } from './references.ts'
import { hasCounterexample } from './samples.ts'
import { textDoubts } from './texts.ts'
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
  const [left, right] = [rootPart(narrow, question.pointer, meter), rootPart(wide, question.pointer, meter)]
  try {
    return compare(left, right, question.undeclared)
  } catch (error) {
    if (error instanceof Exhausted) return unsureAt(right)
    throw error
  }
}

function compare(narrow: Part, wide: Part, undeclared: Comparison['undeclared']): readonly Doubt[] {
  const agree = doReferencesAgree(narrow, wide)
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
    const doubts = [...odd, ...wanted.parts.flatMap((wide) => partDoubts({ comparison, narrow: conjunction, wide }))]
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
      const { [keyword]: _, ...schema } = part.schema
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
    if (left === undefined || right === undefined || meaningOf(left) !== meaningOf(right)) return false
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
    ...(has('integer', 'fraction') ? numberDoubts(asked) : []),
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
  const beside = narrow.parts.flatMap(({ pointer }) => [`${pointer}/enum`, `${pointer}/const`, `${pointer}/type`])
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
  return kinds.every((kind) => wanted.includes(kind)) ? [] : [doubtAt(asked, 'type', 'refused')]
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
  ...['dependentRequired', 'dependentSchemas', 'dependencies', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else', '$ref'],
])

/** What nobody here knows may ask for anything. */
function unknownDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  return Object.entries(wide.schema).flatMap(([keyword, value]) => {
    if (compared.has(keyword) || annotations.has(keyword)) return []
    // What is left over depends on everything beside it.
    const isLeftOver = keyword.startsWith('unevaluated') && isJsonObject(wide.schema)
    const isGiven = !isLeftOver && narrow.parts.some(({ schema }) => comparison.isSameText(schema[keyword], value))
    return isGiven ? [] : [doubtAt(asked, keyword, 'unsure')]
  })
}

function distinct(doubts: readonly Doubt[]): readonly Doubt[] {
  return [...new Map(doubts.map((doubt) => [`${doubt.verdict} ${doubt.keyword} ${doubt.places.join(' ')}`, doubt])).values()]
}
