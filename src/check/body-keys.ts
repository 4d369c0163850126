import { isJsonObject } from '../json/schema.ts'

/** hasKey tells whether a body has such a key at any depth. Nearly every body has not, so where it stands is only looked for after that. */
export function hasKey(body: unknown, isWanted: (key: string) => boolean): boolean {
  if (Array.isArray(body)) return body.some((item) => hasKey(item, isWanted))
  if (!isJsonObject(body)) return false
  for (const key of Object.keys(body)) if (isWanted(key) || hasKey(body[key], isWanted)) return true
  return false
}
