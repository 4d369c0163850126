/**
 * patternCost bounds how many steps a backtracking engine may take to look for a pattern in a text: the ways to divide the text among the
 * repetitions, times the places to start from. It is generous where it is not sure: a repetition of a group counts as without end.
 */
export function patternCost(pattern: string, length: number): number {
  let cost = length + 1
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at)
    if (character === '\\') {
      // A back-reference makes matching as hard as it can be.
      if (refersBack(pattern.charCodeAt(at + 1))) return Number.POSITIVE_INFINITY
      at += 1
    } else if (character === '[') at = classEnd(pattern, at)
    else {
      const ways = waysOf(pattern, at, length)
      if (ways > 1 && character !== '?' && pattern.charAt(at - 1) === ')') return Number.POSITIVE_INFINITY
      cost *= ways
    }
  }
  return cost
}

/** `\1` or `\k<name>`. */
function refersBack(code: number): boolean {
  return (code >= 0x31 && code <= 0x39) || code === 0x6b
}

function classEnd(pattern: string, start: number): number {
  let at = start + 1
  while (at < pattern.length && pattern.charAt(at) !== ']') at += pattern.charAt(at) === '\\' ? 2 : 1
  return at
}

/** How many counts a quantifier allows; 1 where none stands. */
function waysOf(pattern: string, at: number, length: number): number {
  const character = pattern.charAt(at)
  if (character === '*' || character === '+') return length + 1
  if (character === '?') return 2
  // An alternative is another way to read the same text.
  if (character === '|') return 2
  if (character !== '{') return 1
  const [written, least, comma, most] = /^\{(\d{1,9})(,?)(\d{0,9})\}/.exec(pattern.slice(at, at + 24)) ?? []
  if (written === undefined) return 1
  // A group that is repeated a fixed number of times repeats what is inside of it.
  if (comma === '') return pattern.charAt(at - 1) === ')' ? length + 1 : 1
  return most === '' ? length + 1 : Math.max(1, Math.min(length, Number(most)) - Number(least) + 1)
}
