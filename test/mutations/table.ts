import type { Case } from './study.ts'

/** rateOf is a share in per cent. */
export function rateOf(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole
}

const columns = ['mutations', 'change the meaning', 'caught', 'right line', 'first message right', 'messages per defect']

/** tableOf shows, for each kind of slip, how many change what a file means, and of those how many are told, and how well. */
export function tableOf(cases: readonly Case[]): string {
  const kinds = [...new Set(cases.map(({ kind }) => kind))].sort()
  const rows = kinds.map((kind) =>
    rowOf(
      kind,
      cases.filter((each) => each.kind === kind),
    ),
  )
  return [['kind', ...columns], ['---', ...columns.map(() => '---:')], ...rows, rowOf('all', cases)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function rowOf(kind: string, cases: readonly Case[]): readonly string[] {
  const changed = cases.filter(({ changesMeaning }) => changesMeaning)
  const caught = changed.filter(({ diagnostics }) => diagnostics.length > 0)
  const messages = caught.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0)
  const percent = (part: number, whole: number): string => `${rateOf(part, whole).toFixed(1)} %`
  return [
    kind,
    String(cases.length),
    String(changed.length),
    percent(caught.length, changed.length),
    percent(caught.filter(({ hasRightLine }) => hasRightLine).length, caught.length),
    percent(caught.filter(({ isFirstRight }) => isFirstRight).length, caught.length),
    caught.length === 0 ? '–' : (messages / caught.length).toFixed(2),
  ]
}
