import type { Diagnostic, Place } from '../diagnostic/diagnostic.ts'
import { titleOf } from '../request/expectations.ts'
import { identityOf } from './outcome.ts'
import type { TriedExample } from './tried-examples.ts'

/**
 * toldExamples tells what is wrong with examples, each thing once and with the examples that it concerns, in their order: an error at the credentials
 * says nothing of which of them failed. `others` is what is wrong beside them.
 */
export function toldExamples(others: readonly Diagnostic[], examples: readonly TriedExample[]): readonly Diagnostic[] {
  const known = new Map<string, { readonly diagnostic: Diagnostic; readonly concerned: Set<TriedExample> }>()
  const tell = (diagnostic: Diagnostic, concerned: readonly TriedExample[]): void => {
    const identity = identityOf(diagnostic)
    const told = known.get(identity)
    if (told === undefined) known.set(identity, { diagnostic, concerned: new Set(concerned) })
    else for (const example of concerned) told.concerned.add(example)
  }
  for (const diagnostic of others) tell(diagnostic, [])
  for (const example of examples) for (const diagnostic of example.diagnostics) tell(diagnostic, [example])
  return [...known.values()].map(({ diagnostic, concerned }) => naming(diagnostic, [...concerned]))
}

// More would push what is wrong out of sight; the other places name them all.
const mostNamed = 10

function naming(diagnostic: Diagnostic, concerned: readonly TriedExample[]): Diagnostic {
  const titles = concerned.map(titleOf)
  const [first] = titles
  const { message, related = [] } = diagnostic
  // What an example expects is told in its name.
  if (first === undefined || (titles.length === 1 && message.includes(first))) return diagnostic
  const named = `${message} (${listed(titles)})`
  if (titles.length === 1) return { ...diagnostic, message: named }
  return {
    ...diagnostic,
    message: named,
    related: [...related, ...concerned.map((example): Place => ({ span: example.at, label: titleOf(example) }))],
  }
}

function listed(titles: readonly string[]): string {
  const left = titles.length - mostNamed
  if (left > 0) return `${titles.slice(0, mostNamed).join(', ')} and ${left} more ${left === 1 ? 'example' : 'examples'}`
  return titles.length === 1 ? titles.join('') : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`
}
