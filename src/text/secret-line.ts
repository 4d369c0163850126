import type { SourceFile } from './source-file.ts'

// What is called like a secret, and stands there as it is: no braces, so neither a placeholder nor a schema.
const secret =
  /(?:^|[\s{,"'])[\w-]*(?:token|secret|password|passwd|authorization|cookie|key|value|credentials|auth)["']?[ \t]*:[ \t]*(?=[^\s{[])((?:"[^"\n]*"|'[^'\n]*'|[^,}\n{])+)/gi
const longestLine = 4000

/**
 * secretNear finds what may be a secret on the line of an offset, by what it is called: a report about a file that is not understood shows the line
 * without it. Several become one stretch.
 */
export function secretNear(file: SourceFile, offset: number): { readonly start: number; readonly end: number } | undefined {
  const start = file.text.lastIndexOf('\n', offset - 1) + 1
  const line = /^[^\r\n]*/.exec(file.text.slice(start, start + longestLine))?.[0] ?? ''
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
