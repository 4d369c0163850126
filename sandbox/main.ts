import { runCommand } from './command.ts'

const result = await runCommand(process.argv.slice(2), {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
})
if (typeof result === 'number') {
  process.exitCode = result
} else {
  // Only the first signal is taken; a second one ends the process the ordinary way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void result.close())
}
