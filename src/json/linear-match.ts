import { RE2JS } from 're2js'

/** linearMatches picks the texts in which a pattern is found, in time linear to them; undefined when it needs more than such an engine can do. */
export function linearMatches(pattern: string, texts: Iterable<string>): readonly string[] | undefined {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern))
    return [...texts].filter((text) => compiled.matcher(text).find())
  } catch {
    return undefined
  }
}
