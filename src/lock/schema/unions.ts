import { type Conjunction, conjunctionOf } from './conjunction.ts'
import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import { type Part, partAt } from './part.ts'
import { commonKinds, type Kind } from './types.ts'
import { fits } from './value.ts'
import { valuesOf } from './values.ts'

/** unionDoubts compares with a choice of schemas: one of them, or exactly one, has to let each value pass. */
export function unionDoubts(asked: Asked, keyword: 'anyOf' | 'oneOf'): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const list = wide.schema[keyword]
  if (list === undefined) return []
  if (!Array.isArray(list) || list.length === 0) return [doubtAt(asked, keyword, 'unsure')]
  if (narrow.parts.some(({ schema }) => comparison.isSameText({ [keyword]: schema[keyword] }, { [keyword]: list }))) return []
  const branches = list.map((branch: unknown, index) => partAt(wide, branch, keyword, index))
  if (keyword === 'anyOf' && branches.some((branch) => comparison.doubtsOf(narrow.parts, branch).length === 0)) return []
  return kindGroups(narrow).flatMap((type) => {
    const first = narrow.parts[0] ?? wide
    const only: Part = { ...first, schema: { type }, pointer: `${first.pointer}/is:${String(type)}` }
    return branchDoubts({ ...asked, narrow: conjunctionOf([...narrow.parts, only]) }, keyword, branches)
  })
}

function branchDoubts(asked: Asked, keyword: 'anyOf' | 'oneOf', branches: readonly Part[]): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const values = valuesOf(narrow)
  if (values !== undefined) {
    const union: Part = { ...wide, schema: { [keyword]: wide.schema[keyword] } }
    return values.flatMap(({ value, isSure }) => {
      const verdict = fits(value, union)
      return verdict === true ? [] : [doubtAt(asked, keyword, verdict === false && isSure ? 'refused' : 'unsure')]
    })
  }
  const candidates = branches.filter((branch) => !comparison.areApart(narrow.parts, branch))
  const [only] = candidates
  if (only === undefined) return [doubtAt(asked, keyword, 'refused')]
  if (candidates.length === 1) return comparison.doubtsOf(narrow.parts, only)
  if (keyword === 'anyOf' && candidates.some((branch) => comparison.doubtsOf(narrow.parts, branch).length === 0)) return []
  return [doubtAt(asked, keyword, 'unsure')]
}

/** One type for each kind of values, so that branches for other kinds do not matter. */
function kindGroups(narrow: Conjunction): readonly (Kind | 'number')[] {
  const kinds = commonKinds(narrow)
  if (!kinds.includes('fraction')) return kinds
  return [...kinds.filter((kind) => kind !== 'fraction' && kind !== 'integer'), 'number']
}

/** conditionDoubts compares with `not` and `if`, of which little can be told. */
export function conditionDoubts(asked: Asked): readonly Doubt[] {
  return [...notDoubts(asked), ...ifDoubts(asked)]
}

function notDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const { not } = wide.schema
  if (not === undefined || narrow.parts.some(({ schema }) => comparison.isSameText(schema['not'], not))) return []
  const target = partAt(wide, not, 'not')
  if (comparison.areApart(narrow.parts, target)) return []
  return [doubtAt(asked, 'not', comparison.doubtsOf(narrow.parts, target).length === 0 ? 'refused' : 'unsure')]
}

function ifDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const { if: condition, then, else: otherwise } = wide.schema
  if (condition === undefined || (then === undefined && otherwise === undefined)) return []
  const all = { if: condition, then, else: otherwise }
  const isSame = narrow.parts.some(
    ({ schema }) => schema['if'] !== undefined && comparison.isSameText({ if: schema['if'], then: schema['then'], else: schema['else'] }, all),
  )
  if (isSame) return []
  const holds = (keyword: 'then' | 'else'): boolean =>
    wide.schema[keyword] === undefined || comparison.doubtsOf(narrow.parts, partAt(wide, wide.schema[keyword], keyword)).length === 0
  const isMet = (): boolean => comparison.doubtsOf(narrow.parts, partAt(wide, condition, 'if')).length === 0
  const isUnmet = (): boolean => comparison.areApart(narrow.parts, partAt(wide, condition, 'if'))
  if ((holds('then') || isUnmet()) && (holds('else') || isMet())) return []
  return [doubtAt(asked, 'if', 'unsure')]
}
