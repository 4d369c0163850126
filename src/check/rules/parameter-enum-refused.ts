import type { Span } from '../../diagnostic/diagnostic.ts'
import { bits, nameOf, schemasOf } from '../parameter-schemas.ts'
import { emptyBounds, listedMisfit, shownValue } from '../parameter-values.ts'
import { defineRule } from '../rule.ts'

const listing = bits('enum', 'const')

export const parameterEnumRefused = defineRule({
  code: 'parameter-enum-refused',
  on: 'tool',
  about: 'parameters',
  severity: 'error',
  title: 'A value that a parameter lists does not fit the rest of its schema',
  why: 'The agent is offered a value that is then refused, in the middle of a call.',
  check({ tool }, report) {
    const { uses, all } = schemasOf(tool)
    if ((uses & listing) === 0) return
    for (const placed of all) {
      const found = (placed.uses & listing) === 0 || emptyBounds(placed) !== undefined ? undefined : listedMisfit(placed)
      if (found === undefined) continue
      const { value, steps, isAll, message } = found
      const list = steps[0]
      const shown = shownValue(value)
      const span = placed.parameter.at.value(...placed.steps, ...steps)
      report({
        message:
          isAll && list === 'enum'
            ? `no value in enum of ${nameOf(placed)} fits: ${shown} ${message}`
            : `${shown} in ${list} of ${nameOf(placed)} ${message}`,
        span,
        hint: hintFor(placed.schema['type'], value, writtenAt(span) ?? String(value)),
      })
    }
  },
})

/** As it is written: 08 is read as 8. */
function writtenAt({ file, start, end }: Span): string | undefined {
  const written = file.text.slice(start, end)
  return /^[-+\w.]{1,40}$/.test(written) ? written : undefined
}

function hintFor(type: unknown, value: unknown, written: string): string | undefined {
  const wanted = [type].flat()
  if (wanted.includes('array') && !Array.isArray(value))
    return 'move enum under items, which says what the list holds: items: { type: string, enum: [...] }'
  if (wanted.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) return `put it in quotes: "${written}"`
  if (typeof value !== 'string' || wanted.includes('string') || type === undefined) return undefined
  const isNumber = value.trim() !== '' && !Number.isNaN(Number(value))
  const isMeant = isNumber ? wanted.includes('number') || wanted.includes('integer') : wanted.includes('boolean') && /^(?:true|false)$/.test(value)
  return isMeant ? `take the quotes away: ${value}` : 'write type: string'
}
