import { fitsExample } from '../../generated/fits.js'
import { plainlyFits } from '../../json/plain-fit.ts'
import { isJsonObject } from '../../json/schema.ts'
import type { Declared } from './declared.ts'
import { isOrdinarySample, isOrdinaryWord } from './value.ts'

const most = 50

/**
 * areOrdinaryExamples tells whether the calls worth repeating are few, each with a name of its own, give each parameter a plain value that it takes, and
 * have no recorded answer.
 */
export function areOrdinaryExamples(examples: unknown, declared: Declared): boolean {
  if (examples === undefined) return true
  if (!Array.isArray(examples) || examples.length > most) return false
  const names: unknown[] = []
  for (let index = 0; index < examples.length; index += 1) {
    const example: unknown = examples[index]
    if (!isJsonObject(example) || !fitsExample(example) || example['recorded'] !== undefined) return false
    const { name, arguments: given = {} } = example
    if (names.includes(name) || !isJsonObject(given) || !areOrdinaryArguments(given, declared)) return false
    names.push(name)
  }
  return true
}

function areOrdinaryArguments(given: Readonly<Record<string, unknown>>, { names, schemas, required }: Declared): boolean {
  let count = 0
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at] ?? ''
    if (!Object.hasOwn(given, name)) {
      if ((required & (1 << at)) !== 0) return false
      continue
    }
    const value = given[name]
    if (!isOrdinaryWord(name) || !isOrdinarySample(value) || !plainlyFits(schemas[at] ?? {}, value)) return false
    count += 1
  }
  return count === Object.keys(given).length
}
