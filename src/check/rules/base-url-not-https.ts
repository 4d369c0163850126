import { reachOf } from '../../model/address.ts'
import { isInsecureUrl } from '../../model/url.ts'
import { addressesOf } from '../addresses.ts'
import { defineRule } from '../rule.ts'

export const baseUrlNotHttps = defineRule({
  code: 'base-url-not-https',
  on: 'integration',
  about: 'address',
  severity: 'error',
  title: 'An address is not https',
  why: 'Credentials and what a caller said would travel readable. Only loopback may use http.',
  check(integration, report) {
    for (const { text, steps } of addressesOf(integration)) {
      // An address that starts with a value of the call has no scheme to judge; that it is one is told.
      if (!isInsecureUrl(text) || text.startsWith('{')) continue
      const reach = reachOf(text)
      // That nothing may be sent there at all is told.
      if (reach?.kind === 'metadata') continue
      report({
        // Who logs in stands before the @, a password too.
        message: `"${text.replace(/^([a-z]+:\/\/)[^/?#]*@/i, '$1')}" is not https`,
        span: integration.at.value(...steps),
        hint:
          reach === undefined
            ? 'write https://, or take the address from the environment: ${NAME}'
            : `"${reach.host}" is known in one network only: write the https address at which everybody reaches it, or take it from the environment`,
      })
    }
  },
})
