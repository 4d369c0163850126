import { readFlags, usage } from './flags.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts'

/** Where the command writes its lines. */
export interface Terminal {
  readonly out: (line: string) => void
  readonly err: (line: string) => void
}

/** Runs the command; gives the running sandbox, or the exit code when there is none. */
export async function runCommand(words: readonly string[], { out, err }: Terminal): Promise<Sandbox | number> {
  const wanted = readFlags(words)
  if (wanted.kind === 'help') {
    out(usage)
    return 0
  }
  if (wanted.kind === 'mistake') {
    err(`sandbox: ${wanted.message}`)
    err('Try --help.')
    return 2
  }
  const options = { ...wanted.options, ...(wanted.isQuiet ? {} : { log: err }) }
  try {
    const sandbox = await startSandbox(options)
    out(`The sandbox is at ${sandbox.url}. Stop it with Ctrl-C.`)
    out('')
    for (const [name, value] of Object.entries(sandbox.env)) out(`export ${name}=${value}`)
    return sandbox
  } catch (error) {
    err(`sandbox: ${reasonOf(error, options)}`)
    return 3
  }
}

function reasonOf(error: unknown, { port, host = '127.0.0.1' }: SandboxOptions): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use; stop what uses it, or choose another with --port.`
  if (code === 'EACCES') return `port ${port} on ${host} may not be used by you; choose one above 1023 with --port.`
  return error.message
}
