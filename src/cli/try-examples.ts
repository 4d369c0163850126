import { type ExamplesProgress, tryExamples } from '../flow/examples.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { UsageError } from '../flow/usage-error.ts'
import { examplesJson } from '../report/try-examples-json.ts'
import { examplesTests } from '../report/try-examples-tests.ts'
import { examplesWords } from '../report/try-examples.ts'
import { plural } from '../report/text.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { type CommonFlags, report } from './command.ts'

/** ExamplesFlags is what `try --examples` takes. */
export interface ExamplesFlags extends CommonFlags {
  readonly var: readonly string[]
  readonly agent?: string
  readonly env?: string
  readonly yes: boolean
  readonly project: string
  readonly record?: true
  readonly offline?: true
  readonly bail?: true
  readonly repeat?: number
  readonly jobs?: number
  readonly examples?: true
  readonly name?: string
  readonly allowPrivate?: boolean
  readonly unlocked?: boolean
  readonly allowStdio?: boolean
}

// What is for a single call only.
const singular = { args: '--args', dryRun: '--dry-run', curl: '--curl', har: '--har', reveal: '--reveal', verbose: '--verbose', quiet: '--quiet' }

// Enough to keep a run over many servers short; each of them gets two at a time.
const usualJobs = 8

/** runExamples is `diga-int try --examples [integration[/tool]…]`. */
export async function runExamples(world: World, targets: readonly string[], flags: ExamplesFlags): Promise<ExitCode> {
  const { var: variables, agent, env: environment, yes, project: projectPath, record = false, offline = false } = flags
  for (const [key, flag] of Object.entries(singular)) {
    if (Object.entries(flags).some(([name, value]) => name === key && value !== false))
      throw new UsageError(`${flag} is for a single call, and --examples runs several`)
  }
  const argument = targets.find((target) => target.includes('='))
  if (argument !== undefined) throw new UsageError(`"${argument}" is an argument, and with --examples each example has its own`)
  if (offline && flags.repeat !== undefined) throw new UsageError('--offline and --repeat do not go together: a recorded answer takes no time')
  if (record && offline) throw new UsageError('--record and --offline do not go together: what is recorded has to be sent first')
  const line = progressLine(world)
  const outcome = await tryExamples(world, {
    targets,
    name: flags.name,
    variables,
    agent,
    environment,
    yes,
    permissions: {
      allowPrivate: flags.allowPrivate === true,
      allowStdio: flags.allowStdio === true,
      reveal: false,
      unlocked: flags.unlocked === true,
    },
    projectPath,
    record,
    offline,
    bail: flags.bail === true,
    repeat: flags.repeat ?? 1,
    jobs: flags.jobs ?? usualJobs,
    onProgress: line.show,
  })
  line.clear()
  return report(world, flags, {
    command: 'try',
    outcome,
    json: examplesJson,
    words: (view, result, theme) => examplesWords(view, result, theme, flagsOfCall(flags)),
    tests: (result) => examplesTests(result, flags),
  })
}

/** What a single call needs to be made as those of this run. */
function flagsOfCall({ env, agent, var: variables, project, yes, allowPrivate, allowStdio, unlocked }: ExamplesFlags): readonly string[] {
  const given = (flag: string, value: string | undefined): readonly string[] => (value === undefined ? [] : [flag, value])
  const set = (flag: string, isSet: boolean | undefined): readonly string[] => (isSet === true ? [flag] : [])
  return [
    ...given('--env', env),
    ...given('--agent', agent),
    ...variables.flatMap((variable) => ['--var', variable]),
    ...given('--project', project === '.' ? undefined : project),
    ...set('--yes', yes),
    ...set('--allow-private', allowPrivate),
    ...set('--allow-stdio', allowStdio),
    ...set('--unlocked', unlocked),
  ]
}

/** One line on stderr that is written over and over, where a person watches. */
function progressLine({ terminal }: World): { readonly show: (progress: ExamplesProgress) => void; readonly clear: () => void } {
  let isShown = false
  const write = (text: string): void => {
    if (!terminal.progress) return
    isShown = text !== ''
    terminal.err(`\r\u001b[K${shorten(printableLine(text), (terminal.columns ?? 80) - 1)}`)
  }
  return {
    show: ({ done, all, failed, calling }) =>
      write(`${done} of ${plural(all, 'example')}${failed === 0 ? '' : `, ${failed} not passed`}  ${calling} …`),
    clear: () => {
      if (isShown) write('')
    },
  }
}
