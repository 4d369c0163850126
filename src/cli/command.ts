import type { Outcome } from '../flow/outcome.ts'
import { exitCodeOf, type ExitCode, settle, UsageError } from '../flow/outcome.ts'
import { type Format, formats, isFormat, renderers } from '../report/reporter.ts'
import { type Theme, themeOf } from '../report/theme.ts'
import type { Words } from '../report/text.ts'
import { type CommandName, type View, viewOf } from '../report/view.ts'
import type { World } from '../world/world.ts'

/** CommonFlags is what every command that reports takes. */
export interface CommonFlags {
  readonly format: string
  readonly strict: boolean
  readonly color: boolean
}

/** defaultFlags holds where nothing was said. */
export const defaultFlags: CommonFlags = { format: 'text', strict: false, color: true }

/** Finished is what a command hands over to be reported. */
export interface Finished<Result> {
  readonly command: CommandName
  readonly outcome: Outcome<Result>
  /** The result in the words of the JSON format. */
  readonly json: (result: Result) => object
  /** What the command adds in the text format. */
  readonly words: (view: View, result: Result | undefined, theme: Theme) => Words | string
}

/** report settles an outcome, prints it in the format asked for and gives the exit code: the last call of every command. */
export async function report<Result>(world: World, flags: CommonFlags, { command, outcome, json, words }: Finished<Result>): Promise<ExitCode> {
  const settled = settle(outcome, flags)
  const view = viewOf(command, settled, settled.result === undefined ? null : json(settled.result))
  const theme = await themeOf({ colour: world.terminal.colour && flags.color, columns: world.terminal.columns })
  const text = renderers[formatOf(flags.format)]({ view, words: (look) => asWords(words(view, settled.result, look)) }, theme)
  return print(world, text) ? exitCodeOf(settled.diagnostics) : 3
}

/** print writes to stdout and tells whether that worked; where it did not, stderr says why. */
export function print({ terminal }: World, text: string): boolean {
  const trouble = terminal.out(text)
  if (trouble !== undefined) terminal.err(`diga-int: the result cannot be written (${trouble})\n`)
  return trouble === undefined
}

function asWords(words: Words | string): Words {
  return typeof words === 'string' ? { body: words } : words
}

/** formatOf checks the name of a format. */
export function formatOf(word: string): Format {
  if (!isFormat(word)) throw new UsageError(`format "${word}" is not one of ${formats.join(', ')}`)
  return word
}

/** progressFor writes notes to stderr where a person watches, and nothing elsewhere. */
export function progressFor({ terminal }: World): (text: string) => void {
  return (text) => {
    if (terminal.progress) terminal.err(`${text}\n`)
  }
}
