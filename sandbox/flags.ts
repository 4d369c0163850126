import { parseArgs } from 'node:util'
import type { SandboxOptions } from './sandbox.ts'

/** The help text of the command. */
export const usage = `Usage: tsx sandbox/main.ts [options]

  --port <number>    the port to listen on (default: one that is free)
  --host <address>   the address to listen on (default: 127.0.0.1)
  --data <file>      keep the data in this file (default: in memory)
  --latency <ms>     wait this long before every answer
  --quiet            do not write a line for each request
  --help             show this help`

/** What the flags ask for: to run, to be helped, or something that cannot be done. */
export type Wanted =
  | { readonly kind: 'run'; readonly options: SandboxOptions; readonly isQuiet: boolean }
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string }

/** Reads the words after the command's name. */
export function readFlags(words: readonly string[]): Wanted {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        latency: { type: 'string' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return { kind: 'help' }
    const port = wholeNumber('--port', values.port ?? '0', 65_535)
    const latencyMs = wholeNumber('--latency', values.latency ?? '0', 60_000)
    if (values.data === '' || values.host === '') throw new Error('--data and --host need a value.')
    const { host, data: dataFile } = values
    return {
      kind: 'run',
      options: { port, latencyMs, ...(host ? { host } : {}), ...(dataFile ? { dataFile } : {}) },
      isQuiet: values.quiet ?? false,
    }
  } catch (error) {
    return { kind: 'mistake', message: error instanceof Error ? error.message : String(error) }
  }
}

function wholeNumber(flag: string, text: string, highest: number): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= highest) return Number(text)
  throw new Error(`${flag} must be a whole number from 0 to ${highest}, not ${JSON.stringify(text)}.`)
}
