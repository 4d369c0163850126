import type { Conjunction } from './conjunction.ts'
import { isAnything } from './conjunction.ts'
import { type Asked, type Doubt, doubtAt } from './doubt.ts'
import { limitDoubts, tightestLimit } from './limits.ts'
import { type ObjectPart, type Part, partAt } from './part.ts'

/** listDoubts compares what is asked of lists. */
export function listDoubts(asked: Asked): readonly Doubt[] {
  return [
    ...limitDoubts(asked, { keyword: 'minItems', isLeast: true, given: undefined, sure: 'refused' }),
    ...limitDoubts(asked, { keyword: 'maxItems', isLeast: false, given: undefined, sure: 'refused' }),
    ...uniqueDoubts(asked),
    ...itemDoubts(asked),
    ...containsDoubts(asked),
  ]
}

function uniqueDoubts(asked: Asked): readonly Doubt[] {
  const { narrow, wide } = asked
  const { uniqueItems } = wide.schema
  if (uniqueItems === undefined || uniqueItems === false) return []
  const isUnique = narrow.parts.some(({ schema }) => schema['uniqueItems'] === true) || mostItems(narrow) <= 1
  return isUnique ? [] : [doubtAt(asked, 'uniqueItems', 'refused')]
}

function mostItems(narrow: Conjunction): number {
  return tightestLimit(narrow, 'maxItems', false) ?? Number.POSITIVE_INFINITY
}

/** First schemas by their place, then one for the rest, in the words of any draft. */
interface Shape {
  readonly first: readonly Part[]
  readonly rest: Part | undefined
}

function shapeOf(part: ObjectPart): Shape {
  const { prefixItems, items, additionalItems } = part.schema
  const [list, keyword] = Array.isArray(prefixItems) ? [prefixItems, 'prefixItems'] : Array.isArray(items) ? [items, 'items'] : [[], 'items']
  const first = list.map((item: unknown, index) => partAt(part, item, keyword, index))
  const [rest, restKeyword] = Array.isArray(items) ? [additionalItems, 'additionalItems'] : [items, 'items']
  return { first, rest: rest === undefined ? undefined : partAt(part, rest, restKeyword) }
}

function itemAt(shapes: readonly Shape[], index: number): readonly Part[] {
  return shapes.flatMap(({ first, rest }) => first[index] ?? rest ?? [])
}

function itemDoubts({ comparison, narrow, wide }: Asked): readonly Doubt[] {
  const shapes = narrow.parts.map(shapeOf)
  const { first, rest } = shapeOf(wide)
  const most = mostItems(narrow)
  const firsts = Math.max(first.length, ...shapes.map((shape) => shape.first.length))
  const doubts: Doubt[] = []
  for (let index = 0; index < Math.min(firsts, most); index += 1) {
    const target = first[index] ?? rest
    if (target !== undefined && !isAnything(target.schema)) doubts.push(...comparison.innerDoubtsOf(itemAt(shapes, index), target))
  }
  if (rest !== undefined && most > firsts && !isAnything(rest.schema)) doubts.push(...comparison.innerDoubtsOf(itemAt(shapes, firsts), rest))
  return doubts
}

function containsDoubts(asked: Asked): readonly Doubt[] {
  const { comparison, narrow, wide } = asked
  const { contains, minContains = 1, maxContains } = wide.schema
  if (contains === undefined) return []
  const target = partAt(wide, contains, 'contains')
  const isSame = narrow.parts.some((part) => {
    const { contains: given, minContains: least = 1, maxContains: most } = part.schema
    if (given === undefined || least !== minContains || most !== maxContains) return false
    // What fits the old one fits the new one, so that there are no fewer of them; there may be more.
    return most === undefined
      ? comparison.innerDoubtsOf([partAt(part, given, 'contains')], target).length === 0
      : comparison.isSameText(given, contains)
  })
  if (isSame || (minContains === 0 && maxContains === undefined)) return []
  const isForEmpty =
    minContains !== 0 && tightestLimit(narrow, 'minItems', true) === undefined && narrow.parts.every((part) => part.schema['contains'] === undefined)
  const counts = [wide, ...narrow.parts].flatMap(({ pointer }) => [`${pointer}/minContains`, `${pointer}/maxContains`])
  return [doubtAt(asked, 'contains', isForEmpty ? 'refused' : 'unsure', counts)]
}
