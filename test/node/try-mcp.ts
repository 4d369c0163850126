import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { run } from '../../src/cli/run.ts'
import type { World } from '../../src/world/world.ts'
import { withCopy, worldIn } from '../world.ts'
import { testMcp } from './network.ts'

const isReport = new Ajv2020().compile<{ diagnostics: { code: string; message: string }[]; result: Reported }>(
  JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')),
)

interface Reported {
  readonly verdict: string
  readonly heard: { readonly value: unknown } | null
  readonly response: TriedOut['response']
}

/** Trial is one tool of a real server, locked and then called as a person does it at a terminal. */
export interface Trial {
  readonly url: string
  readonly transport?: 'streamable-http' | 'sse'
  readonly tool: string
  readonly words?: readonly string[]
  /** Lines of the integration beside its address. */
  readonly more?: string
  readonly flags?: readonly string[]
  /** What happens between the lock and the call. */
  readonly meanwhile?: () => void
  readonly interruptAfter?: number
}

/** TriedOut is what came of it. */
export interface TriedOut {
  readonly exitCode: number
  readonly out: string
  /** Notes and progress. */
  readonly err: string
  readonly codes: readonly string[]
  readonly verdict: string
  readonly heard: unknown
  readonly response: { readonly body: string; readonly milliseconds: number; readonly bytes: number } | null
  readonly messages: readonly string[]
  /** How long the call took, from the command to its end. */
  readonly milliseconds: number
}

/** tryOut locks the tools of a server with `sync`, and calls one with `try`. Everything is real but the terminal. */
export async function tryOut(trial: Trial): Promise<TriedOut> {
  const { url, transport = 'streamable-http', tool, words = [], more = '', flags = [], meanwhile, interruptAfter } = trial
  return withCopy('test/node/fixtures', async (folder) => {
    mkdirSync(join(folder, 'integrations'))
    writeFileSync(join(folder, 'integrations', 'shop.yaml'), `type: mcp\ndescription: The bike shop\nurl: ${url}\ntransport: ${transport}\n${more}`)
    const locked = worldFor(folder, new AbortController().signal)
    if ((await run(['sync'], locked.world)) !== 0) throw new Error(locked.said.out)
    meanwhile?.()
    const interruption = new AbortController()
    const timer = interruptAfter === undefined ? undefined : setTimeout(() => interruption.abort(), interruptAfter)
    const { world, said } = worldFor(folder, interruption.signal)
    const start = performance.now()
    const exitCode = await run(['try', `shop/${tool}`, ...words, '--yes', '--format', 'json', ...flags], world)
    const milliseconds = performance.now() - start
    clearTimeout(timer)
    const report = JSON.parse(said.out)
    if (!isReport(report)) throw new Error(`the report has not the shape of one: ${JSON.stringify(isReport.errors)}`)
    const { diagnostics, result } = report
    return {
      exitCode,
      ...said,
      codes: diagnostics.map(({ code }) => code),
      messages: diagnostics.map(({ message }) => message),
      verdict: result.verdict,
      heard: result.heard?.value,
      response: result.response,
      milliseconds,
    }
  })
}

function worldFor(
  folder: string,
  interrupted: AbortSignal,
): { readonly world: World; readonly said: { readonly out: string; readonly err: string } } {
  const { world, said } = worldIn(folder, { environment: { SHOP_TOKEN: 'opensesame' } })
  const terminal = { ...world.terminal, progress: true }
  return { world: { ...world, mcp: testMcp({ interrupted }), terminal, interrupted, now: () => performance.now() }, said }
}
