import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../src/cli/run.ts'
import { createFiles } from '../src/node/files.ts'
import { createGit } from '../src/node/git.ts'
import { isJsonObject } from '../src/json/schema.ts'
import { reveal } from '../src/world/secret.ts'
import { isProgram } from '../src/world/world.ts'
import type { CalledTool, Failure, HttpRequest, HttpResponse, ListedTools, McpProgram, McpServer, ToolProgress, World } from '../src/world/world.ts'

/** Script is what the outside answers in a test: `world.json` of an example folder. */
export interface Script {
  readonly environment?: Readonly<Record<string, string>>
  /** Answers to HTTP requests, in order; the last one is repeated. */
  readonly http?: readonly (ScriptedResponse | { readonly failure: Failure })[]
  readonly list?: Readonly<Record<string, ListedTools | { readonly failure: Failure }>>
  /** What a login at a server gave, by its address. */
  readonly logins?: Readonly<Record<string, string>>
  readonly call?: CalledTool | { readonly failure: Failure }
  /** What the server says of its progress before it answers a tool call. */
  readonly progress?: readonly ToolProgress[]
  /** What the person at the terminal answers; without it there is no terminal. */
  readonly answers?: readonly string[]
  readonly input?: string
  readonly columns?: number
  /** Whether stdout is a terminal. */
  readonly isScreen?: boolean
}

interface ScriptedResponse {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly milliseconds?: number
}

/** Ran is what a run in a test World left behind. */
export interface Ran {
  readonly exitCode: number
  readonly out: string
  readonly err: string
  readonly requests: readonly HttpRequest[]
}

/** runIn runs a command line in a folder, offline, with scripted answers: everything is real but the network, the clock and the terminal. */
export async function runIn(folder: string, argv: readonly string[], script: Script = {}): Promise<Ran> {
  const { world, said, requests } = worldIn(folder, script)
  const exitCode = await run(argv, world)
  return { exitCode, ...said, requests }
}

/** worldIn is that World, with what is said and sent in it. */
export function worldIn(
  folder: string,
  script: Script = {},
): { readonly world: World; readonly said: { readonly out: string; readonly err: string }; readonly requests: readonly HttpRequest[] } {
  const said = { out: '', err: '' }
  const requests: HttpRequest[] = []
  const answers = [...(script.answers ?? [])]
  const responses = [...(script.http ?? [])]
  const files = createFiles(folder)
  let uuids = 0
  const logins = new Map(Object.entries(script.logins ?? {}))
  const world: World = {
    files,
    git: createGit(),
    environment: script.environment ?? {},
    http: {
      async send(request) {
        requests.push(request)
        const response = responses.length > 1 ? responses.shift() : responses[0]
        if (response === undefined) throw new Error('the test sends a request, but its script has no answer')
        return 'failure' in response ? { ok: false, failure: response.failure } : { ok: true, value: responseOf(response) }
      },
    },
    mcp: {
      async listTools(server) {
        const address = nameOf(server)
        const listed = script.list?.[address]
        if (listed === undefined) throw new Error(`the script has no tool list for ${address}`)
        return 'failure' in listed ? { ok: false, failure: listed.failure } : { ok: true, value: listed }
      },
      async callTool(server, call) {
        const listed = script.list?.[nameOf(server)]
        const isListed = listed !== undefined && 'tools' in listed
        // A script without a list stands for a server that lists what is locked.
        if (isListed && call.admits?.(listed.tools.find((tool) => isJsonObject(tool) && tool['name'] === call.name)) === false)
          return { ok: false, failure: { kind: 'blocked', detail: 'the tool was not called', isUncalled: true } }
        if (script.call === undefined) throw new Error('the script has no answer to a tool call')
        for (const progress of script.progress ?? []) call.onProgress?.(progress)
        return 'failure' in script.call ? { ok: false, failure: script.call.failure } : { ok: true, value: script.call }
      },
    },
    logins: {
      async login({ url }, { onAddress }) {
        onAddress(`${new URL(reveal(url)).origin}/authorize?state=1`)
        logins.set(reveal(url), 'token-of-a-login')
        return { ok: true, value: undefined }
      },
      token: async ({ url }) => ({ ok: true, value: logins.get(reveal(url)) }),
      logout: async ({ url }) => ({ ok: true, value: logins.delete(reveal(url)) }),
    },
    terminal: {
      out: (text) => void (said.out += text),
      err: (text) => void (said.err += text),
      clear: () => false,
      isUnread: false,
      columns: script.columns ?? 80,
      rows: undefined,
      isScreen: script.isScreen ?? false,
      colour: false,
      progress: false,
      ask: async (question) => {
        if (script.answers === undefined) return undefined
        const answer = answers.shift()
        said.err += `${question}${answer ?? ''}\n`
        return answer
      },
      readInput: async () => script.input ?? '',
    },
    now: () => 0,
    today: () => '2026-01-15',
    moment: () => '2026-01-15T10:00:00.000Z',
    sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex'),
    uuid: () => `00000000-0000-4000-8000-${String((uuids += 1)).padStart(12, '0')}`,
    wait: async () => undefined,
    interrupted: new AbortController().signal,
  }
  return { world, said, requests }
}

/** The address of a server, or the words that start it. */
function nameOf(server: McpServer | McpProgram): string {
  return isProgram(server) ? [server.command, ...server.args].join(' ') : reveal(server.url)
}

function responseOf({ status, headers = {}, body = '', milliseconds = 120 }: ScriptedResponse): HttpResponse {
  const isText = typeof body === 'string'
  const type = isText ? 'text/plain' : 'application/json'
  return {
    status,
    headers: Object.entries({ 'content-type': type, ...headers }),
    body: new TextEncoder().encode(isText ? body : JSON.stringify(body)),
    milliseconds,
  }
}

/** withCopy gives a test its own copy of a folder and takes it away afterwards. */
export async function withCopy<Value>(source: string, use: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-'))
  try {
    cpSync(source, folder, { recursive: true })
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** readScript reads `world.json` of a folder, where there is one. */
export function readScript(folder: string): Script {
  const path = join(folder, 'world.json')
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
}

/** wordsOf splits a command line as a simple shell would: spaces, single and double quotes. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '').filter((word) => word !== '')
}
