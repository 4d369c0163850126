import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createMessageConnection, type MessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// Editors check YAML by our published schemas through the YAML language server. Here the real one is driven over its protocol, as an editor does it.

interface Told {
  readonly line: number
  readonly message: string
}

let server: ChildProcess
let connection: MessageConnection
let version = 0
const waiting = new Map<string, (told: readonly Told[]) => void>()

beforeAll(async () => {
  const require = createRequire(import.meta.url)
  const manifest = require.resolve('yaml-language-server/package.json')
  server = spawn(process.execPath, [resolve(manifest, '../bin/yaml-language-server'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] })
  if (server.stdout === null || server.stdin === null) throw new Error('the language server has no pipes')
  connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin))
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: Published) =>
    waiting.get(uri)?.(diagnostics.map(({ range, message }) => ({ line: range.start.line + 1, message }))),
  )
  // The catalogue of schemas on the network stays out of it: files name their schema themselves.
  const settings = { validate: true, completion: true, hover: true, schemaStore: { enable: false } }
  connection.onRequest('workspace/configuration', ({ items }: { items: readonly { section?: string }[] }) =>
    items.map(({ section }) => (section === 'yaml' ? settings : {})),
  )
  connection.onRequest('client/registerCapability', () => null)
  connection.listen()
  const capabilities = { textDocument: { hover: { contentFormat: ['plaintext'] }, publishDiagnostics: {} }, workspace: { configuration: true } }
  await connection.sendRequest('initialize', { processId: process.pid, rootUri: uriOf('.'), capabilities, workspaceFolders: null })
  await connection.sendNotification('initialized', {})
})

afterAll(() => {
  connection.dispose()
  server.kill()
})

interface Published {
  readonly uri: string
  readonly diagnostics: readonly { readonly range: { readonly start: { readonly line: number } }; readonly message: string }[]
}

function uriOf(path: string): string {
  return pathToFileURL(resolve(path)).href
}

async function open(path: string, text: string): Promise<readonly Told[]> {
  const told = new Promise<readonly Told[]>((done) => waiting.set(uriOf(path), done))
  version += 1
  await connection.sendNotification('textDocument/didOpen', { textDocument: { uri: uriOf(path), languageId: 'yaml', version, text } })
  return told
}

/** The place of the first `|` of a text that is being written, and the text without it. */
function caret(text: string): { readonly text: string; readonly position: { readonly line: number; readonly character: number } } {
  const before = text.slice(0, text.indexOf('|')).split('\n')
  return { text: text.replace('|', ''), position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 } }
}

const integration = '# yaml-language-server: $schema=../schemas/integration.schema.json\n'
const agent = '# yaml-language-server: $schema=../schemas/agent.schema.json\n'
const project = '# yaml-language-server: $schema=schemas/project.schema.json\n'
const clinic = `${integration}type: http\ndescription: The clinic\nbase_url: https://clinic.example/v1\n`

describe('red lines', () => {
  it.each([
    'integrations/crm',
    'integrations/payments',
    'integrations/zendesk',
    'integrations/commerce',
    'integrations/shop',
    'integrations/courier',
  ])('none in %s.yaml', async (path) => expect(await open(`${path}.yaml`, readFileSync(`${path}.yaml`, 'utf8'))).toEqual([]))
  it.each(['agents/support.yaml', 'agents/sales.yaml', 'agents/billing.yaml', 'diga.yaml'])('none in %s', async (path) =>
    expect(await open(path, readFileSync(path, 'utf8'))).toEqual([]),
  )

  const tool = (more: string): string => `${clinic}tools:\n  check_visit:\n    description: Tells when a visit is.\n${more}`
  it.each([
    ['a misspelt key', tool('    request: { method: GET, path: /visits }\n    timeout_second: 3\n'), 9, /timeout_second/],
    ['a method that there is not', tool('    request:\n      method: GTE\n      path: /visits\n'), 9, /GET/],
    [
      'a key of another kind of credentials',
      tool('    request: { method: GET, path: /visits }\ncredentials:\n  type: bearer\n  value: x\n'),
      11,
      /value/,
    ],
    ['a missing key', `${clinic}tools:\n  check_visit:\n    request: { method: GET, path: /visits }\n`, 6, /description/],
    ['a text where a number belongs', tool('    request: { method: GET, path: /visits }\n    timeout_seconds: soon\n'), 9, /number/],
    ['a kind of integration that there is not', `${integration}type: soap\ndescription: The clinic\n`, 2, /http/],
  ])('%s', async (name, text, line, message) => {
    const told = await open(`integrations/red-${name.replaceAll(' ', '-')}.yaml`, text)
    expect(told).toContainEqual({ line, message: expect.stringMatching(message) })
  })

  it('in agents and settings too', async () => {
    const [told] = await open('agents/red.yaml', `${agent}description: Answers\ntools: { crm: find_caller }\n`)
    expect(told).toMatchObject({ line: 3 })
    const [setting] = await open('red.yaml', `${project}severity: { yaml-tab: fatal }\n`)
    expect(setting).toMatchObject({ line: 2 })
  })
})

describe('completion', () => {
  const offered = async (path: string, text: string): Promise<readonly string[]> => {
    const { text: written, position } = caret(text)
    await open(path, written)
    const answer: { items: readonly { label: string }[] } = await connection.sendRequest('textDocument/completion', {
      textDocument: { uri: uriOf(path) },
      position,
    })
    return answer.items.map(({ label }) => label)
  }

  it.each([
    ['the kinds of integration', `${integration}type: |\n`, ['http', 'mcp']],
    ['the keys of an integration', `${clinic}|\n`, ['credentials', 'headers', 'tools']],
    [
      'the kinds of credentials',
      `${clinic}credentials:\n  type: |\n`,
      ['none', 'bearer', 'basic', 'api_key', 'headers', 'oauth2_client_credentials'],
    ],
    [
      'the keys of a tool',
      `${clinic}tools:\n  check_visit:\n    |\n`,
      ['description', 'confirmation', 'parameters', 'request', 'response', 'timeout_seconds'],
    ],
    ['the methods', `${clinic}tools:\n  check_visit:\n    request:\n      method: |\n`, ['GET', 'POST', 'DELETE']],
    ['the audio', `${clinic}tools:\n  check_visit:\n    execution_audio: |\n`, ['none', 'typing', 'waiting_music']],
    ['the keys of an MCP server', `${integration}type: mcp\n|\n`, ['url', 'transport', 'tools']],
  ])('offers %s', async (name, text, labels) => {
    expect(await offered(`integrations/offer-${name.replaceAll(' ', '-')}.yaml`, text)).toEqual(expect.arrayContaining(labels))
  })

  it('offers the keys of an agent, and the severities of a project', async () => {
    expect(await offered('agents/offer.yaml', `${agent}|\n`)).toEqual(expect.arrayContaining(['description', 'prompt', 'tools', 'variables']))
    expect(await offered('offer.yaml', `${project}severity:\n  body-on-get: |\n`)).toEqual(
      expect.arrayContaining(['error', 'warning', 'note', 'ignore']),
    )
  })
})

describe('hover', () => {
  it.each([
    ['base_url', `${integration}type: http\nbase|_url: https://clinic.example\n`, /Where the API starts/],
    ['pre_speech', `${clinic}tools:\n  check_visit:\n    pre_|speech: force\n`, /before/],
    ['token', `${clinic}credentials:\n  type: bearer\n  tok|en: x\n`, /from the environment/],
  ])('tells what %s is', async (name, text, words) => {
    const { text: written, position } = caret(text)
    const path = `integrations/hover-${name}.yaml`
    await open(path, written)
    const hover: unknown = await connection.sendRequest('textDocument/hover', { textDocument: { uri: uriOf(path) }, position })
    expect(JSON.stringify(hover)).toMatch(words)
  })
})
