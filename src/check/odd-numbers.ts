import type { YamlDocument } from '../yaml/cursor.ts'

// A number that is not written as JSON writes it, or has more digits than JavaScript keeps.
const oddNumber =
  /[:,[-]\s+(?:-?\d+\.\d*0(?![\d.\w])|[-+]?0\d|\+[\d.]|[-+]?[\d.]+e[-+]?\d|0[xo]|-?\d{16}|[-+]?\.(?:inf|nan)\b)|\[(?:[-+]?0\d|\+[\d.]|-?\d{16})/i

let latest: { readonly document: YamlDocument; readonly may: boolean } | undefined

/** mayHoldOddNumbers tells whether a document may hold a number that is written otherwise than JSON would. */
export function mayHoldOddNumbers(document: YamlDocument): boolean {
  if (document.hasPlainNumbers === true) return false
  // Several rules ask in turn.
  if (latest?.document !== document) latest = { document, may: oddNumber.test(document.file.text) }
  return latest.may
}
