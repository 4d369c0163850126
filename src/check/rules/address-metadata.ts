import { reachOf } from '../../model/address.ts'
import { addressesOf } from '../addresses.ts'
import { defineRule } from '../rule.ts'

export const addressMetadata = defineRule({
  code: 'address-metadata',
  on: 'integration',
  about: 'address',
  severity: 'error',
  title: "An address leads to a cloud's metadata service",
  why: 'It hands the credentials of the machine that runs the call to whoever asks, and the agent would read them to the caller.',
  check(integration, report) {
    for (const { text, steps } of addressesOf(integration)) {
      const reach = reachOf(text)
      if (reach?.kind !== 'metadata') continue
      report({
        message: `"${reach.host}" ${reach.also}hands out the credentials of a cloud machine`,
        span: integration.at.within(reach.host, ...steps),
        hint: 'write the address of the API that is meant',
      })
    }
  },
})
