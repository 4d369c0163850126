import { Command, CommanderError, Option } from 'commander'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { UsageError } from '../flow/usage-error.ts'
import { grades } from '../lock/grade.ts'
import { formats, type SyncFormat, syncFormats } from '../report/formats.ts'
import type { World } from '../world/world.ts'
import type { BundleFlags } from './bundle.ts'
import type { CommonFlags } from './command.ts'
import type { FmtFlags } from './fmt.ts'
import type { LoginFlags } from './login.ts'
import type { SyncFlags } from './sync.ts'
import type { ExamplesFlags } from './try-examples.ts'
import type { TryFlags } from './try.ts'
import type { ValidateFlags } from './validate.ts'
import { guard } from './guard.ts'
import { print } from './print.ts'
import { type Output, outputsOf, withFile, withFormat } from './outputs.ts'
import { version } from './version.ts'

/** parseAndRun parses a command line and runs the command that it names; the command's code is loaded when it is chosen. */
export function parseAndRun(argv: readonly string[], world: World): Promise<ExitCode> {
  return guard(world, () => parse(argv, world))
}

async function parse(argv: readonly string[], world: World): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  let isPrinted = true
  const program = buildProgram(world, (code) => (exitCode = code))
  program.configureOutput({ writeOut: (text) => void (isPrinted &&= print(world, text)) })
  if (argv.length === 0) {
    world.terminal.err(program.helpInformation())
    return 2
  }
  const word = argv[0] === 'help' ? argv[1] : argv[0]
  const known = program.commands.map((command) => command.name())
  // Commander takes `frobnicate --help` and `help frobnicate` for a wish for help.
  if (word !== undefined && word !== 'help' && !word.startsWith('-') && !known.includes(word)) {
    throw new UsageError(`unknown command '${word}'; ${didYouMean(word, known)}`)
  }
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has printed what it has to say; asking for help or the version is no mistake.
    if (error instanceof CommanderError) return error.exitCode !== 0 ? 2 : isPrinted ? 0 : 3
    throw error
  }
}

/** buildProgram lists the commands with their flags: what help and docs/cli.md are made from. */
export function buildProgram(world: World, done: (code: ExitCode) => void): Command {
  const program = new Command('diga-int')
    .description('Keeps the tools of phone agents as YAML in git, and makes every change to them safe.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void print(world, text),
      writeErr: (text) => world.terminal.err(text),
      getOutHelpWidth: () => width(world),
      getErrHelpWidth: () => width(world),
      outputError: (text, write) => write(text.replace(/^error: /, 'diga-int: ')),
    })
    .showSuggestionAfterError()
    .addHelpText('after', `\nExit codes: 0 nothing wrong, 1 problems found, 2 used wrongly, 3 could not finish.\n`)
  addValidate(program, world, done)
  addFmt(program, world, done)
  addSync(program, world, done)
  addTry(program, world, done)
  addLogin(program, world, done)
  addBundle(program, world, done)
  addExplain(program, world, done)
  return program
}

type Done = (code: ExitCode) => void

// Set here and not as defaults of the options: help would say "(default: false)" of each.
const unset = { strict: false, check: false, yes: false, dryRun: false, accept: [], var: [], only: [], ignore: [] }

function addValidate(program: Command, world: World, done: Done): void {
  withCommonFlags(program.command('validate'))
    .summary('find every mistake in the files, offline')
    .description('Judges the whole project: syntax, shape, meaning, lockfiles. Never touches the network.')
    .argument(
      '[paths...]',
      "files, folders or patterns ('integrations/s*.yaml') to report on; - for standard input (default: the project around the current folder)",
    )
    .option('--stdin-path <path>', 'where the file from standard input belongs in the project')
    .option('--changed <base>', 'tell only what concerns the files that differ from where this branch left BASE')
    .option('--only <codes>', 'tell these codes only, separated by commas; patterns as in prompt-*', codesIn)
    .option('--ignore <codes>', 'do not tell these codes', codesIn)
    .option('--fix', 'make the changes that are safe to make unseen, and tell what remains')
    .option('--dry-run', 'with --fix: show the changes and write nothing')
    .option('--watch', 'judge again whenever a file is saved, until Ctrl-C')
    .action(async (paths: string[], flags: ValidateFlags & { fix?: true; dryRun?: true; watch?: true }) => {
      if (flags.dryRun && !flags.fix) throw new UsageError('--dry-run goes with --fix')
      if (flags.fix && flags.watch) throw new UsageError('--fix and --watch do not go together: files would change while they are being written')
      if (flags.fix) {
        const { runFix } = await import('./fix.ts')
        return done(await runFix(world, paths, { ...unset, ...flags }))
      }
      if (flags.watch) {
        const { runWatch } = await import('./watch.ts')
        return done(await runWatch(world, paths, { ...unset, ...flags }))
      }
      const { runValidate } = await import('./validate.ts')
      done(await runValidate(world, paths, { ...unset, ...flags }))
    })
}

function addFmt(program: Command, world: World, done: Done): void {
  withCommonFlags(program.command('fmt'))
    .summary('give the files their one layout')
    .description('Lays out integrations, agents and diga.yaml; what they say and their comments stay. Lockfiles and prompts are left alone.')
    .argument('[paths...]', 'files, folders or patterns; - lays out standard input (default: the project around the current folder)')
    .option('--check', 'write nothing; exit with 1 when a file has another layout')
    .action(async (paths: string[], flags: FmtFlags) => {
      const { runFmt } = await import('./fmt.ts')
      done(await runFmt(world, paths, { ...unset, ...flags }))
    })
}

function addSync(program: Command, world: World, done: Done): void {
  withCommonFlags(program.command('sync'), syncFormats)
    .summary("pin the MCP servers' tools in lockfiles")
    .description("Reads each MCP server's tools and writes <integration>.lock.yaml. A lockfile is written whole or not at all.")
    .argument('[names...]', 'MCP integrations (default: all)')
    .option('--check', 'write nothing; exit with 1 when a server has drifted, 3 when one could not be asked')
    .addOption(
      new Option('--fail-on <grade>', 'with --check: exit with 1 only for drift of this grade or a worse one (default: safe, so any)').choices(
        grades,
      ),
    )
    .option('--dry-run', 'show what would be written, and write nothing')
    .option(
      '--accept <tool>',
      'take over the changes of this tool only; may be given several times',
      (name: string, before: readonly string[] = []) => [...before, name],
    )
    .option('--allow-private', 'let servers be at addresses of inner networks')
    .option('--allow-stdio', 'start MCP servers that are programs of this machine')
    .addOption(envOption())
    .addOption(projectOption())
    .action(async (names: string[], flags: Omit<SyncFlags, 'accept'> & { accept?: string[] }) => {
      if (flags.failOn !== undefined && !flags.check) throw new UsageError('--fail-on goes with --check')
      if (flags.check && flags.dryRun)
        throw new UsageError('--check and --dry-run do not go together: neither writes, and only --check fails for drift')
      if (flags.check && flags.accept !== undefined) throw new UsageError('--check and --accept do not go together: --check writes nothing')
      const { runSync } = await import('./sync.ts')
      done(await runSync(world, names, { ...unset, ...flags }))
    })
}

function addTry(program: Command, world: World, done: Done): void {
  withCommonFlags(program.command('try'))
    .summary('call one tool for real')
    .description(
      'Calls one tool as the agent will: builds the request, resolves credentials, asks for the confirmation where one is due, sends, and shows what came back, how long a caller waits, and what the agent hears. Secrets are shown by name.',
    )
    .argument('[tool]', 'INTEGRATION/TOOL, as in zendesk/search_customer')
    .argument('[arguments...]', 'key=value (typed by the parameter), key:=json, a.b=value, key=a key=b for a list')
    .optionsGroup('What is sent:')
    .option('--args <json>', "all arguments at once: '{...}', @file, or - for standard input")
    .option('--var <name=value>', 'a call variable; may be given several times', (value: string, before: readonly string[] = []) => [
      ...before,
      value,
    ])
    .option('--agent <name>', 'take the call variables from the samples of this agent')
    .option('--idempotency-key <key>', 'send a call again under the key that it had, for tools with idempotency_header')
    .addOption(envOption())
    .addOption(projectOption())
    .optionsGroup('How far it goes:')
    .option('-y, --yes', 'answer the confirmation with yes')
    .option('--dry-run', 'show the request and do not send it; variables that are not set are shown by name')
    .option('--allow-private', 'let the call go to addresses of inner networks')
    .option('--allow-stdio', 'start MCP servers that are programs of this machine')
    .option('--unlocked', 'call a tool of an MCP server although its definition is not the locked one')
    .optionsGroup('What is shown and kept:')
    .option('-v, --verbose', 'show all headers, and bodies uncut')
    .option('-q, --quiet', 'print only what the agent hears, for a pipe: JSON, or a text as it is; what is wrong goes to stderr')
    .option('--curl', 'print the call as a command for bash, secrets as "${NAME:?}", and send nothing')
    .option('--har <file>', 'record the call as HTTP Archive 1.2, without secrets')
    .option('--reveal', 'show secrets as they are; at a terminal only')
    .optionsGroup('Examples as tests:')
    .option('--examples', 'run examples as tests: of the whole project, or of each INTEGRATION or INTEGRATION/TOOL named')
    .option('--name <name>', 'with --examples: only those of this name; * stands for any characters')
    .option('--record', 'with --examples: write the answers into the files, for --offline')
    .option('--offline', 'with --examples: send nothing, judge the recorded answers')
    .option('--repeat <times>', 'with --examples: call each so often, and tell how long callers would wait', wholeNumber('--repeat', 1000))
    .option('--bail', 'with --examples: stop at the first failure')
    .option('--jobs <number>', 'with --examples: how many at once, two of them at one host (default: 8)', wholeNumber('--jobs', 64))
    .action(async (tool: string | undefined, words: string[], flags: TryFlags & ExamplesFlags) => {
      if (flags.examples) {
        const { runExamples } = await import('./try-examples.ts')
        return done(await runExamples(world, tool === undefined ? [] : [tool, ...words], { ...unset, ...flags }))
      }
      const stray = ['--name', '--record', '--offline', '--repeat', '--bail', '--jobs'].find((flag) => flag.slice(2) in flags)
      if (stray !== undefined) throw new UsageError(`${stray} goes with --examples`)
      const { runTry } = await import('./try.ts')
      done(await runTry(world, tool, words, { ...unset, ...flags }))
    })
}

function addLogin(program: Command, world: World, done: Done): void {
  program
    .command('login')
    .summary('log in at an MCP server that wants a person')
    .description(
      'Prints the page to log in on, waits for it, and keeps the tokens for this user of the machine (credentials: { type: oauth2 }). sync and try use and renew them.',
    )
    .argument('<name>', 'an MCP integration')
    .option('--open', 'open the page in a browser')
    .option('--allow-private', 'let the login lead to addresses of inner networks')
    .addOption(envOption())
    .addOption(projectOption())
    .action(async (name: string, flags: LoginFlags) => {
      const { runLogin } = await import('./login.ts')
      done(await runLogin(world, name, flags))
    })
  program
    .command('logout')
    .summary('forget a login')
    .description('Forgets the tokens that login kept on this machine. The server is not told.')
    .argument('<name>', 'an MCP integration')
    .addOption(envOption())
    .addOption(projectOption())
    .action(async (name: string, flags: LoginFlags) => {
      const { runLogout } = await import('./login.ts')
      done(await runLogout(world, name, flags))
    })
}

function addBundle(program: Command, world: World, done: Done): void {
  withCommonFlags(program.command('bundle'))
    .summary("write an agent's tools in the shape that each platform takes")
    .description(
      'Writes one file per target and a manifest. What a target cannot carry is refused or said; credentials go by reference only. Never touches the network.',
    )
    .option('--agent <name>', 'the agent (default: every agent)')
    // Written out: nobody loads the targets for a help text.
    .option(
      '--target <names>',
      'anthropic, bundle, diga, mcp, openai-realtime; several separated by commas (default: those that diga.yaml names, or bundle)',
    )
    .option('--out <folder>', 'where to write (default: bundles/ in the project)')
    .option('--check', 'write nothing; exit with 1 when a file would change')
    .addOption(projectOption())
    .action(async (flags: BundleFlags) => {
      const { runBundle } = await import('./bundle.ts')
      done(await runBundle(world, { ...unset, ...flags }))
    })
}

function addExplain(program: Command, world: World, done: Done): void {
  withCommonFlags(program.command('explain'))
    .summary('tell what a code means, with an example')
    .description('Tells what a code means, why it matters, and shows it happen. Without a code: the list of all codes.')
    .argument('[code]', 'a code, as in parameter-undeclared')
    .action(async (code: string | undefined, flags: CommonFlags) => {
      const { runExplain } = await import('./explain.ts')
      done(await runExplain(world, code, { ...unset, ...flags }))
    })
}

function wholeNumber(flag: string, most: number): (word: string) => number {
  return (word) => {
    const number = Number(word)
    if (/^\d+$/.test(word) && number >= 1 && number <= most) return number
    throw new UsageError(`${flag} "${word}" is no whole number from 1 to ${most}`)
  }
}

/** Several times, or several at once. */
function codesIn(words: string, before: readonly string[] = []): readonly string[] {
  return [
    ...before,
    ...words
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
  ]
}

function withCommonFlags(command: Command, known: readonly SyncFormat[] = formats): Command {
  let outputs: readonly Output[] = []
  const format = new Option('--format <name>', 'how to report; may be given several times, each with its own --output').choices(known).default('text')
  const output = new Option('--output <file>', 'write the format named before it (default: text) to a file instead of stdout')
  return (
    command
      // Only the order of the two flags tells which belongs to which, so both add to one list.
      .addOption(format.argParser((word) => void (outputs = withFormat(outputs, word, known))))
      .addOption(output.argParser((file) => void (outputs = withFile(outputs, file))))
      .option('--strict', 'let warnings fail the run too')
      .option('--no-color', 'no colour (also: NO_COLOR, CI)')
      .hook('preAction', () => void command.setOptionValue('outputs', outputsOf(outputs)))
  )
}

function envOption(): Option {
  return new Option('--env <name>', 'take values from .env.NAME instead of .env; real environment variables win')
}

function projectOption(): Option {
  return new Option('--project <path>', 'the project').default('.', 'the one around the current folder')
}

function width({ terminal }: World): number {
  return terminal.columns ?? 100
}
