import { choosePaths } from '../flow/chosen-paths.ts'
import { findRoot } from '../flow/find-project.ts'
import type { ExitCode, Outcome } from '../flow/outcome.ts'
import { isUsageError, UsageError } from '../flow/usage-error.ts'
import { validate, type Validated } from '../flow/validate.ts'
import { watch } from '../flow/watch.ts'
import { validateWords } from '../report/validate.ts'
import { printable } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { progressFor, report } from './command.ts'
import { print } from './print.ts'
import type { ValidateFlags } from './validate.ts'

/** runWatch is `diga-int validate --watch [paths…]`: a report now, and another one whenever there is another one to make. It ends as the last one would. */
export async function runWatch(world: World, paths: readonly string[], flags: ValidateFlags): Promise<ExitCode> {
  checkFlags(paths, flags)
  const { files, terminal } = world
  const onProgress = progressFor(world)
  let shown: Shown | undefined
  await watch(world, {
    root: findRoot(files, choosePaths(files, paths).start),
    look: (noting) => look(noting, paths, flags, shown === undefined),
    onTrouble: (detail) => onProgress(`the system does not tell of changes (${detail}): the files are looked at four times a second`),
    onSeen: async (seen) => {
      const next = await textOf(world, seen, flags)
      if (next.text !== shown?.text || next.trouble !== shown.trouble) {
        show(world, next, { isFirst: shown === undefined, flags })
        onProgress('watching; Ctrl-C ends')
      }
      shown = next
      return !terminal.isUnread
    },
  })
  return shown?.exitCode ?? 0
}

interface Shown {
  readonly text: string
  readonly trouble: string
  readonly exitCode: ExitCode
}

function checkFlags(paths: readonly string[], { outputs }: ValidateFlags): void {
  if (paths.includes('-')) throw new UsageError('--watch looks at files, and standard input is none')
  const [output, ...others] = outputs
  if (others.length > 0 || output?.file !== undefined || !/^(text|json)$/.test(output?.format ?? ''))
    throw new UsageError('--watch reports to stdout, with --format text or json')
}

/** What was named may be gone for a moment, or for good: then that is what there is to say. */
async function look(world: World, paths: readonly string[], flags: ValidateFlags, isFirst: boolean): Promise<Outcome<Validated> | UsageError> {
  const { only, ignore, stdinPath, changed } = flags
  try {
    return await validate(world, { paths, only, ignore, stdinPath, changed })
  } catch (error) {
    if (!isFirst && isUsageError(error)) return error
    throw error
  }
}

async function textOf(world: World, seen: Outcome<Validated> | UsageError, flags: ValidateFlags): Promise<Shown> {
  if (isUsageError(seen)) return { text: '', trouble: `diga-int: ${printable(seen.message)}\n`, exitCode: 2 }
  let text = ''
  const silent = { ...world, terminal: { ...world.terminal, out: (part: string) => void (text += part) } }
  const exitCode = await report(silent, flags, { command: 'validate', outcome: seen, json: (result) => result, words: validateWords })
  // A document a line, so that a reader knows where each ends.
  return { text: flags.outputs[0]?.format === 'json' ? `${text.trimEnd().replace(/\n\s*/g, ' ')}\n` : text, trouble: '', exitCode }
}

function show(world: World, { text, trouble }: Shown, { isFirst, flags }: { readonly isFirst: boolean; readonly flags: ValidateFlags }): void {
  const isSeparate = isFirst || world.terminal.clear() || flags.outputs[0]?.format === 'json'
  print(world, text === '' ? '' : `${isSeparate ? '' : '---\n'}${text}`)
  if (trouble !== '') world.terminal.err(trouble)
}
