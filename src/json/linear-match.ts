import { RE2JS } from 're2js'

/** linearMatch looks for a pattern in a text in time linear to the text; undefined when the pattern needs more than such an engine can do. */
export function linearMatch(pattern: string, text: string): boolean | undefined {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(pattern)).matcher(text).find()
  } catch {
    return undefined
  }
}
