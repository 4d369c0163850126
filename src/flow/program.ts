import { posix } from 'node:path'
import { secretWords } from '../check/program-words.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { McpIntegration, Program } from '../model/integration.ts'
import { commandLine } from '../model/program.ts'
import type { Resolved } from '../request/credentials.ts'
import type { Environment } from '../request/environment.ts'
import { Filler } from '../request/fill.ts'
import { Secret } from '../world/secret.ts'
import type { McpProgram, World } from '../world/world.ts'

/** programOf makes a program ready to be started, where that is allowed, and shows on stderr what will run. */
export function programOf(
  world: World,
  { name, at }: McpIntegration,
  program: Program,
  { environment, isAllowed }: { readonly environment: Environment; readonly isAllowed: boolean },
): Resolved<McpProgram> {
  const [secret] = secretWords(program)
  if (secret !== undefined) {
    const message = `"${name}" has a secret among its arguments ("${secret.flag}"), and is not started with it`
    const span = at.value('args', secret.index)
    const hint = 'name a variable under env, and have the program read it'
    return { ok: false, diagnostics: [{ ...diagnose('stdio-not-allowed', { message, span, hint }), hidden: span }] }
  }
  const words = commandLine(program)
  if (!isAllowed) {
    const message = `"${name}" is a program, and none is started without --allow-stdio: ${words}`
    return { ok: false, diagnostics: [diagnose('stdio-not-allowed', { message, span: at.value('command'), hint: 'read it, then allow it' })] }
  }
  const filler = new Filler({ arguments: {}, variables: new Map(), environment })
  const given = program.env.map((variable, index) => [variable, filler.environment(variable, () => at.value('env', index))] as const)
  if (filler.diagnostics.length > 0) return { ok: false, diagnostics: filler.diagnostics }
  announce(world, `${name}: starting ${words}${program.env.length === 0 ? '' : `, with ${program.env.join(', ')}`}`)
  const folder = world.files.resolve(posix.dirname(at.file.path))
  return { ok: true, value: { command: program.command, args: program.args, environment: given, folder } }
}

/** secretsOf lists what a program was given and may write back. */
export function secretsOf({ environment }: McpProgram): readonly Secret[] {
  return environment.map(([, value]) => value).filter((value) => value instanceof Secret)
}

// A test run calls a program many times over: once is enough to be read.
const announced = new WeakMap<World, Set<string>>()

function announce(world: World, line: string): void {
  const known = announced.get(world) ?? new Set()
  announced.set(world, known)
  if (known.has(line)) return
  known.add(line)
  world.terminal.err(`${line}\n`)
}
