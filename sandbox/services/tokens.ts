import { randomUUID } from 'node:crypto'

/** What a holder of a payments token may be allowed to do. */
export const scopes = ['refunds:write', 'transactions:read', 'accounts:read'] as const

/** One permission of the payments service. */
export type Scope = (typeof scopes)[number]

/** How long a token lives, in seconds. */
export const lifetimeSeconds = 300

/** The tokens that were given out; they live in memory, so that a restart makes every one of them useless. */
export interface Tokens {
  readonly issue: (granted: readonly Scope[]) => string
  readonly scopesOf: (token: string) => readonly Scope[] | undefined
}

/** Makes an empty set of tokens. */
export function createTokens(): Tokens {
  const issued = new Map<string, { readonly granted: readonly Scope[]; readonly expiresAt: number }>()
  const dropExpired = (): void => {
    for (const [token, { expiresAt }] of issued) if (expiresAt <= Date.now()) issued.delete(token)
  }
  return {
    issue(granted) {
      dropExpired()
      const token = `sandbox-access-${randomUUID()}`
      issued.set(token, { granted, expiresAt: Date.now() + lifetimeSeconds * 1000 })
      return token
    },
    scopesOf(token) {
      dropExpired()
      return issued.get(token)?.granted
    },
  }
}

/** Tells whether text names a permission that exists. */
export function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text)
}
