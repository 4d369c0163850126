import { compiledPattern } from '../../json/compiled-pattern.ts'
import { isJsonObject } from '../../json/schema.ts'
import { defineRule } from '../rule.ts'

export const parameterPatternInvalid = defineRule({
  code: 'parameter-pattern-invalid',
  on: 'tool',
  about: 'parameters',
  severity: 'error',
  title: 'A pattern is no regular expression, or fits nothing',
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
        if (typeof trouble !== 'string') {
          const hopeless = hopelessIn(pattern)
          if (hopeless === undefined) continue
          report({ message: `the pattern of parameter "${name}" ${hopeless.what}`, span: at.value(...steps), hint: hopeless.hint })
          continue
        }
        report({
          message: `the pattern of parameter "${name}" is no regular expression: ${trouble}`,
          span: at.value(...steps),
          hint: foreignHint(pattern) ?? 'put a backslash before a character that is meant as itself',
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

/** What is a regular expression, and cannot have been meant. */
function hopelessIn(pattern: string): { readonly what: string; readonly hint: string } | undefined {
  const doubled = /(?<!\\)\\\\([dws])(?![A-Za-z])/i.exec(pattern)?.[1]
  if (doubled !== undefined)
    return {
      what: `asks for a backslash and a "${doubled}"`,
      hint: `write \\${doubled}: one backslash is enough, except in double quotes`,
    }
  if (/^\s+\^|(?<!\\)\$\s+$/.test(pattern)) return { what: 'fits nothing: a space stands outside of ^ and $', hint: 'take the space away' }
  return /^\$.+\^$/.test(pattern) ? { what: 'fits nothing: it begins with the end', hint: 'write ^ at the begin and $ at the end' } : undefined
}

// What other languages write, and JavaScript, which JSON Schema follows, does not.
const foreign: readonly (readonly [RegExp, string])[] = [
  [/\(\?P</, 'write (?<name>…): without the P'],
  [/\(\?[imsx]+\)/, 'take the flag away, and write the letters out: [Aa]'],
  [/\\[AzZ]/, 'write ^ and $ for the begin and the end'],
  [/\[\[:[a-z]+:\]/, 'write the class out: [0-9], [A-Za-z]'],
]

function foreignHint(pattern: string): string | undefined {
  return foreign.find(([form]) => form.test(pattern))?.[1]
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
