import type { Diagnostic } from '../diagnostic/diagnostic.ts'

/** Mask puts dots into a text of a file, wherever it says what no report may show. */
export type Mask = (path: string, text: string) => string

/** maskFor hides what diagnostics hide: not by its place, which changes with the text, but wherever it is said. */
export function maskFor(diagnostics: readonly Diagnostic[]): Mask {
  const secrets = new Map<string, Set<string>>()
  for (const { hidden } of diagnostics) {
    if (hidden === undefined) continue
    const { file, start, end } = hidden
    const known = secrets.get(file.path) ?? new Set()
    for (const line of file.text.slice(start, end).split(/[\r\n]+/)) known.add(line.trim().replace(/^["']|["']$/g, ''))
    secrets.set(file.path, known)
  }
  return (path, text) =>
    [...(secrets.get(path) ?? [])]
      .filter((secret) => secret !== '')
      .toSorted((left, right) => right.length - left.length)
      .reduce((masked, secret) => masked.replaceAll(secret, '•'.repeat(secret.length)), text)
}
