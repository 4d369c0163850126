import { isInsecureUrl } from '../../model/url.ts'
import { defineRule } from '../rule.ts'

export const tlsWithoutHttps = defineRule({
  code: 'tls-without-https',
  on: 'integration',
  about: 'credentials',
  severity: 'error',
  title: 'Certificates stand beside an address without TLS',
  why: 'On plain http nobody is asked for a certificate, and none is shown: whoever wrote them believes in a proof that never happens.',
  check(integration, report) {
    const [url, key] = integration.type === 'http' ? [integration.baseUrl, 'base_url'] : [integration.url, 'url']
    // That http goes no farther than this machine is another finding.
    if (integration.tls === undefined || !/^http:/i.test(url) || isInsecureUrl(url)) return
    report({
      message: `tls does nothing for "${url}"`,
      span: integration.at.key('tls'),
      related: [{ span: integration.at.value(key), label: 'the address is set here' }],
      hint: 'write https:// in the address, or delete tls',
    })
  },
})
