import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ListedTools } from '../../src/world/world.ts'
import { type Ran, runIn, withCopy } from '../world.ts'

const token = 'pk-7f31c09ab2e4d855'
const file = (credentials: string, url = 'https://parcels.example/mcp'): string =>
  `type: mcp\ndescription: The parcels\nurl: ${url}\ncredentials: ${credentials}\n`
const bearer = file('{ type: bearer, token: "${PARCELS_TOKEN}" }')

const find = { name: 'find_parcel', description: 'Finds a parcel.', inputSchema: { type: 'object', properties: { number: { type: 'string' } } } }
const open: ListedTools = {
  serverName: 'parcels',
  serverVersion: '1',
  protocolVersion: '2025-11-25',
  instructions: undefined,
  tools: [find],
  excluded: [],
}

interface Depot {
  readonly integration: string
  readonly environment: Readonly<Record<string, string>>
  readonly address?: string
}

const depot: Depot = { integration: bearer, environment: { PARCELS_TOKEN: token } }

async function listing(
  { integration, environment, address = 'https://parcels.example/mcp' }: Depot,
  listed: Partial<ListedTools>,
  use: (run: (...flags: readonly string[]) => Promise<Ran>, lock: () => string | undefined) => Promise<void>,
): Promise<void> {
  await withCopy('test/node/fixtures', async (folder) => {
    mkdirSync(join(folder, 'integrations'))
    writeFileSync(join(folder, 'integrations', 'parcels.yaml'), integration)
    const lock = join(folder, 'integrations', 'parcels.lock.yaml')
    const script = (list: Partial<ListedTools>): object => ({ environment, list: { [address]: { ...open, ...list } } })
    const first = await runIn(folder, ['sync', '--allow-stdio'], script({}))
    expect(first.exitCode).toBe(0)
    const before = readFileSync(lock, 'utf8')
    await use(
      (...flags) => runIn(folder, ['sync', '--allow-stdio', ...flags], script(listed)),
      () => (existsSync(lock) ? readFileSync(lock, 'utf8').replace(before, 'as it was') : undefined),
    )
  })
}

const withSchema = (properties: object): Partial<ListedTools> => ({ tools: [{ ...find, inputSchema: { type: 'object', properties } }] })

describe('a secret that a server writes into its list is never locked nor printed', () => {
  it.each<[string, Depot, Partial<ListedTools>, string]>([
    ['a description', depot, { tools: [{ ...find, description: `Your key is ${token}.` }] }, 'tool "find_parcel" at /description'],
    ['a default', depot, withSchema({ key: { default: token } }), 'tool "find_parcel" at /inputSchema/properties/key/default'],
    ['a key', depot, withSchema({ [token]: { type: 'string' } }), 'at /inputSchema/properties/$PARCELS_TOKEN'],
    ['the name of a tool', depot, { tools: [{ ...find, name: `find_${token}` }] }, 'tool "find_$PARCELS_TOKEN" at /name'],
    ['what MCP does not know', depot, { tools: [{ ...find, _meta: { debug: [{ auth: `Bearer ${token}` }] } }] }, 'at /_meta/debug/0/auth'],
    ['base64', depot, { tools: [{ ...find, description: btoa(`user:${token}`) }] }, 'at /description'],
    ['the instructions', depot, { instructions: `Use ${token}.` }, 'its instructions'],
    ['its own name', depot, { serverName: `parcels ${token}` }, 'its name'],
    ['its version', depot, { serverVersion: token }, 'its version'],
    ['a number', { ...depot, environment: { PARCELS_TOKEN: '4829137756' } }, withSchema({ pin: { default: 4829137756 } }), 'properties/pin/default'],
    [
      'the key of its address',
      {
        integration: file('{ type: none }', 'https://parcels.example/${PARCELS_KEY}/mcp'),
        environment: { PARCELS_KEY: token },
        address: `https://parcels.example/${token}/mcp`,
      },
      { instructions: `You are at https://parcels.example/${token}/mcp.` },
      'its instructions',
    ],
    [
      'a variable of a program',
      {
        integration: 'type: mcp\ndescription: The parcels\ncommand: parcel-server\nenv: [PARCELS_TOKEN]\n',
        environment: { PARCELS_TOKEN: token },
        address: 'parcel-server',
      },
      { instructions: `PARCELS_TOKEN=${token}` },
      'its instructions',
    ],
  ])('in %s', async (_what, place, listed, told) => {
    const [secret = ''] = Object.values(place.environment)
    await listing(place, listed, async (run, lock) => {
      for (const flags of [[], ['--check'], ['--dry-run'], ['--format', 'json'], ['--format', 'markdown'], ['--format', 'sarif']]) {
        const { out, err, exitCode } = await run(...flags)
        expect(out).toContain('server-list-secret')
        expect(out + err).not.toContain(secret)
        expect(exitCode).toBe(1)
        if (flags.length === 0) expect(out.replace(/\s+/g, ' ')).toContain(told)
        expect(lock()).toBe('as it was')
      }
    })
  })
})

describe('what is no secret may stand in a list', () => {
  it.each<[string, Depot, string]>([
    ['a word that somebody took for a token', { ...depot, environment: { PARCELS_TOKEN: 'parcel' } }, 'Finds a parcel by number.'],
    [
      'a header that the file writes out',
      { integration: file('{ type: headers, headers: { X-Depot: north-depot-17 } }'), environment: {} },
      'Of north-depot-17.',
    ],
    [
      'a tenant in the address',
      {
        integration: file('{ type: none }', 'https://parcels.example/${PARCELS_TENANT}/mcp'),
        environment: { PARCELS_TENANT: 'north-depot' },
        address: 'https://parcels.example/north-depot/mcp',
      },
      'Finds a parcel of north-depot.',
    ],
    [
      'the setting of a program',
      {
        integration: 'type: mcp\ndescription: The parcels\ncommand: parcel-server\nenv: [PARCELS_TOKEN, LOG_LEVEL, REGION]\n',
        environment: { PARCELS_TOKEN: token, LOG_LEVEL: 'warning', REGION: 'eu-north-1' },
        address: 'parcel-server',
      },
      'Finds a parcel in eu-north-1; a warning tells of delays.',
    ],
  ])('%s', async (_what, place, description) => {
    await listing(place, { tools: [{ ...find, description }] }, async (run, lock) => {
      expect((await run()).exitCode).toBe(0)
      expect(lock()).toContain(description)
    })
  })
})
