/** Grade is how much a change matters, the worst first. */
export type Grade = 'security' | 'breaking' | 'warning' | 'safe'

/** grades are all of them, the worst first. */
export const grades: readonly Grade[] = ['security', 'breaking', 'warning', 'safe']

/** isAtLeast tells whether a grade is as bad as another one, or worse. */
export function isAtLeast(grade: Grade, limit: Grade): boolean {
  return grades.indexOf(grade) <= grades.indexOf(limit)
}

/** worst is the worst of some grades. */
export function worst(some: readonly Grade[]): Grade {
  return grades.find((grade) => some.includes(grade)) ?? 'safe'
}

/** byGrade sorts the worst first, and leaves the order of equals. */
export function byGrade(left: { readonly grade: Grade }, right: { readonly grade: Grade }): number {
  return grades.indexOf(left.grade) - grades.indexOf(right.grade)
}
