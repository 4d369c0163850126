import { reachOf } from '../../model/address.ts'
import { isInsecureUrl } from '../../model/url.ts'
import { addressesOf } from '../addresses.ts'
import { defineRule } from '../rule.ts'

export const addressPrivate = defineRule({
  code: 'address-private',
  on: 'integration',
  about: 'address',
  severity: 'warning',
  title: 'An address is known in one network only',
  why: 'Agents run elsewhere: there the address leads nowhere, or to a machine that has nothing to do with it.',
  check(integration, report) {
    for (const { text, steps } of addressesOf(integration)) {
      const reach = reachOf(text)
      if (reach === undefined || reach.kind === 'metadata' || reach.kind === 'loopback') continue
      // An address that is not https is refused for that already, and there the network is named; so is one with two schemes.
      if (isInsecureUrl(text) || /^https?$/.test(reach.host)) continue
      report({
        message: `"${reach.host}" ${reach.also}${networkWords(reach.kind)}`,
        span: integration.at.within(reach.host, ...steps),
        hint: 'write the address at which everybody reaches it, or take the address from the environment: ${NAME}',
      })
    }
  },
})

function networkWords(kind: 'private' | 'link-local' | 'group'): string {
  if (kind === 'group') return 'stands for many machines of one network'
  return kind === 'private' ? 'is known in one network only' : 'is known on one cable only (link-local)'
}
