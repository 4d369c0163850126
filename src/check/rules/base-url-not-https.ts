import type { Integration } from '../../model/integration.ts'
import { isInsecureUrl } from '../../model/url.ts'
import { defineRule } from '../rule.ts'

export const baseUrlNotHttps = defineRule({
  code: 'base-url-not-https',
  on: 'integration',
  severity: 'error',
  title: 'An address is not https',
  why: 'Credentials and what a caller said would travel readable. Only loopback may use http.',
  check(integration, report) {
    for (const { url, steps } of urlsOf(integration)) {
      if (!isInsecureUrl(url)) continue
      report({
        message: `"${url}" is not https`,
        span: integration.at.value(...steps),
        hint: 'write https://, or take the address from the environment: ${NAME}',
      })
    }
  },
})

function urlsOf(integration: Integration): readonly { readonly url: string; readonly steps: readonly string[] }[] {
  const urls = [integration.type === 'http' ? { url: integration.baseUrl, steps: ['base_url'] } : { url: integration.url, steps: ['url'] }]
  if (integration.credentials.type !== 'oauth2_client_credentials') return urls
  return [...urls, { url: integration.credentials.tokenUrl, steps: ['credentials', 'token_url'] }]
}
