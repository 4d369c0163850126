import { linearMatch } from './linear-match.ts'
import { patternCost } from './pattern-cost.ts'
import { isJsonObject, type JsonObject } from './schema.ts'

// Some hundredths of a second.
const mostSteps = 20_000_000

/**
 * withSafePatterns gives a schema that judges one value as the given one does, in bounded time: patterns come from files and servers, and the engine
 * of the language may take for ever over some. Such a pattern is run by an engine that cannot, over each text of the value beforehand, and what
 * remains in the schema is the list of the texts that it matched. A pattern beyond that engine (one that looks around or back) is not run.
 */
export function withSafePatterns(schema: JsonObject, value: unknown): JsonObject {
  const texts = new Set<string>()
  collectTexts(value, texts)
  const safe = rewritten(schema, [...texts])
  return isJsonObject(safe) ? safe : schema
}

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value)
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      into.add(key)
      collectTexts(item, into)
    }
  }
}

// Under these stand schemas by name, and a name may be that of a keyword; under those stands data, which may look like a schema.
const named = new Set(['properties', '$defs', 'definitions', 'dependentSchemas'])
const data = new Set(['enum', 'const', 'default', 'examples'])

function rewritten(node: unknown, texts: readonly string[]): unknown {
  if (Array.isArray(node)) return node.map((item) => rewritten(item, texts))
  if (!isJsonObject(node)) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, item]) => {
      if (key === 'pattern' && typeof item === 'string') return [key, safePattern(item, texts)]
      if (key === 'patternProperties' && isJsonObject(item)) {
        return [key, Object.fromEntries(Object.entries(item).map(([pattern, inner]) => [safePattern(pattern, texts), rewritten(inner, texts)]))]
      }
      if (named.has(key) && isJsonObject(item))
        return [key, Object.fromEntries(Object.entries(item).map(([name, inner]) => [name, rewritten(inner, texts)]))]
      return [key, data.has(key) ? item : rewritten(item, texts)]
    }),
  )
}

function safePattern(pattern: string, texts: readonly string[]): string {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0)
  if (patternCost(pattern, longest) <= mostSteps) return pattern
  const matched = texts.map((text) => linearMatch(pattern, text))
  if (matched.includes(undefined)) return ''
  return `^(?:${
    texts
      .filter((_, index) => matched[index] === true)
      .map(escaped)
      .join('|') || '(?!)'
  })$`
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
