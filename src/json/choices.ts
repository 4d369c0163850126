/** OutputUnit is what the library says of a part of a value. */
export interface OutputUnit {
  readonly instanceLocation: string
  readonly keyword: string
  readonly keywordLocation: string
  readonly error: string
}

/** Choice is a refusal by `oneOf` or `anyOf`, with what its branches say, in their order. */
export interface Choice {
  readonly unit: OutputUnit
  readonly branches: readonly (readonly OutputUnit[])[]
}

/** withChoices puts what the branches of a choice say under the choice: the library lists them right behind it. */
export function withChoices(errors: readonly OutputUnit[]): readonly (OutputUnit | Choice)[] {
  const told: (OutputUnit | Choice)[] = []
  for (let index = 0; index < errors.length; index += 1) {
    const unit = errors[index]
    if (unit === undefined || (unit.keyword !== 'oneOf' && unit.keyword !== 'anyOf')) {
      if (unit !== undefined) told.push(unit)
      continue
    }
    const branches = new Map<string, OutputUnit[]>()
    const inside = `${unit.keywordLocation}/`
    for (; errors[index + 1]?.keywordLocation.startsWith(inside) === true; index += 1) {
      const next = errors[index + 1]
      if (next === undefined) break
      const branch = next.keywordLocation.slice(inside.length).split('/', 1)[0] ?? ''
      branches.set(branch, [...(branches.get(branch) ?? []), next])
    }
    told.push({ unit, branches: [...branches.values()] })
  }
  return told
}
