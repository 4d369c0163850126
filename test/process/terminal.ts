import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment, endOf, type Ran, tool } from './tool.ts'

/** hasTerminal tells whether a pseudo terminal can be made here: Python does it, Node alone cannot. */
export const hasTerminal: boolean = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty']).status === 0

/** TerminalOptions is where a program runs in a pseudo terminal, and what the person there types. */
export interface TerminalOptions {
  readonly folder: string
  readonly environment?: Readonly<Record<string, string>>
  /** When `wait` is shown, `keys` are typed (Python's escapes: `\\x03` is Ctrl-C); `hang up` closes the terminal. */
  readonly typing?: { readonly wait: string; readonly keys: string }
}

/** runInTerminal runs the program in a pseudo terminal; `out` is all that the terminal shows. */
export async function runInTerminal(
  argv: readonly string[],
  { folder, environment = {}, typing = { wait: '', keys: '' } }: TerminalOptions,
): Promise<Ran> {
  const driver = fileURLToPath(new URL('in-terminal.py', import.meta.url))
  const words = [driver, typing.wait, typing.keys, process.execPath, tool, ...argv]
  return endOf(spawn('python3', words, { cwd: folder, env: { ...cleanEnvironment, ...environment }, stdio: 'pipe' }))
}
