import type { Span } from '../../diagnostic/diagnostic.ts'
import { secretNear } from '../../text/secret-line.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import type { Case, Told } from './case.ts'
import type { Draft } from './draft.ts'

/** isSecret tells whether a value may be a secret: what credentials are made of, unless it comes from the environment, and what stands at its names. */
export function isSecret(path: readonly Step[], { value }: Draft, { shape }: Pick<Case, 'shape'>): boolean {
  if (shape !== 'integration') return false
  // A list of names of variables; elsewhere the values stand beside them.
  if (path[0] === 'env') return typeof value !== 'object' && value !== undefined && (typeof path[1] === 'string' || !/^\w*$/.test(String(value)))
  if (path[0] !== 'credentials' || isOpen(String(path.at(-1)), value)) return false
  return (typeof value === 'string' && !value.includes('${')) || typeof value === 'number'
}

/** Keys of credentials that say what they are for, and prove nothing; under another name, the header that takes a key. */
function isOpen(key: string, value: unknown): boolean {
  if (/^header(?:_?name)?$/i.test(key)) return typeof value === 'string' && /^(?:[A-Z][a-z]{0,15}-){1,4}[A-Z][A-Za-z]{1,15}$/.test(value)
  return key === 'type' || key === 'in' || key === 'name' || key === 'scope'
}

/** withoutSecrets hides what may be a secret on the lines that a report shows. */
export function withoutSecrets(told: Told, around: Case): Told {
  const { span } = told
  if (span === undefined || around.shape !== 'integration') return told
  const near = secretNear(span.file, span.start)
  const hidden = [near, secretsAround(span, around, 'credentials'), secretsAround(span, around, 'env')].filter((each) => each !== undefined)
  if (hidden.length === 0) return told
  const start = Math.min(...hidden.map((each) => each.start))
  return { ...told, hidden: { file: span.file, start, end: Math.max(...hidden.map((each) => each.end)) } }
}

/** The secrets of the credentials, or of the environment, where these are what is told about: all of them as one stretch. */
function secretsAround(span: Span, { root }: Case, key: 'credentials' | 'env'): Span | undefined {
  const part = root.in(key)
  if (part.data === undefined || span.start < root.key(key).start || span.start > part.value().end) return undefined
  const known = secretsOf.get(root) ?? new Map<string, Span | undefined>()
  secretsOf.set(root, known)
  if (!known.has(key)) known.set(key, allSecrets(part, key))
  return known.get(key)
}

// Thousands of keys may be wrong in them.
const secretsOf = new WeakMap<Cursor, Map<string, Span | undefined>>()

function allSecrets(part: Cursor, key: string): Span | undefined {
  let [start, end] = [Infinity, -Infinity]
  for (const steps of secretsIn(part.data, [key])) {
    const span = part.value(...steps.slice(1))
    start = Math.min(start, span.start)
    end = Math.max(end, span.end)
  }
  return end < start ? undefined : { file: part.file, start, end }
}

function secretsIn(data: unknown, steps: readonly Step[]): readonly (readonly Step[])[] {
  if (Array.isArray(data)) return data.flatMap((item: unknown, index) => secretsIn(item, [...steps, index]))
  if (typeof data === 'object' && data !== null) return Object.entries(data).flatMap(([key, item]) => secretsIn(item, [...steps, key]))
  return isSecret(steps, { origin: [], value: data }, { shape: 'integration' }) ? [steps] : []
}
