import type { Step } from '../../yaml/cursor.ts'
import { oddDataOf } from '../odd-data.ts'
import { defineRule } from '../rule.ts'

export const bodyValueEmpty = defineRule({
  code: 'body-value-empty',
  on: 'tool',
  about: 'values',
  severity: 'warning',
  title: 'A field of a body has no value',
  why: 'A key with nothing behind it is null in YAML: many servers take that as an order to delete what they have.',
  check({ tool }, report) {
    for (const { kind, value, steps, where } of oddDataOf(tool)) {
      if (where !== 'body' || (kind !== 'empty' && kind !== 'hole')) continue
      // Braces around a word are a placeholder without quotes: another rule.
      if (kind === 'hole' && tool.at.file.text.startsWith('{', tool.at.value(...steps).start)) continue
      const path = kind === 'hole' ? [...steps, String(value)] : steps
      const { start, end } = tool.at.value(...path)
      if (start === end) report({ span: tool.at.key(...path), ...wordsFor(path.at(-1)) })
    }
  },
})

function wordsFor(last: Step | undefined): { readonly message: string; readonly hint: string } {
  if (typeof last === 'number') return { message: 'an item of a list has no value: "null" would be sent', hint: 'write it, or delete the dash' }
  const key = String(last)
  const [name, value] = key.split(':')
  const hint =
    value === undefined ? 'write the value, or null if that is meant, or delete the key' : `put a space behind the colon: "${name}: ${value}"`
  return { message: `"${key}" has no value: "null" would be sent`, hint }
}
