// Letters of East Asia and emoji take two columns of a terminal, marks that stand on another letter none.
const wide =
  /[\u1100-\u115f\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2614-\u27bf\u2b1b-\u2b55\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]/u
const none = /[\p{Mn}\p{Me}]/u
const narrow = /^[\x20-\x7e]*$/

/** columnsOf tells how many columns of a terminal a text takes. */
export function columnsOf(text: string): number {
  if (narrow.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += widthOf(character)
  return columns
}

/** firstColumns gives the start of a text that fits into so many columns. */
export function firstColumns(text: string, most: number): string {
  if (narrow.test(text)) return text.slice(0, most)
  let columns = 0
  let end = 0
  for (const character of text) {
    columns += widthOf(character)
    if (columns > most) break
    end += character.length
  }
  return text.slice(0, end)
}

function widthOf(character: string): number {
  return wide.test(character) ? 2 : none.test(character) ? 0 : 1
}
