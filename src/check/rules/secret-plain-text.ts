import { decodeIntegration } from '../../model/decode.ts'
import type { Cursor } from '../../yaml/cursor.ts'
import { addressesOf } from '../addresses.ts'
import { type FoundSecret, secretsIn } from '../secret-scan.ts'
import { secretWords } from '../program-words.ts'
import { defineRule } from '../rule.ts'
import { plainTextCredentials } from './credential-plain-text.ts'

export const secretPlainText = defineRule({
  code: 'secret-plain-text',
  on: 'text',
  about: 'secrets',
  severity: 'error',
  title: 'A secret stands in the text of a file',
  why: 'Whoever can read the repository can use it, for as long as the history exists; and what stands in a prompt can be talked out of an agent.',
  check({ file, root }, report) {
    const found = secretsIn(file.text)
    if (found.length === 0) return
    for (const { kind, start, end } of untold(found, root)) {
      const span = { file, start, end }
      report({
        message: `${kind} stands in plain text`,
        span,
        hidden: span,
        hint: 'take it out of the file: a secret lives in the environment, as ${NAME}; then replace it, for it has been published',
      })
    }
  },
})

/** What stands in credentials, or in front of the @ of an address, is told there, where the key says what to write instead. */
function untold(found: readonly FoundSecret[], root: Cursor | undefined): readonly FoundSecret[] {
  const told = root === undefined ? [] : toldIn(root)
  if (told.length === 0) return found
  let next = 0
  return found.filter(({ start, end }) => {
    while ((told[next]?.end ?? Infinity) <= start) next += 1
    return (told[next]?.start ?? Infinity) >= end
  })
}

interface Stretch {
  readonly start: number
  readonly end: number
}

function toldIn(root: Cursor): readonly Stretch[] {
  const { data } = root
  const isIntegration = typeof data === 'object' && data !== null && 'type' in data && 'description' in data
  if (!isIntegration) return []
  const integration = decodeIntegration('', root)
  const program = integration.type === 'mcp' ? integration.program : undefined
  const words = program === undefined ? [] : secretWords(program).map(({ index }) => root.value('args', index))
  const logins = addressesOf(integration).filter(({ text }) => /:\/\/[^/?#]*@/.test(text))
  const spans = plainTextCredentials(integration).map(({ at, steps }) => at.value(...steps))
  return [...spans, ...words, ...logins.map(({ steps }) => root.value(...steps))].toSorted((left, right) => left.start - right.start)
}
