import type { Span } from '../../diagnostic/diagnostic.ts'
import { placeholdersOf } from '../../model/template.ts'
import type { Integration } from '../../model/integration.ts'
import { areRelated, siteOf } from '../../model/site.ts'
import { defineRule } from '../rule.ts'

export const credentialShared = defineRule({
  code: 'credential-shared',
  on: 'project',
  severity: 'warning',
  title: 'One credential is sent to two sites',
  why: 'Each of them can use it at the other one; most likely the line was copied, and one of the two refuses every call.',
  check({ integrations }, report) {
    const firsts = new Map<string, Sent>()
    for (const integration of integrations) {
      for (const sent of sentBy(integration)) {
        const first = firsts.get(sent.name)
        if (first === undefined) firsts.set(sent.name, sent)
        else if (!areRelated(first.site, sent.site)) {
          report({
            message: `\${${sent.name}} is sent to "${sent.site}", and to "${first.site}" as well`,
            span: sent.span(),
            related: [{ span: first.span(), label: `sent to "${first.site}" here` }],
            hint: 'give each of them a variable of its own',
          })
        }
      }
    }
  },
})

/** Sent is a secret of the environment with the site that gets it. */
interface Sent {
  readonly name: string
  readonly site: string
  readonly span: () => Span
}

function sentBy({ credentials, at, ...integration }: Integration): readonly Sent[] {
  const url = integration.type === 'http' ? integration.baseUrl : integration.url
  switch (credentials.type) {
    case 'none':
    case 'oauth2':
      return []
    case 'bearer':
      return sentIn(credentials.token, url, 'token')
    case 'basic':
      return sentIn(credentials.password, url, 'password')
    case 'api_key':
      return sentIn(credentials.value, url, 'value')
    case 'headers':
      return credentials.headers.flatMap(([name, value]) => (/key|token|secret|authorization/i.test(name) ? sentIn(value, url, 'headers', name) : []))
    case 'oauth2_client_credentials':
      return sentIn(credentials.clientSecret, credentials.tokenUrl, 'client_secret')
  }

  function sentIn(text: string, target: string, ...steps: string[]): readonly Sent[] {
    const site = siteOf(target)
    if (site === undefined) return []
    const names = placeholdersOf(text).filter(({ kind }) => kind === 'environment')
    return names.map(({ name, written }) => ({ name, site, span: () => at.within(written, 'credentials', ...steps) }))
  }
}
