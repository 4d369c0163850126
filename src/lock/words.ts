/** WordChange is a stretch of a text: words that stayed, that went or that came. */
export interface WordChange {
  readonly kind: 'same' | 'gone' | 'come'
  readonly text: string
}

// Beyond this the middle of a text is told as exchanged: it would take too long to find out more, and nobody would read it.
const mostSteps = 1_000_000

/** wordChanges tells which words of a text went and which came. Put together, what stayed and went is the old text, what stayed and came the new one. */
export function wordChanges(before: string, after: string): readonly WordChange[] {
  const [old, fresh] = [wordsOf(before), wordsOf(after)]
  let start = 0
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) start += 1
  let end = 0
  while (end < Math.min(old.length, fresh.length) - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1
  const middle = [old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)] as const
  const pieces: WordChange[] = []
  add(pieces, 'same', old.slice(0, start))
  if (middle[0].length * middle[1].length > mostSteps) {
    add(pieces, 'gone', middle[0])
    add(pieces, 'come', middle[1])
  } else align(middle[0], middle[1], pieces)
  add(pieces, 'same', old.slice(old.length - end))
  return pieces
}

/** A word carries the white space in front of it. */
function wordsOf(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? []
}

function add(pieces: WordChange[], kind: WordChange['kind'], words: readonly string[]): void {
  if (words.length === 0) return
  const last = pieces.at(-1)
  if (last?.kind === kind) pieces[pieces.length - 1] = { kind, text: last.text + words.join('') }
  else pieces.push({ kind, text: words.join('') })
}

/** The longest words in common, in order, stay. */
function align(old: readonly string[], fresh: readonly string[], pieces: WordChange[]): void {
  const width = fresh.length + 1
  const common = new Uint32Array((old.length + 1) * width)
  const at = (left: number, right: number): number => common[left * width + right] ?? 0
  for (let left = old.length - 1; left >= 0; left -= 1) {
    for (let right = fresh.length - 1; right >= 0; right -= 1) {
      common[left * width + right] = old[left] === fresh[right] ? at(left + 1, right + 1) + 1 : Math.max(at(left + 1, right), at(left, right + 1))
    }
  }
  let left = 0
  let right = 0
  while (left < old.length || right < fresh.length) {
    if (left < old.length && right < fresh.length && old[left] === fresh[right]) {
      add(pieces, 'same', old.slice(left, left + 1))
      left += 1
      right += 1
    } else if (right >= fresh.length || (left < old.length && at(left + 1, right) >= at(left, right + 1))) {
      add(pieces, 'gone', old.slice(left, left + 1))
      left += 1
    } else {
      add(pieces, 'come', fresh.slice(right, right + 1))
      right += 1
    }
  }
}
