// A project of ten thousand files has few patterns; more than this many are not kept.
const most = 5000
const known = new Map<string, RegExp | string>()

/** compiledPattern reads a pattern as JSON Schema does, with the u flag; a text says why it is none. Each is compiled once, and not run here. */
export function compiledPattern(pattern: string): RegExp | string {
  const before = known.get(pattern)
  if (before !== undefined) return before
  if (known.size >= most) known.clear()
  const compiled = compile(pattern)
  known.set(pattern, compiled)
  return compiled
}

// To read one class of Unicode takes the engine as long as a page of text. Of a pattern that is too long to be run it is enough to know its form.
const longest = 2000

function compile(pattern: string): RegExp | string {
  try {
    return new RegExp(pattern.length > longest ? pattern.replace(/\\p\{[^{}]*\}/gi, '\\w') : pattern, 'u')
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*\/u?: /, '').toLowerCase() : 'unknown trouble'
  }
}
