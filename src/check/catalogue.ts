import { fixedCodes } from '../diagnostic/codes.ts'
import type { CodeInfo } from '../diagnostic/diagnostic.ts'
import { rules } from './rules/index.ts'

/** catalogue lists every code there is, rules and fixed ones, sorted: what `explain`, the docs and the tests go by. */
export const catalogue: readonly CodeInfo[] = [
  ...rules.map(({ code, severity, title, why }) => ({ code, severity, title, why })),
  ...fixedCodes,
].toSorted((left, right) => (left.code < right.code ? -1 : 1))
