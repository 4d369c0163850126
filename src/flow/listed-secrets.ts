import { holdsSecretWord } from '../check/secret-words.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { pointerOf } from '../json/pointer.ts'
import { isJsonObject } from '../json/schema.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import { type Redact, redactor } from '../request/redact.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { Hideable, Secret } from '../world/secret.ts'
import type { ListedTools } from '../world/world.ts'

/** listedSecrets says where a server writes secrets of ours into its list, and never which: what is listed is locked, committed and printed. */
export function listedSecrets(integration: McpIntegration, listed: ListedTools, secrets: readonly Secret[]): readonly Diagnostic[] {
  const kept = secrets.filter((secret) => isKept(secret, integration))
  if (kept.length === 0) return []
  const places = placesIn(listed, redactor(kept))
  if (places.length === 0) return []
  const labels = [...new Set(kept.filter((secret) => placesIn(listed, redactor([secret])).length > 0).map(({ label }) => label))]
  const more = places.length > mostPlaces ? `, and ${places.length - mostPlaces} more` : ''
  return [
    diagnose('server-list-secret', {
      message: `"${integration.name}" writes ${labels[0] ?? 'a secret'} into what it lists: ${places.slice(0, mostPlaces).join(', ')}${more}`,
      span: integration.at.value(serverKey(integration)),
      hint: 'tell who runs the server, and take another secret; the lockfile stays as it is',
    }),
  ]
}

const mostPlaces = 5

/** keysIn lists the values in an address that look like keys; a shorter or plainer one is a tenant, a region or a version. */
export function keysIn(address: Hideable): readonly Secret[] {
  if (typeof address === 'string') return []
  const { made } = address
  return made === undefined ? [address].filter(isKeyLike) : made.of.flatMap(keysIn)
}

/** What came from the environment, or from a login; what is written in the integration is committed already. */
function isKept(secret: Secret, { program }: McpIntegration): boolean {
  // A word of a few letters keeps nothing secret, and stands in many a description.
  if (!secret.label.includes('$') || /^[a-z]{0,7}$/i.test(secret.reveal())) return false
  // Programs get their whole setting by variables.
  return program === undefined || isKeyLike(secret)
}

const nameOfSecret = /key|token|secret|passw|passphrase|pwd|auth|credential|jwt|cookie|session/i

function isKeyLike(secret: Secret): boolean {
  return nameOfSecret.test(secret.label) || holdsSecretWord(secret.reveal())
}

function placesIn({ serverName, serverVersion, protocolVersion, instructions = '', tools }: ListedTools, redact: Redact): readonly string[] {
  const about = Object.entries({ name: serverName, version: serverVersion, 'protocol version': protocolVersion, instructions })
  return [
    ...about.filter(([, text]) => redact(text) !== text).map(([what]) => `its ${what}`),
    ...tools.flatMap((tool) => {
      const name = isJsonObject(tool) ? String(tool['name']) : ''
      return pointersIn(tool, redact, []).map((pointer) => `tool "${shown(redact(name))}" at ${shown(pointer)}`)
    }),
  ]
}

/** Keys hold secrets as well, and none may get out by way of the pointer to it. */
function pointersIn(value: unknown, redact: Redact, steps: readonly (string | number)[]): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') {
    const text = String(value)
    return redact(text) === text ? [] : [pointerOf(steps)]
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => pointersIn(item, redact, [...steps, index]))
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    const open = redact(key)
    const below = [...steps, open]
    return [...(open === key ? [] : [pointerOf(below)]), ...pointersIn(item, redact, below)]
  })
}

function shown(text: string): string {
  return printableLine(shorten(text, 120))
}
