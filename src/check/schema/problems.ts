import type { Step } from '../../yaml/cursor.ts'
import { type Draft, startsWith } from './draft.ts'
import type { Problem } from './problem.ts'

/** Problems is all that is wrong with a draft, with what is asked of it again and again. */
export class Problems {
  readonly all: readonly Problem[]
  private readonly wrongKeys = new Map<string, ReadonlySet<string>>()
  private byTool: ReadonlyMap<string, readonly Problem[]> | undefined
  private byMapping: ReadonlyMap<Draft, readonly Problem[]> | undefined

  constructor(all: readonly Problem[]) {
    this.all = all
  }

  /** Whether anything is wrong with what a key of a mapping holds, or with the key itself. */
  isWrong(path: readonly Step[], key: string): boolean {
    const id = path.join('\0')
    const wrong = this.wrongKeys.get(id) ?? wrongKeysAt(path, this.near(path))
    this.wrongKeys.set(id, wrong)
    return wrong.has(key)
  }

  /** Those that may lie at a path or below it: of a file with thousands of tools, the ones of this tool. */
  private near(path: readonly Step[]): readonly Problem[] {
    if (path.length < 2) return this.all
    this.byTool ??= grouped(this.all, (problem) => toolOf(problem.path))
    return this.byTool.get(toolOf(path)) ?? []
  }

  /** What is wrong with a mapping itself. */
  of(mapping: Draft): readonly Problem[] {
    this.byMapping ??= grouped(this.all, ({ draft }) => draft)
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

function grouped<Key>(problems: readonly Problem[], keyOf: (problem: Problem) => Key): ReadonlyMap<Key, readonly Problem[]> {
  const groups = new Map<Key, Problem[]>()
  for (const problem of problems) {
    const key = keyOf(problem)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [problem])
    else group.push(problem)
  }
  return groups
}

function toolOf(path: readonly Step[]): string {
  return path.slice(0, 2).join('\0')
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
