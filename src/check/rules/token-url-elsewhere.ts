import { hostOf } from '../../model/address.ts'
import { areRelated, isLoginSite, siteOf } from '../../model/site.ts'
import { defineRule } from '../rule.ts'

export const tokenUrlElsewhere = defineRule({
  code: 'token-url-elsewhere',
  on: 'integration',
  about: 'address',
  severity: 'note',
  title: 'The client secret goes to another site than the calls',
  why: 'A token_url that was copied from another integration gives the secret to somebody else, and no token that comes back opens this API.',
  check(integration, report) {
    const { credentials, at } = integration
    if (credentials.type !== 'oauth2_client_credentials') return
    const url = integration.type === 'http' ? integration.baseUrl : integration.url
    if (hostOf(url) === hostOf(credentials.tokenUrl)) return
    const [home, target] = [siteOf(url), siteOf(credentials.tokenUrl)]
    if (home === undefined || target === undefined || areRelated(home, target) || isLoginSite(target)) return
    report({
      message: `the client secret goes to "${target}", the calls to "${home}"`,
      span: at.within(target, 'credentials', 'token_url'),
      related: [{ span: at.value(integration.type === 'http' ? 'base_url' : 'url'), label: 'the calls go here' }],
      hint: 'make sure that both belong to the same service',
    })
  },
})
