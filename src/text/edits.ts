/** Edit puts another text in the place of a stretch of a text. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** applyEdits makes several changes at once. They are sorted by place and do not overlap; all else stays byte for byte. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = []
  let from = 0
  for (const edit of edits) {
    parts.push(text.slice(from, edit.start), edit.text)
    from = edit.end
  }
  return [...parts, text.slice(from)].join('')
}

/** afterEdits tells where what stood at an offset stands once edits are made: a stretch where the offset was in the midst of one. */
export function afterEdits(offset: number, edits: readonly Edit[]): { readonly start: number; readonly end: number } {
  let moved = 0
  for (const { start, end, text } of edits) {
    if (start > offset) break
    if (end > offset || start === offset) return { start: start + moved, end: start + moved + text.length }
    moved += text.length - (end - start)
  }
  return { start: offset + moved, end: offset + moved }
}

/** withoutOverlap sorts edits and leaves out those that touch what an earlier one changes. */
export function withoutOverlap<Kept extends Edit>(edits: readonly Kept[]): readonly Kept[] {
  const kept: Kept[] = []
  for (const edit of edits.toSorted((left, right) => left.start - right.start || left.end - right.end)) {
    const last = kept.at(-1)
    if (last === undefined || edit.start > last.end || (edit.start === last.end && edit.start > last.start)) kept.push(edit)
  }
  return kept
}
