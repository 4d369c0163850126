import type { Step } from '../../yaml/cursor.ts'
import { hasKey } from '../body-keys.ts'
import { defineRule } from '../rule.ts'

export const bodyMergeKey = defineRule({
  code: 'body-merge-key',
  on: 'tool',
  about: 'values',
  severity: 'error',
  title: 'A body holds a merge key',
  why: 'YAML 1.2 knows no merge key: the server would get a field named "<<" in place of the fields that were meant.',
  check({ tool }, report) {
    const { body } = tool.request
    if (!hasKey(body, isMergeKey)) return
    for (const steps of mergeKeys(body, ['request', 'body'])) {
      report({ message: '"<<" is a field like any other here: nothing is merged', span: tool.at.key(...steps), hint: 'write the fields out' })
    }
  },
})

const isMergeKey = (key: string): boolean => key === '<<'

/** One by one, so that of a hundred thousand no more are looked for than are told. */
function* mergeKeys(value: unknown, steps: readonly Step[]): Generator<readonly Step[]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    const below = [...steps, key]
    if (isMergeKey(key)) yield below
    yield* mergeKeys(item, below)
  }
}
