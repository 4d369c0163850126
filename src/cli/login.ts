import { login, logout } from '../flow/login.ts'
import type { ExitCode } from '../flow/outcome.ts'
import { printable, printableLine } from '../text/printable.ts'
import type { World } from '../world/world.ts'
import { reportBare } from './bare.ts'

/** LoginFlags is what `login` and `logout` take. */
export interface LoginFlags {
  readonly env?: string
  readonly project: string
  readonly open?: true
  readonly allowPrivate?: true
}

const plain = { outputs: [], strict: false, color: false }

/** runLogin is `diga-int login NAME`. */
export async function runLogin(world: World, name: string, flags: LoginFlags): Promise<ExitCode> {
  const onAddress = (address: string): void =>
    world.terminal.err(
      `${flags.open ? 'a browser is opened with' : 'open in a browser'}:\n\n  ${printableLine(address)}\n\nwaiting for the login …\n`,
    )
  const outcome = await login(world, { ...optionsOf(name, flags), opens: flags.open ?? false, onAddress })
  return reportBare(world, plain, outcome, ({ integration, server }) => printable(`${integration}  logged in at ${server}\n`))
}

/** runLogout is `diga-int logout NAME`. */
export async function runLogout(world: World, name: string, flags: LoginFlags): Promise<ExitCode> {
  const outcome = await logout(world, optionsOf(name, flags))
  return reportBare(world, plain, outcome, ({ integration, server, isChanged }) =>
    printable(`${integration}  ${isChanged ? `logged out; the login at ${server} is forgotten on this machine` : 'there was no login'}\n`),
  )
}

function optionsOf(name: string, { env: environment, project: projectPath, allowPrivate }: LoginFlags) {
  return { name, environment, projectPath, addresses: allowPrivate ? 'any' : 'declared' } as const
}
