import { lineAt, positionAt, type SourceFile } from './source-file.ts'

// What is called like a secret, and stands there as it is: no braces, so neither a placeholder nor a schema.
const secret =
  /(?:^|[\s{,"'])[\w-]*(?:token|secret|password|passwd|authorization|cookie|key|value|credentials|auth)["']?[ \t]*:[ \t]*(?=[^\s{[])((?:"[^"\n]*"|'[^'\n]*'|[^,}\n{])+)/gi
// Of a line longer than that, what is shown is a part around the place.
const longestLine = 4000

interface Stretch {
  readonly start: number
  readonly end: number
}

// Many places may be asked about in turn that stand on one line.
let latest: { readonly file: SourceFile; readonly from: number; readonly secret: Stretch | undefined } | undefined

/**
 * secretNear finds what may be a secret on the line of an offset, by what it is called: a report about a file that is not understood shows the line
 * without it. Several become one stretch.
 */
export function secretNear(file: SourceFile, offset: number): Stretch | undefined {
  const { line, column } = positionAt(file, offset)
  const text = lineAt(file, line)
  const block = text.length <= longestLine ? 0 : Math.max(0, Math.floor(column / longestLine) * longestLine - longestLine / 2)
  const from = offset - column + 1 + block
  if (latest?.file !== file || latest.from !== from) latest = { file, from, secret: secretIn(text.slice(block, block + 2 * longestLine), from) }
  return latest.secret
}

function secretIn(line: string, start: number): Stretch | undefined {
  const stretches = [...line.matchAll(secret)].flatMap((match) => {
    const words = match[1] ?? ''
    const end = match.index + match[0].length
    // A placeholder, or the begin of one.
    if (line.charAt(end) === '{' || words.includes('{')) return []
    return [{ start: start + end - words.length, end: start + end - (words.length - words.trimEnd().length) }]
  })
  const [first] = stretches
  const last = stretches.at(-1)
  return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end }
}
