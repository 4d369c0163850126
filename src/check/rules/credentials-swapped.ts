import { defineRule } from '../rule.ts'

const secret = /^\$\{\w*(?:PASSWORD|PASSWD|SECRET)\w*\}$/i
const name = /^\$\{\w*(?:USER|EMAIL|LOGIN|CLIENT_?ID)\w*\}$/i

export const credentialsSwapped = defineRule({
  code: 'credentials-swapped',
  on: 'integration',
  about: 'credentials',
  severity: 'error',
  title: 'A name and its secret have changed places',
  why: 'Every call would be refused, and the secret would be sent and logged where a name belongs.',
  check({ credentials, at }, report) {
    const pair = pairOf(credentials)
    if (pair === undefined || !isSecret(pair.open) || !isName(pair.closed)) return
    report({
      message: `"${pair.openKey}" is filled from ${pair.open}, and "${pair.closedKey}" from ${pair.closed}`,
      span: at.value('credentials', pair.openKey),
      related: [{ span: at.value('credentials', pair.closedKey), label: 'the other one stands here' }],
      hint: 'change the two values over',
    })
  },
})

interface Pair {
  readonly openKey: string
  readonly open: string
  readonly closedKey: string
  readonly closed: string
}

type Credentials = Parameters<typeof credentialsSwapped.check>[0]['credentials']

function pairOf(credentials: Credentials): Pair | undefined {
  if (credentials.type === 'basic') return { openKey: 'username', open: credentials.username, closedKey: 'password', closed: credentials.password }
  if (credentials.type !== 'oauth2_client_credentials') return undefined
  return { openKey: 'client_id', open: credentials.clientId, closedKey: 'client_secret', closed: credentials.clientSecret }
}

function isSecret(text: string): boolean {
  return secret.test(text) && !name.test(text)
}

function isName(text: string): boolean {
  return name.test(text) && !secret.test(text)
}
