import { spawn } from 'node:child_process'
import { startSandbox } from '../sandbox/sandbox.ts'

interface Step {
  readonly says: string
  readonly line: string
  readonly exitCode: number
}

// The main job, on the shipped project, against real servers on this machine.
const steps: readonly Step[] = [
  { says: 'Every mistake in the files is found before anyone hears it on a call.', line: 'validate', exitCode: 0 },
  { says: "The MCP servers' tools are pinned; what changed since the last review would be named here.", line: 'sync', exitCode: 0 },
  { says: 'One tool, called for real, the way the agent will call it.', line: 'try commerce/check_order order_id=10001', exitCode: 0 },
  {
    says: 'Money moves only after a yes. There is nobody to ask here, so nothing is sent.',
    line: 'try payments/process_refund order_id=10001 amount=20.5 --agent billing',
    exitCode: 1,
  },
  { says: 'The same call, with the yes.', line: 'try payments/process_refund order_id=10001 amount=20.5 --agent billing --yes', exitCode: 0 },
  { says: 'A tool of an MCP server is called in the same way.', line: 'try shop/search_products text=jacket', exitCode: 0 },
  {
    says: "The agent's tools, in the exact shape that each platform takes.",
    line: 'bundle --agent support --target bundle,diga,openai-realtime,anthropic,mcp',
    exitCode: 0,
  },
]

const root = new URL('..', import.meta.url)
const sandbox = await startSandbox()
try {
  console.log(`A back office is running at ${sandbox.url}: a help desk, a CRM, orders, payments, and two MCP servers.`)
  for (const { says, line, exitCode } of steps) {
    console.log(`\n# ${says}\n$ diga-int ${line}`)
    const ended = await runStep(line)
    if (ended !== exitCode) throw new Error(`diga-int ${line} ended with ${ended}, not with ${exitCode}`)
  }
  console.log('\nThat was all of it. The bundles are in bundles/support; the back office is gone again.')
} finally {
  await sandbox.close()
}

/** The sandbox lives in this process, so it must not be blocked while the command runs. */
function runStep(line: string): Promise<number | null> {
  const child = spawn(process.execPath, ['bin/diga-int.cjs', ...line.split(' ')], {
    cwd: root,
    env: { ...process.env, ...sandbox.env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return new Promise((done, failed) => child.once('error', failed).once('close', done))
}
