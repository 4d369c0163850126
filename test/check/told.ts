import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { runIn } from '../world.ts'

/** Told is what a test looks at of a diagnostic. */
export interface Told {
  readonly code: string
  readonly message: string
  readonly hint?: string
}

/** toldOf writes a project into a folder of its own and gives what validate tells of it, of some codes only: other rules have tests of their own. */
export async function toldOf(files: Readonly<Record<string, string>>, codes: readonly string[]): Promise<readonly Told[]> {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-told-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const { out } = await runIn(folder, ['validate', '--format', 'json'])
    const all: readonly Told[] = JSON.parse(out).diagnostics
    // A file that is not read at all would pass for one that is clean.
    return all.filter(({ code }) => codes.includes(code) || code.startsWith('schema-') || code.startsWith('yaml-'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** oneTool is an HTTP integration of a bike shop with one tool, made of the lines given. */
export function oneTool(lines: readonly string[], name = 'search_bikes'): Readonly<Record<string, string>> {
  const description = lines.some((line) => line.startsWith('description:')) ? [] : ['description: Finds bikes that are in store. Use it when asked.']
  const request = lines.some((line) => line.startsWith('request:')) ? [] : ['request: { method: GET, path: /bikes }']
  const head = ['type: http', 'description: What the bike shop has', 'base_url: https://stock.bikes.example/v1', 'tools:', `  ${name}:`]
  return { 'integrations/bikes.yaml': [...head, ...[...description, ...lines, ...request].map((line) => `    ${line}`), ''].join('\n') }
}
