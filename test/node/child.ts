import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { at, get, limits, testHttp, testMcp } from './network.ts'

/** Job is one request or one listing. */
export interface Job {
  readonly what: 'http' | 'mcp'
  readonly url: string
  readonly milliseconds?: number
  readonly interruptAfter?: number
  readonly environment?: Readonly<Record<string, string>>
}

/** JobsDone is what a process printed, and how long it then took to end by itself. */
export interface JobsDone {
  readonly answers: readonly unknown[]
  readonly lingered: number
  readonly errors: string
}

/** runAlone does jobs, all at once, in a process of their own, which trusts the certificate of the tests. */
export async function runAlone(...jobs: readonly Job[]): Promise<JobsDone> {
  const certificate = fileURLToPath(new URL('fixtures/only-for-tests.pem', import.meta.url))
  const environment = { ...process.env, NODE_EXTRA_CA_CERTS: certificate }
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), JSON.stringify(jobs)], { env: environment })
  const [printed, errors] = [collect(child.stdout), collect(child.stderr)]
  let printedAt = 0
  child.stdout.on('data', () => (printedAt = performance.now()))
  await ended(child)
  return { answers: JSON.parse(await printed), lingered: performance.now() - printedAt, errors: await errors }
}

async function ended(child: ChildProcess): Promise<void> {
  const killer = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await once(child, 'close')
  clearTimeout(killer)
}

async function collect(stream: AsyncIterable<unknown>): Promise<string> {
  let text = ''
  for await (const chunk of stream) text += String(chunk)
  return text
}

async function doJob({ what, url, milliseconds = 5000, interruptAfter, environment = {} }: Job): Promise<unknown> {
  const interruption = new AbortController()
  if (interruptAfter !== undefined) setTimeout(() => interruption.abort(), interruptAfter)
  const options = { interrupted: interruption.signal, environment }
  return what === 'mcp' ? listed(url, options, milliseconds) : fetched(url, options, milliseconds)
}

type Options = { readonly interrupted: AbortSignal; readonly environment: Readonly<Record<string, string>> }

async function listed(url: string, options: Options, milliseconds: number): Promise<unknown> {
  const answer = await testMcp(options).listTools(at(url), { ...limits, milliseconds })
  return answer.ok ? answer.value.tools.length : answer.failure
}

async function fetched(url: string, options: Options, milliseconds: number): Promise<unknown> {
  const answer = await testHttp(options).send(get(url), { ...limits, milliseconds })
  return answer.ok ? Buffer.from(answer.value.body).toString() : answer.failure
}

const given = process.argv[2]
if (process.argv[1] === fileURLToPath(import.meta.url) && given !== undefined) {
  const jobs: readonly Job[] = JSON.parse(given)
  process.stdout.write(JSON.stringify(await Promise.all(jobs.map(doJob))))
}
