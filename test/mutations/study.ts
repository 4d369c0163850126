import { CORE_SCHEMA, load } from 'js-yaml'
import { randomFrom } from '../../bench/random.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { canonicalJson } from '../../src/text/canonical-json.ts'
import { positionAt } from '../../src/text/source-file.ts'
import { type Mutation, mutations } from './mutants.ts'
import { judge, type Texts } from './project.ts'

/** Case is one mutant of a project, and what validate said of it. */
export interface Case {
  readonly kind: string
  readonly path: string
  readonly before: string
  readonly after: string
  /** Whether the data of the file is no longer what it was, or cannot be read at all. */
  readonly changesMeaning: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly hasRightLine: boolean
  readonly isFirstRight: boolean
}

/** study mutates the files of a project `count` times, every kind in its turn; the same seed gives the same cases. */
export async function* study(project: Texts, count: number, seed: number): AsyncGenerator<Case> {
  const random = randomFrom(seed)
  const paths = [...project.keys()].filter((path) => /^(?:integrations|agents)\/(?!.*\.lock\.)/.test(path))
  // Longer files are edited more often.
  const weighted = paths.flatMap((path) => Array.from({ length: Math.ceil((project.get(path)?.length ?? 0) / 500) }, () => path))
  for (let turn = 0; turn < count; turn += 1) {
    const path = weighted[Math.floor(random() * weighted.length)] ?? ''
    const mutation = mutations[turn % mutations.length]
    const mutant = mutation === undefined ? undefined : await caseOf(project, path, mutation, random)
    if (mutant !== undefined) yield mutant
  }
}

async function caseOf(project: Texts, path: string, { kind, mutate }: Mutation, random: () => number): Promise<Case | undefined> {
  const before = project.get(path) ?? ''
  const mutant = mutate(before.split('\n'), random)
  const after = mutant?.lines.join('\n')
  if (mutant === undefined || after === undefined || after === before) return undefined
  const diagnostics = await judge(new Map([...project, [path, after]]))
  const rights = diagnostics.map(({ span }) => span?.file.path === path && mutant.blamed.includes(positionAt(span.file, span.start).line))
  return {
    kind,
    path,
    before,
    after,
    changesMeaning: meaningOf(before) !== meaningOf(after),
    diagnostics,
    hasRightLine: rights.includes(true),
    isFirstRight: rights[0] === true,
  }
}

function meaningOf(text: string): string {
  try {
    return canonicalJson(load(text, { schema: CORE_SCHEMA }))
  } catch {
    return 'cannot be read'
  }
}
