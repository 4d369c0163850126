import picomatch from 'picomatch'

/** globMatcher makes the test of a shell pattern (`integrations/**\/*.yaml`) over paths with forward slashes. */
export function globMatcher(pattern: string): (path: string) => boolean {
  return picomatch(pattern.replace(/^\.\//, ''))
}
