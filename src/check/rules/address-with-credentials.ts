import { placeholdersOf } from '../../model/template.ts'
import { addressesOf } from '../addresses.ts'
import { defineRule } from '../rule.ts'

export const addressWithCredentials = defineRule({
  code: 'address-with-credentials',
  on: 'integration',
  about: 'address',
  severity: 'error',
  title: 'An address holds a user name or password',
  why: 'Addresses are printed and logged, and a request to such an address is never sent.',
  check(integration, report) {
    for (const { text, steps } of addressesOf(integration)) {
      if (!text.includes('@')) continue
      const user = /^[a-z]+:\/\/([^/?#]*)@/i.exec(text)?.[1]
      if (user === undefined || isToldAsPlainText(user, steps)) continue
      const span = integration.at.within(`${user}@`, ...steps)
      const isOpen = placeholdersOf(user).length > 0 || !user.includes(':')
      report({
        message: `the address holds ${user.includes(':') ? 'a user name and password' : 'a user name'}`,
        ...(isOpen ? { span } : { span: integration.at.key(...steps), hidden: span }),
        hint: 'write credentials: { type: basic, username: ..., password: "${NAME}" }, and take them out of the address',
      })
    }
  },
})

/** A password written out in the address of an integration is a credential in plain text first of all. */
function isToldAsPlainText(user: string, steps: readonly string[]): boolean {
  return steps.length === 1 && /:./.test(user) && !placeholdersOf(user).some(({ kind }) => kind === 'environment')
}
