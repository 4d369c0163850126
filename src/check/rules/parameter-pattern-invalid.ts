import { compiledPattern } from '../../json/compiled-pattern.ts'
import { isJsonObject } from '../../json/schema.ts'
import { defineRule } from '../rule.ts'

export const parameterPatternInvalid = defineRule({
  code: 'parameter-pattern-invalid',
  on: 'tool',
  about: 'parameters',
  severity: 'error',
  title: 'A pattern is no regular expression',
  why: 'No value could ever be checked against it, and platforms refuse the whole agent.',
  check({ tool }, report) {
    for (const { name, schema, at } of tool.parameters) {
      for (const { pattern, steps } of patternsIn(schema, [])) {
        const literal = literalIn(pattern)
        if (literal !== undefined) {
          const span = at.value(...steps)
          const written = `'${pattern.replaceAll("'", "''")}'`
          const isFixable = !literal.hasFlags && span.file.text.slice(span.start, span.end) === written
          report({
            message: `the pattern of parameter "${name}" stands between slashes, which the value would have to hold`,
            span,
            hint: `take them away: ${literal.inside}`,
            fix: isFixable ? { span, text: `'${literal.inside.replaceAll("'", "''")}'` } : undefined,
          })
          continue
        }
        const trouble = compiledPattern(pattern)
        if (typeof trouble !== 'string') continue
        report({
          message: `the pattern of parameter "${name}" is no regular expression: ${trouble}`,
          span: at.value(...steps),
          hint: 'put a backslash before a character that is meant as itself',
        })
      }
    }
  },
})

/** As JavaScript writes it: nothing can stand before the begin of a value, or behind its end, and so it fits no value at all. */
function literalIn(pattern: string): { readonly inside: string; readonly hasFlags: boolean } | undefined {
  if (!pattern.startsWith('/')) return undefined
  const [, inside = '', flags = ''] = /^\/(\^.*|.*(?<!\\)\$)\/([dgimsuvy]*)$/s.exec(pattern) ?? []
  return inside === '' ? undefined : { inside, hasFlags: flags !== '' }
}

interface Found {
  readonly pattern: string
  readonly steps: readonly string[]
}

function patternsIn(value: unknown, steps: readonly string[]): readonly Found[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => patternsIn(item, [...steps, String(index)]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const here = [...steps, key]
    return key === 'pattern' && typeof item === 'string' ? [{ pattern: item, steps: here }] : patternsIn(item, here)
  })
}
