import { compiledPattern } from '../../json/compiled-pattern.ts'
import { isQuick } from '../../json/safe-patterns.ts'

/** matches tells whether a server's pattern is found in a text; undefined where finding that out could take for ever. */
export function matches(pattern: string, text: string): boolean | undefined {
  if (text.length > 2000 || !isQuick(pattern, text.length)) return undefined
  const compiled = compiledPattern(pattern)
  return typeof compiled === 'string' ? undefined : compiled.test(text)
}
