import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import { tryTool } from '../../src/flow/try.ts'
import type { Outcome } from '../../src/flow/outcome.ts'
import type { Tried } from '../../src/flow/tried.ts'
import { createHttp } from '../../src/node/http.ts'
import { wait } from '../../src/node/wait.ts'
import type { World } from '../../src/world/world.ts'
import { listen } from '../node/loopback.ts'
import { worldIn } from '../world.ts'

const endings: (() => unknown)[] = []

afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

/** serve starts a server for one test; it is its address. */
export async function serve(answer: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await serveWith(createServer(answer))}`
}

/** serveWith starts a server of another kind for one test; it is its port. */
export async function serveWith(server: Server): Promise<number> {
  const { port, stop } = await listen(server)
  endings.push(stop)
  return port
}

/** folderOf writes the files of a project for one test. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-flow-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  endings.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Real is a World whose network and clock are real, and the way to interrupt it. */
export interface Real {
  readonly world: World
  readonly interrupt: () => void
}

/** realWorld makes such a World in a folder. */
export function realWorld(folder: string, environment: Readonly<Record<string, string>> = {}): Real {
  const controller = new AbortController()
  const interrupted = controller.signal
  const now = (): number => performance.now()
  const { world } = worldIn(folder, { environment })
  const real: World = {
    ...world,
    http: createHttp({ now, interrupted, environment: {} }),
    now,
    wait: (milliseconds) => wait(milliseconds, interrupted),
    interrupted,
  }
  return { world: real, interrupt: () => controller.abort() }
}

/** What a call said on its way, and what became of it. */
export interface Called extends Outcome<Tried> {
  readonly notes: readonly string[]
}

/** call tries a tool with a yes given; `onNote` hears each note of progress at once. */
export async function call(
  world: World,
  target: string,
  words: readonly string[] = [],
  onNote: (note: string) => void = () => undefined,
): Promise<Called> {
  const notes: string[] = []
  const outcome = await tryTool(world, {
    target,
    words,
    argumentsFrom: undefined,
    variables: [],
    agent: undefined,
    environment: undefined,
    yes: true,
    dryRun: false,
    permissions: { allowPrivate: false, allowStdio: false, reveal: false, unlocked: false },
    projectPath: '.',
    onProgress: (note) => {
      notes.push(note)
      onNote(note)
    },
  })
  return { ...outcome, notes: notes.slice(1) }
}

/** bodyOf reads the body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}

/** json answers with a JSON value. */
export function json(response: ServerResponse, status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(value))
}
