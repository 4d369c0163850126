import { conjunctionOf, isAnything } from './conjunction.ts'
import { type Asked, type Doubt, doubtAt, mildOf, unsureOf } from './doubt.ts'
import { isImpossible } from './impossible.ts'
import { limitDoubts, tightestLimit } from './limits.ts'
import { declaredIn, isClosed, isMentioned, namedIn, othersIn, patternsOf, requiredIn, spokenOf } from './names.ts'
import { entriesOf, type Part, partAt, textsIn } from './part.ts'
import { matches } from './pattern.ts'
import { fits } from './value.ts'

/** objectDoubts compares what is asked of objects. */
export function objectDoubts(asked: Asked): readonly Doubt[] {
  return [
    ...requiredDoubts(asked),
    ...propertyDoubts(asked),
    ...patternDoubts(asked),
    ...otherDoubts(asked),
    ...nameDoubts(asked),
    ...countDoubts(asked),
    ...dependentDoubts(asked),
  ]
}

function requiredDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const { required } = wide.schema
  if (required === undefined) return []
  if (!Array.isArray(required)) return [doubtAt(asked, 'required', 'unsure')]
  const given = requiredIn(narrow)
  const missing = textsIn(required).filter((name) => !given.has(name))
  const places = (name: string): readonly string[] => [wide, ...narrow.parts].map((part) => partAt(part, 0, 'properties', name).pointer)
  return missing.map((name) => doubtAt(asked, 'required', 'refused', places(name)))
}

function propertyDoubts(asked: Asked): readonly Doubt[] {
  return entriesOf(asked.wide.schema['properties']).flatMap(([name, schema]) =>
    isAnything(schema) ? [] : namedDoubts(asked, name, partAt(asked.wide, schema, 'properties', name)),
  )
}

/** Why what a name holds does not fit what is asked of it now. */
function namedDoubts({ comparison, narrow }: Asked, name: string, target: Part): readonly Doubt[] {
  const { parts, isDeclared, isBounded } = namedIn(narrow, name)
  if (isDeclared) return comparison.innerDoubtsOf(parts, target)
  if (comparison.undeclared === 'anything' || requiredIn(narrow).has(name)) return comparison.innerDoubtsOf(parts, target)
  const isUsed = isMentioned(narrow.parts, name)
  if (!isUsed && !isBounded) return []
  const doubts = comparison.innerDoubtsOf(parts, target)
  return isUsed ? unsureOf(doubts) : parts.every(({ schema }) => isAnything(schema)) ? mildOf(doubts) : doubts
}

function patternDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  return patternsOf(wide).flatMap(([pattern, target]) => {
    if (isAnything(target.schema)) return []
    const named = declaredIn(narrow).flatMap((name) => {
      const verdict = matches(pattern, name)
      if (verdict === false) return []
      const doubts = comparison.innerDoubtsOf(namedIn(narrow, name).parts, target)
      return verdict === undefined ? unsureOf(doubts) : doubts
    })
    // Names may fit two patterns at once, and which do cannot be told from the patterns.
    const patterns = narrow.parts.flatMap(patternsOf)
    const same = patterns.filter(([other]) => other === pattern).map(([, part]) => part)
    if (same.length > 0) return [...named, ...comparison.innerDoubtsOf(same, target)]
    const rest = isClosed(narrow) ? [] : unsureOf(comparison.innerDoubtsOf(othersIn(narrow), target))
    const others = patterns.flatMap(([, part]) => unsureOf(comparison.innerDoubtsOf([part], target)))
    return [...named, ...others, ...rest]
  })
}

/** What the wider schema asks of the names that it does not declare. */
function otherDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const { additionalProperties } = wide.schema
  if (additionalProperties === undefined || isAnything(additionalProperties)) return []
  const target = partAt(wide, additionalProperties, 'additionalProperties')
  const isForbidden = conjunctionOf([target]).isFalse
  const named = declaredIn(narrow).flatMap((name) => {
    const spoken = spokenOf(wide, name)
    if (spoken.isDeclared && spoken.isSure) return []
    const { parts } = namedIn(narrow, name)
    if (isImpossible(parts)) return []
    const places = parts.map(({ pointer }) => pointer)
    const doubts = isForbidden ? [doubtAt(asked, 'additionalProperties', 'refused', places)] : comparison.innerDoubtsOf(parts, target)
    // Who reads an answer overlooks what he does not know.
    return isForbidden && comparison.undeclared === 'anything' ? mildOf(doubts) : spoken.isSure ? doubts : unsureOf(doubts)
  })
  const patterns = narrow.parts
    .flatMap(patternsOf)
    .flatMap(([pattern, part]) => (patternsOf(wide).some(([other]) => other === pattern) ? [] : unsureOf(comparison.innerDoubtsOf([part], target))))
  if (isClosed(narrow)) return [...named, ...patterns]
  const others = comparison.innerDoubtsOf(othersIn(narrow), target)
  if (comparison.undeclared === 'anything') return [...named, ...patterns, ...mildOf(others)]
  return [...named, ...patterns, ...(patternsOf(wide).length > 0 ? unsureOf(others) : others)]
}

function nameDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const { propertyNames } = wide.schema
  if (propertyNames === undefined || isAnything(propertyNames)) return []
  if (narrow.parts.some(({ schema }) => comparison.isSameText(schema['propertyNames'], propertyNames))) return []
  const target = partAt(wide, propertyNames, 'propertyNames')
  const named = declaredIn(narrow).flatMap((name) => {
    const verdict = fits(name, target)
    return verdict === true || isImpossible(namedIn(narrow, name).parts)
      ? []
      : [doubtAt(asked, 'propertyNames', verdict === false ? 'refused' : 'unsure')]
  })
  if (isClosed(narrow)) return named
  const names = narrow.parts.flatMap((part) =>
    part.schema['propertyNames'] === undefined ? [] : [partAt(part, part.schema['propertyNames'], 'propertyNames')],
  )
  const first = narrow.parts[0] ?? wide
  const texts: Part = { ...first, schema: { type: 'string' }, pointer: `${first.pointer}/propertyNames/is:string` }
  const doubts = comparison.innerDoubtsOf([texts, ...names], target)
  return [...named, ...(patternsOf(first).length > 0 ? unsureOf(doubts) : doubts)]
}

function countDoubts(asked: Asked): readonly Doubt[] {
  const { narrow } = asked
  const most = isClosed(narrow) ? declaredIn(narrow).length : undefined
  const least = requiredIn(narrow).size
  // Other names are rarely used, so that there may be more of them is no more than possible.
  const hasLimit = tightestLimit(narrow, 'maxProperties', false) !== undefined
  return [
    ...limitDoubts(asked, { keyword: 'minProperties', isLeast: true, given: least, sure: 'refused' }),
    ...limitDoubts(asked, { keyword: 'maxProperties', isLeast: false, given: most, sure: hasLimit ? 'unsure' : 'refused' }),
  ]
}

function dependentDoubts(asked: Asked): readonly Doubt[] {
  const { wide } = asked
  return ['dependentRequired', 'dependentSchemas', 'dependencies'].flatMap((keyword) =>
    entriesOf(wide.schema[keyword]).flatMap(([name, needed]) => {
      const target = Array.isArray(needed) ? partAt(wide, { required: needed }, keyword, name) : partAt(wide, needed, keyword, name)
      return dependentDoubt(asked, name, target)
    }),
  )
}

/** Where a name holds something, more is asked. */
function dependentDoubt({ comparison, narrow, wide }: Asked, name: string, target: Part): readonly Doubt[] {
  const { parts, isDeclared } = namedIn(narrow, name)
  if (isImpossible(parts)) return []
  if (!isDeclared && comparison.undeclared === 'unused' && !isMentioned(narrow.parts, name)) return []
  // Not each by itself: that would take what stands beside it for unused.
  const given = narrow.parts.flatMap((part) =>
    ['dependentRequired', 'dependentSchemas', 'dependencies'].flatMap((keyword) =>
      entriesOf(part.schema[keyword]).flatMap(([other, needed]) =>
        other === name ? [partAt(part, Array.isArray(needed) ? { required: needed } : needed, keyword, name)] : [],
      ),
    ),
  )
  const first = narrow.parts[0] ?? wide
  const present: Part = { ...first, schema: { required: [name] }, pointer: `${first.pointer}/has:${name}` }
  const doubts = comparison.doubtsOf([...narrow.parts, present, ...given], target)
  return doubts.map((doubt) => ({ ...doubt, places: [...doubt.places, target.pointer] }))
}
