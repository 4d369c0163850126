import { restFrom } from '../diagnostic/bounded.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { agentParts, integrationParts, lockParts, projectParts } from '../generated/fits.js'
import * as schemas from '../generated/published.js'
import type { Cursor } from '../yaml/cursor.ts'
import type { Case, Slip, Told } from './schema/case.ts'
import { listOfNamed, mergeKey, requiredList, schemaForMap } from './schema/container.ts'
import { withoutSecrets } from './schema/discretion.ts'
import { draftOf } from './schema/draft.ts'
import { disguisedKey, foreignKey, joinedKey, misspeltKey, pairedKey } from './schema/misspelt.ts'
import { misplaced } from './schema/placed.ts'
import { Judge, type Problem } from './schema/problem.ts'
import { Problems } from './schema/problems.ts'
import { Published, type Shape } from './schema/published.ts'
import { misspeltTagKey, unsaidTag, wrongTag } from './schema/tag.ts'
import { tell } from './schema/words.ts'

type Understanding = (problem: Problem, around: Case) => Slip | undefined

// The kinds of slips, the surest first. What a document is comes before what is wrong with it; what is only likely comes last.
const understandings: readonly (readonly Understanding[])[] = [
  [misspeltTagKey, unsaidTag],
  [disguisedKey, joinedKey, mergeKey, schemaForMap, requiredList, listOfNamed, wrongTag, misplaced, misspeltKey, foreignKey],
  [pairedKey],
]

/**
 * explainShape says why a document does not fit its published schema, at the key or value that a person has to change. Slip by slip it works out
 * what was meant, and judges the rest as if that stood there: one mistake is told once, however much does not fit because of it. Of more than `room`
 * mistakes the last one told stands for the rest.
 */
export function explainShape(shape: Shape, root: Cursor, room: number): readonly Diagnostic[] {
  const judge = new Judge(publishedOf(shape))
  const draft = draftOf(root.data, (path) => root.key(...path).start)
  let around: Case = { shape, root, judge, draft, problems: new Problems(judge.problems(draft)) }
  const inVain = understandings.map(() => new WeakSet<Problem>())
  const told: Told[] = []
  for (let slip = nextSlip(around, inVain); slip !== undefined && told.length < Math.min(mostSlips, room); slip = nextSlip(around, inVain)) {
    told.push(slip.told)
    judge.looks += 4 * around.problems.all.length
    around = { ...around, draft: slip.draft, problems: around.problems.after(slip.at, judge.problemsAt(slip.draft, slip.at)) }
  }
  const left = room - told.length
  for (const problem of around.problems.all.slice(0, left + 1)) told.push(tell(problem, around))
  return told.map((each, index) => {
    const diagnostic = diagnose(each.code, withoutSecrets(each, around))
    return index < room ? diagnostic : restFrom(diagnostic, room)
  })
}

const parts = { integration: integrationParts, agent: agentParts, project: projectParts, lock: lockParts }
const published = new Map<Shape, Published>()

/** Made once, for a thousand files that do not fit. */
function publishedOf(shape: Shape): Published {
  const known = published.get(shape) ?? new Published(schemas[shape], parts[shape]())
  published.set(shape, known)
  return known
}

// Enough for every file that a person wrote; of what is made to hurt, the rest is told as it stands.
const mostLooks = 1_000_000
const mostSlips = 500

/** `inVain` remembers which problems were looked at in vain; a part that was mended has new ones. */
function nextSlip(around: Case, inVain: readonly WeakSet<Problem>[]): Slip | undefined {
  for (const [index, group] of understandings.entries()) {
    for (const problem of around.problems.all) {
      if (inVain[index]?.has(problem) === true) continue
      for (const understand of group) {
        if (around.judge.looks > mostLooks) return undefined
        const slip = understand(problem, around)
        if (slip !== undefined) return slip
      }
      inVain[index]?.add(problem)
    }
  }
  return undefined
}
