import { fixedCodes } from '../diagnostic/codes.ts'
import type { CodeInfo } from '../diagnostic/diagnostic.ts'
import type { Rule } from './rule.ts'
import { acrossRules } from './rules/index-across.ts'
import { lockedRules } from './rules/index-locked.ts'
import { fileRules } from './rules/index.ts'

/** CatalogueEntry is a code with whether a project may weigh or waive it. */
interface CatalogueEntry extends CodeInfo {
  readonly adjustable: boolean
}

/** allRules lists every rule there is. */
export function allRules(): readonly Rule[] {
  return [...fileRules(), ...lockedRules(), ...acrossRules()]
}

let entries: readonly CatalogueEntry[] | undefined

/** catalogue lists every code there is, rules and fixed ones, sorted: what `explain`, waivers, the docs and the tests go by. */
export function catalogue(): readonly CatalogueEntry[] {
  return (entries ??= [
    ...allRules().map(({ code, severity, title, why }) => ({ code, severity, title, why, adjustable: true })),
    ...fixedCodes().map((info) => ({ ...info, adjustable: info.adjustable === true })),
  ].toSorted((left, right) => (left.code < right.code ? -1 : 1)))
}
