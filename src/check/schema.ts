import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import * as schemas from '../generated/published.js'
import type { Cursor } from '../yaml/cursor.ts'
import type { Case, Slip, Told } from './schema/case.ts'
import { listOfNamed, mergeKey, requiredList, schemaForMap } from './schema/container.ts'
import { draftOf } from './schema/draft.ts'
import { disguisedKey, foreignKey, joinedKey, misspeltKey, pairedKey } from './schema/misspelt.ts'
import { misplaced } from './schema/placed.ts'
import { Judge, type Problem } from './schema/problem.ts'
import { Published, type Shape } from './schema/published.ts'
import { misspeltTagKey, unsaidTag, wrongTag } from './schema/tag.ts'
import { tell } from './schema/words.ts'

// The kinds of slips, the surest first.
const understandings: readonly ((problem: Problem, around: Case) => Slip | undefined)[] = [
  misspeltTagKey,
  unsaidTag,
  disguisedKey,
  joinedKey,
  mergeKey,
  schemaForMap,
  requiredList,
  listOfNamed,
  wrongTag,
  misplaced,
  misspeltKey,
  foreignKey,
  pairedKey,
]

/**
 * explainShape says why a document does not fit its published schema, at the key or value that a person has to change. Slip by slip it works out
 * what was meant, and judges the rest as if that stood there: one mistake is told once, however much does not fit because of it.
 */
export function explainShape(shape: Shape, root: Cursor): readonly Diagnostic[] {
  const judge = new Judge(new Published(schemas[shape]))
  const draft = draftOf(root.data, (path) => root.key(...path).start)
  let around: Case = { shape, root, judge, draft, problems: judge.problems(draft) }
  const told: Told[] = []
  for (let slip = nextSlip(around); slip !== undefined; slip = nextSlip(around)) {
    told.push(slip.told)
    around = { ...around, draft: slip.draft, problems: judge.problems(slip.draft) }
  }
  told.push(...around.problems.map((problem) => tell(problem, around)))
  return told.map(({ code, ...finding }) => diagnose(code, finding))
}

// Enough for every file that a person wrote; of what is made to hurt, the rest is told as it stands.
const mostLooks = 2_000_000

function nextSlip(around: Case): Slip | undefined {
  for (const understand of understandings) {
    for (const problem of around.problems) {
      if (around.judge.looks > mostLooks) return undefined
      const slip = understand(problem, around)
      if (slip !== undefined) return slip
    }
  }
  return undefined
}
