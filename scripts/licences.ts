import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** licenceTexts collects the licence of every package that a bundle holds: their authors ask for it. */
export function licenceTexts(inputs: readonly string[]): string {
  const packages = new Set(inputs.flatMap((input) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))
  return [...packages]
    .toSorted()
    .map(licenceOf)
    .join(`\n\n${'-'.repeat(80)}\n\n`)
}

function licenceOf(folder: string): string {
  const { name, version, license }: { name: string; version: string; license?: string } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  )
  const file = existsSync(folder) ? readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry)) : undefined
  const text =
    file === undefined
      ? `Licensed under ${license ?? 'terms of its own'}; the package ships no licence text.`
      : readFileSync(join(folder, file), 'utf8').trim()
  return `${name} ${version} (${license ?? 'see below'})\n\n${text}`
}
