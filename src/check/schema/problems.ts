import type { Step } from '../../yaml/cursor.ts'
import { type Draft, startsWith } from './draft.ts'
import type { Problem } from './problem.ts'

/** Problems is all that is wrong with a draft, with what is asked of it again and again. */
export class Problems {
  readonly all: readonly Problem[]
  private readonly wrongKeys = new Map<string, ReadonlySet<string>>()
  private byMapping: ReadonlyMap<Draft, readonly Problem[]> | undefined

  constructor(all: readonly Problem[]) {
    this.all = all
  }

  /** Whether anything is wrong with what a key of a mapping holds, or with the key itself. */
  isWrong(path: readonly Step[], key: string): boolean {
    const id = path.join('\0')
    const wrong = this.wrongKeys.get(id) ?? wrongKeysAt(path, this.all)
    this.wrongKeys.set(id, wrong)
    return wrong.has(key)
  }

  /** What is wrong with a mapping itself. */
  of(mapping: Draft): readonly Problem[] {
    this.byMapping ??= grouped(this.all)
    return this.byMapping.get(mapping) ?? []
  }

  /** What is left after the part of the draft at a path was mended and judged anew. */
  after(path: readonly Step[], found: readonly Problem[]): Problems {
    const first = this.all.findIndex((problem) => startsWith(problem.path, path))
    const others = this.all.filter((problem) => !startsWith(problem.path, path))
    return new Problems(first < 0 ? [...others, ...found] : [...others.slice(0, first), ...found, ...others.slice(first)])
  }

  /** How many of them lie at a path or below it. */
  countAt(path: readonly Step[]): number {
    return path.length === 0 ? this.all.length : this.all.reduce((count, problem) => count + Number(startsWith(problem.path, path)), 0)
  }
}

function grouped(problems: readonly Problem[]): ReadonlyMap<Draft, readonly Problem[]> {
  const groups = new Map<Draft, Problem[]>()
  for (const problem of problems) {
    const group = groups.get(problem.draft)
    if (group === undefined) groups.set(problem.draft, [problem])
    else group.push(problem)
  }
  return groups
}

function wrongKeysAt(path: readonly Step[], problems: readonly Problem[]): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const { path: own, key, kind } of problems) {
    if (!startsWith(own, path)) continue
    const step = own.length > path.length ? own[path.length] : kind === 'missing-key' ? undefined : key
    if (step !== undefined) keys.add(String(step))
  }
  return keys
}
