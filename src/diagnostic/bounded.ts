import { type Diagnostic, mostOfAll, roomFor } from './diagnostic.ts'

/**
 * bounded keeps of each code in each file as many findings as somebody may read; one more stands for the rest. So nothing is passed over in silence:
 * a file fails, or not, as if all had been told.
 */
export function bounded(found: readonly Diagnostic[]): Diagnostic[] {
  const counts = new Map<string, number>()
  const told: Diagnostic[] = []
  for (const diagnostic of found) {
    const id = `${diagnostic.code} ${diagnostic.span?.file.path}`
    const count = counts.get(id) ?? 0
    const room = roomFor(told.length)
    if (count < room) told.push(diagnostic)
    else if (count < Infinity) told.push(diagnostic.isRest === true ? diagnostic : restFrom(diagnostic, room))
    counts.set(id, count < room && diagnostic.isRest !== true ? count + 1 : Infinity)
  }
  return told
}

/** restFrom is what is told in place of a finding and all that follow it in its file. */
export function restFrom(first: Diagnostic, room: number): Diagnostic {
  const { code, severity, span, hidden } = first
  const most = room === 1 ? `${mostOfAll} are told in all` : `${room} are told`
  const message = `there are more of these in the file: no more than ${most}`
  return { code, severity, message, span, hidden, hint: 'mend the others first', isRest: true }
}
