import type { Span } from '../../diagnostic/diagnostic.ts'
import { secretNear } from '../../text/secret-line.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import type { Case, Told } from './case.ts'
import type { Draft } from './draft.ts'

/** isSecret tells whether a value may be a secret: what credentials are made of, unless it comes from the environment. */
export function isSecret(path: readonly Step[], { value }: Draft, { shape }: Pick<Case, 'shape'>): boolean {
  if (shape !== 'integration' || path[0] !== 'credentials' || isOpen(String(path.at(-1)))) return false
  return (typeof value === 'string' && !value.includes('${')) || typeof value === 'number'
}

/** Keys of credentials that say what they are for, and prove nothing. */
function isOpen(key: string): boolean {
  return key === 'type' || key === 'in' || key === 'name' || key === 'scope'
}

/** withoutSecrets hides what may be a secret on the lines that a report shows. */
export function withoutSecrets(told: Told, around: Case): Told {
  const { span } = told
  if (span === undefined || around.shape !== 'integration') return told
  const near = secretNear(span.file, span.start)
  const hidden = [near, credentialsAround(span, around)].filter((each) => each !== undefined)
  if (hidden.length === 0) return told
  const start = Math.min(...hidden.map((each) => each.start))
  return { ...told, hidden: { file: span.file, start, end: Math.max(...hidden.map((each) => each.end)) } }
}

/** The secrets of the credentials, where these are what is told about: all of them as one stretch. */
function credentialsAround(span: Span, { root }: Case): Span | undefined {
  const credentials = root.in('credentials')
  if (credentials.data === undefined || span.start < root.key('credentials').start || span.start > credentials.value().end) return undefined
  let known = secretsOf.get(root)
  if (known === undefined) {
    known = { span: allSecrets(credentials) }
    secretsOf.set(root, known)
  }
  return known.span
}

// Thousands of keys may be wrong in them.
const secretsOf = new WeakMap<Cursor, { readonly span: Span | undefined }>()

function allSecrets(credentials: Cursor): Span | undefined {
  let [start, end] = [Infinity, -Infinity]
  for (const steps of secretsIn(credentials.data, [])) {
    const span = credentials.value(...steps)
    start = Math.min(start, span.start)
    end = Math.max(end, span.end)
  }
  return end < start ? undefined : { file: credentials.file, start, end }
}

function secretsIn(data: unknown, steps: readonly Step[]): readonly (readonly Step[])[] {
  if (typeof data === 'object' && data !== null) return Object.entries(data).flatMap(([key, item]) => secretsIn(item, [...steps, key]))
  return isSecret(['credentials', ...steps], { origin: [], value: data }, { shape: 'integration' }) ? [steps] : []
}
