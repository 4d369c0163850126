import type { StrayLine } from '../text/dotenv.ts'

/** Dotenv is what a dotenv file had to do with the values of an environment. */
interface Dotenv {
  /** Its name, such as `.env.staging`. */
  readonly name: string
  /** What it sets, also where the real environment wins. */
  readonly sets: ReadonlySet<string>
  /** What the real environment sets. */
  readonly real: Readonly<Record<string, string | undefined>>
  readonly stray: readonly StrayLine[]
}

/** dotenv is the key under which an environment says where its values come from: no variable can have it. */
export const dotenv: unique symbol = Symbol('dotenv')

/** Environment is where `${NAME}`s come from. */
export type Environment = Readonly<Record<string, string | undefined>> & { readonly [dotenv]?: Dotenv }

/** waysToSet says how to give a variable a value; where a line was meant to and does not, which one it is. */
export function waysToSet(environment: Environment, name: string): string {
  const file = environment[dotenv]
  if (file !== undefined && Object.hasOwn(file.real, name) && file.sets.has(name))
    return `it is empty in the environment, which wins over ${file.name}: unset it there`
  const line = file?.stray.find(({ text }) => /^(?:export\s+)?([\w.-]+)/.exec(text)?.[1] === name)?.line
  if (file !== undefined && line !== undefined) return `line ${line} of ${file.name} sets nothing: write ${name}=VALUE`
  const [stray] = file?.stray ?? []
  const skipped = file === undefined || stray === undefined ? '' : `; line ${stray.line} of ${file.name} is not of the form NAME=VALUE`
  return `set ${name} in the environment, or in .env (with --env NAME: .env.NAME)${skipped}`
}

/** sourceOf says where a variable has its value from, as the end of a sentence. */
export function sourceOf(environment: Environment, name: string): string {
  const file = environment[dotenv]
  if (file === undefined || !file.sets.has(name)) return 'from the environment'
  return Object.hasOwn(file.real, name) ? `from the environment, which wins over ${file.name}` : `from ${file.name}`
}
