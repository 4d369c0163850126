/** Verdict is yes, no, or undefined: it cannot be told. */
export type Verdict = boolean | undefined

/** all is yes when every verdict is, and no when one is. */
export function all(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes(false) ? false : verdicts.every((verdict) => verdict === true) ? true : undefined
}

/** any is yes when one verdict is, and no when every one is. */
export function any(verdicts: readonly Verdict[]): Verdict {
  return verdicts.includes(true) ? true : verdicts.every((verdict) => verdict === false) ? false : undefined
}
