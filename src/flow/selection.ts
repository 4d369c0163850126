import { catalogue } from '../check/catalogue.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { nameMatches } from '../model/integration.ts'
import { UsageError } from './usage-error.ts'

/** Selection is which codes to tell, as given on the command line: codes or patterns (`prompt-*`). */
export interface Selection {
  /** Empty: all. */
  readonly only: readonly string[]
  readonly ignore: readonly string[]
}

/**
 * selector makes the test of what to tell. What stops a file from being judged at all is always told: a run that was asked for one code must not
 * pass because it could not look.
 */
export function selector({ only, ignore }: Selection): (diagnostic: Diagnostic) => boolean {
  for (const pattern of [...only, ...ignore]) checkPattern(pattern)
  if (only.length + ignore.length === 0) return () => true
  const adjustable = new Set(
    catalogue()
      .filter((info) => info.adjustable)
      .map(({ code }) => code),
  )
  return ({ code }) => {
    if (!adjustable.has(code)) return true
    const isAsked = only.length === 0 || only.some((pattern) => nameMatches(pattern, code))
    return isAsked && !ignore.some((pattern) => nameMatches(pattern, code))
  }
}

function checkPattern(pattern: string): void {
  const matched = catalogue().filter(({ code }) => nameMatches(pattern, code))
  if (matched.some(({ adjustable }) => adjustable)) return
  if (matched.length > 0) throw new UsageError(`"${pattern}" is always told: nothing else can be judged while it stands`)
  const hint = didYouMean(
    pattern,
    catalogue()
      .filter(({ adjustable }) => adjustable)
      .map(({ code }) => code),
  )
  throw new UsageError(`there is no code "${pattern}"${hint?.startsWith('did') === true ? `; ${hint}` : ''}`)
}
