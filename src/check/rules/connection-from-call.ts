import type { Finding } from '../../diagnostic/diagnostic.ts'
import { partsOf, placeholdersOf } from '../../model/template.ts'
import type { Cursor } from '../../yaml/cursor.ts'
import { addressesOf } from '../addresses.ts'
import { credentialTexts } from '../credentials.ts'
import { defineRule } from '../rule.ts'
import { tlsTexts } from '../tls-texts.ts'

export const connectionFromCall = defineRule({
  code: 'connection-from-call',
  on: 'integration',
  about: ['address', 'credentials'],
  severity: 'error',
  title: 'A value of the call stands in an address or in credentials',
  why: 'Who spoke the value would decide where credentials and caller data go. Nothing fills it there, so no call could be made at all.',
  check(integration, report) {
    const tell = (place: Place, trouble: string): void => {
      const finding = findingOf(place, trouble)
      if (finding !== undefined) report(finding)
    }
    for (const { text, steps } of addressesOf(integration)) tell({ text, steps, at: integration.at }, 'decides where calls go')
    for (const { text, steps } of tlsTexts(integration)) tell({ text, steps, at: integration.at }, 'stands under tls, which nothing of a call fills')
    for (const { text, steps } of credentialTexts(integration.credentials)) {
      tell({ text, steps: ['credentials', ...steps], at: integration.at }, 'stands in the credentials, which nothing of a call fills')
    }
  },
})

interface Place {
  readonly text: string
  readonly steps: readonly string[]
  readonly at: Cursor
}

function findingOf({ text, steps, at }: Place, trouble: string): Finding | undefined {
  if (!hasForeignBrace(text)) return undefined
  const hole = placeholdersOf(text).find(({ kind }) => kind !== 'environment')
  if (hole === undefined) return undefined
  // As CI services write them: ${{ NAME }}.
  const written = text.includes(`$${hole.written}`) ? `$${hole.written}` : hole.written
  const span = at.within(written, ...steps)
  const name = hole.name.replace(/\W.*$/, '')
  const meant = `\${${name.toUpperCase()}}`
  const isInCredentials = steps[0] === 'credentials' && !text.startsWith('http')
  const hint = isInCredentials ? `take it from the environment: ${meant}` : `write it out, or take it from the environment: ${meant}`
  const finding = { message: `"${written}" ${trouble}`, hint }
  // What else stands in a credential may be a secret.
  if ((steps[0] === 'credentials' || steps.at(-1) === 'key_password') && !(isOpen(text) || text === written))
    return { ...finding, span: at.key(...steps), hidden: at.value(...steps) }
  // In capitals it was a variable of the environment before somebody lost its dollar sign.
  const isMeant = name === name.toUpperCase() && span.end - span.start === written.length
  return { ...finding, span, ...(isMeant ? { fix: { span, text: meant } } : {}) }
}

/** Nearly every brace here is one of the environment. */
function hasForeignBrace(text: string): boolean {
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) if (text.charAt(at - 1) !== '$') return true
  return false
}

function isOpen(text: string): boolean {
  return text.startsWith('http') || partsOf(text).every((part) => part.kind !== 'words')
}
