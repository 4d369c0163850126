import type { Outcome } from '../flow/outcome.ts'
import { exitCodeOf, type ExitCode, settle } from '../flow/outcome.ts'
import { renderers } from '../report/reporter.ts'
import { plainTheme, type Theme, themeOf } from '../report/theme.ts'
import type { Tests } from '../report/tests.ts'
import type { Words } from '../report/text.ts'
import { viewOf } from '../report/outcome-view.ts'
import type { CommandName, View } from '../report/view.ts'
import { printable } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import type { Output } from './outputs.ts'
import { print } from './print.ts'
import { repositoryPathIn } from './repository.ts'
import { version } from './version.ts'

/** CommonFlags is what every command that reports takes. */
export interface CommonFlags {
  readonly outputs: readonly Output[]
  readonly strict: boolean
  readonly color: boolean
}

/** Finished is what a command hands over to be reported. */
export interface Finished<Result> {
  readonly command: CommandName
  readonly outcome: Outcome<Result>
  /** The result in the words of the JSON format. */
  readonly json: (result: Result) => object
  /** What the command adds in the text format. */
  readonly words: (view: View, result: Result | undefined, theme: Theme) => Words | string
  /** What was run, where the command runs tests. */
  readonly tests?: ((result: Result) => Tests) | undefined
  /** The body of a pull request, where the command makes one. */
  readonly markdown?: ((view: View, result: Result | undefined) => string) | undefined
}

/** report settles an outcome, writes it in each format asked for and gives the exit code: the last call of every command. */
export async function report<Result>(
  world: World,
  flags: CommonFlags,
  { command, outcome, json, words, tests, markdown }: Finished<Result>,
): Promise<ExitCode> {
  const { files, sha256, terminal } = world
  const settled = settle(outcome, flags)
  const view = viewOf(command, settled, settled.result === undefined ? null : json(settled.result))
  const host = { repositoryPath: repositoryPathIn(files), sha256, version }
  const content = {
    view,
    words: (look: Theme) => asWords(words(view, settled.result, look)),
    host,
    tests: settled.result && tests?.(settled.result),
    markdown: () => markdown?.(view, settled.result) ?? '',
  }
  let isWritten = true
  for (const { format, file } of flags.outputs) {
    const theme =
      file === undefined ? await themeOf({ colour: terminal.colour && flags.color, columns: terminal.columns, rows: terminal.rows }) : plainTheme
    const text = await renderers[format](content, theme)
    isWritten = (file === undefined ? print(world, text) : keep(world, file, text, command === 'try')) && isWritten
  }
  // A call cannot be made a second time only to see what came of it.
  if (!isWritten && command === 'try' && flags.outputs.every(({ file }) => file !== undefined))
    print(world, await renderers.text(content, plainTheme))
  return isWritten ? exitCodeOf(settled.diagnostics) : 3
}

/** keep writes what a command made into a file, and tells whether that worked. */
export function keep({ files, terminal }: World, file: string, text: string, isPrivate = false): boolean {
  const written = files.write(file, text, isPrivate)
  if (!written.ok) terminal.err(`diga-int: the result cannot be written to "${printable(file)}" (${written.failure.detail})\n`)
  return written.ok
}

/** canKeep tells beforehand whether results can be written into files, and says where not. */
export function canKeep({ files, terminal }: World, paths: readonly string[]): boolean {
  const refused = paths.flatMap((path) => {
    const failure = files.refusal(path)
    return failure === undefined ? [] : [`diga-int: the result cannot be written to "${printable(path)}" (${failure.detail}), so nothing was sent\n`]
  })
  for (const line of refused) terminal.err(line)
  return refused.length === 0
}

function asWords(words: Words | string): Words {
  return typeof words === 'string' ? { body: words } : words
}

/** progressFor writes notes to stderr where a person watches, and nothing elsewhere. */
export function progressFor({ terminal }: World): (text: string) => void {
  return (text) => {
    if (terminal.progress) terminal.err(`${text}\n`)
  }
}
