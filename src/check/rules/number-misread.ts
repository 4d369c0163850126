import type { Finding, Span } from '../../diagnostic/diagnostic.ts'
import type { HttpTool } from '../../model/tool.ts'
import { type OddData, oddDataOf } from '../odd-data.ts'
import { parameterNamed } from '../../model/lookup.ts'
import { defineRule } from '../rule.ts'

export const numberMisread = defineRule({
  code: 'number-misread',
  on: 'tool',
  about: 'numbers',
  severity: 'error',
  title: 'A number is read otherwise than it is written',
  why: 'Leading zeros, a plus sign and digits beyond the sixteenth are lost: the server would get another phone number, postal code or id.',
  check({ tool }, report) {
    for (const odd of oddDataOf(tool)) {
      if (odd.kind !== 'number' || isToldElsewhere(odd, tool)) continue
      const span = tool.at.value(...odd.steps)
      const written = span.file.text.slice(span.start, span.end)
      const reason = reasonFor(written, Number(odd.value)) ?? lostZeroIn(odd, written)
      if (reason === undefined) continue
      report({ message: `${written} is read as the number ${String(odd.value)}: ${reason}`, span, ...remedyFor(odd, written, span) })
    }
  },
})

function remedyFor({ where }: OddData, written: string, span: Span): Pick<Finding, 'hint' | 'fix'> {
  const quoted = `"${written}"`
  if (where === 'arguments' || where === 'parameters') return { hint: `put it in quotes: ${quoted}, and let the parameter be of type string` }
  if (where === 'body' && /^\d+e\d+$|^0x/i.test(written))
    return { hint: `write ${Number(written)}, or if a text was meant, put it in quotes: ${quoted}` }
  // An exponent or a number in another base may be meant; lost digits never are.
  return { hint: `put it in quotes: ${quoted}`, fix: /^[-+]?\d+(?:\.\d+)?$/.test(written) ? { span, text: quoted } : undefined }
}

function reasonFor(written: string, value: number): string | undefined {
  if (/^[-+]?0\d/.test(written)) return 'the zero in front is lost'
  if (written.startsWith('+')) return 'the plus is lost'
  if (/^0[xo]/i.test(written)) return 'it is taken for one of another base'
  if (/^[-+]?\.(?:inf|nan)$/i.test(written)) return 'JSON has no such number'
  if (/^\d+e\d+$/i.test(written)) return 'the "e" stands for zeros'
  // Decimals are measured, not counted: what the last ones are worth nobody knows.
  return /^-?\d+$/.test(written) && !Number.isSafeInteger(value) ? 'it has more digits than a number keeps' : undefined
}

/** A version 1.10 goes out as 1.1, and that is another one. Of a measure both are the same. */
function lostZeroIn({ where, value, steps }: OddData, written: string): string | undefined {
  const isText = (where === 'query' || where === 'form') && /version|release|build|^v$/i.test(String(steps.at(-1)))
  return isText && /^-?\d+\.\d*0$/.test(written) && String(value) !== written ? 'the zero at the end is lost' : undefined
}

/** Where a type is declared, other rules compare the value with it; only digits that get lost are nobody else's business. */
function isToldElsewhere({ where, steps, value }: OddData, { parameters }: HttpTool): boolean {
  if (where !== 'arguments' && where !== 'parameters') return false
  const name = where === 'parameters' ? steps[1] : steps[3]
  const type = parameterNamed({ parameters }, String(name))?.schema['type']
  if (type === undefined) return false
  return Number.isSafeInteger(value) || ![type].flat().some((each) => each === 'integer' || each === 'number')
}
