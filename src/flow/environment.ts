import { posix } from 'node:path'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Integration } from '../model/integration.ts'
import { partsOf } from '../model/template.ts'
import { dotenv, type Environment, sourceOf } from '../request/environment.ts'
import { strayLines } from '../text/dotenv.ts'
import type { World } from '../world/world.ts'
import { UsageError } from './usage-error.ts'

/** environmentOf reads `.env`, or `.env.NAME` when a name is given; the real environment wins. */
export function environmentOf({ files, environment }: World, root: string, wanted: string | undefined): Environment {
  const name = wanted === undefined ? '.env' : `.env.${wanted}`
  const read = files.read(posix.join(root, name))
  if (read.ok) {
    const stray = strayLines(read.text)
    const set = files.variablesIn(without(read.text, new Set(stray.map(({ line }) => line))))
    return { ...set, ...environment, [dotenv]: { name, sets: new Set(Object.keys(set)), real: environment, stray } }
  }
  if (read.failure.kind === 'missing' && wanted === undefined) return environment
  throw new UsageError(read.failure.kind === 'missing' ? `there is no ${name} in the project` : `${name} cannot be read (${read.failure.detail})`)
}

/** Node before 22 takes a line without `=` for the start of the next name, and loses both. */
function without(text: string, lines: ReadonlySet<number>): string {
  if (lines.size === 0) return text
  return text
    .split('\n')
    .map((line, index) => (lines.has(index + 1) ? '' : line))
    .join('\n')
}

const refusals: ReadonlySet<string> = new Set(['response-unauthorized', 'response-forbidden', 'server-unauthorized'])

/** withSources adds to a refusal of credentials where they came from: by name, never the value. */
export function withSources(diagnostics: readonly Diagnostic[], { credentials }: Integration, environment: Environment): readonly Diagnostic[] {
  if (!diagnostics.some(({ code }) => refusals.has(code))) return diagnostics
  const names = partsOf(JSON.stringify(credentials)).flatMap((part) => (part.kind === 'environment' ? [part.name] : []))
  const words = [...new Set(names)].map((name) => `${name} comes ${sourceOf(environment, name)}`).join(', ')
  return diagnostics.map((diagnostic) => {
    const { code, hint = '' } = diagnostic
    return words === '' || !refusals.has(code) ? diagnostic : { ...diagnostic, hint: hint === '' ? words : `${hint} (${words})` }
  })
}
