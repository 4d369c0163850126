import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/world/world.ts'
import { runIn } from '../world.ts'

/** What sync says of a server that does not give its list. */
async function said(url: string, failure: Failure, more = ''): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-list-'))
  mkdirSync(join(folder, 'integrations'))
  writeFileSync(join(folder, 'integrations', 'parcels.yaml'), `type: mcp\ndescription: Parcels on their way\nurl: ${url}\n${more}`)
  try {
    const { out } = await runIn(folder, ['sync'], { list: { [url]: { failure } }, environment: { TOKEN: 'a-long-token' } })
    return out.replace(/\s+/g, ' ')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const root = 'https://parcels.example'
const guessed = 'hint: it was spoken to as HTTP+SSE, because the address does not end in /mcp'
const silent: Failure = { kind: 'timeout', detail: 'no complete answer came within 60 s' }

describe('an address without /mcp', () => {
  it.each<Failure>([
    silent,
    { kind: 'status', status: 404, detail: 'the server answered with status 404' },
    { kind: 'protocol', detail: 'the server does not follow the protocol' },
  ])('is the first thing to look at: $kind', async (failure) => {
    expect(await said(root, failure)).toContain(guessed)
  })

  it.each<Failure>([
    { kind: 'timeout', phase: 'connect', detail: 'the connection was not made in time' },
    { kind: 'status', status: 503, detail: 'the server answered with status 503' },
    { kind: 'name-unknown', detail: 'the name of the host is not known' },
  ])('has nothing to do with $detail', async (failure) => {
    expect(await said(root, failure)).not.toContain(guessed)
  })

  it('is meant where the transport is named', async () => {
    expect(await said(root, silent, 'transport: sse\n')).not.toContain(guessed)
    expect(await said(`${root}/mcp`, silent)).not.toContain(guessed)
  })
})

describe('a server that answers 401', () => {
  const refused: Failure = { kind: 'unauthorized', status: 401, detail: 'the server refused the credentials: "no token"' }

  it('wants credentials where the file has none', async () => {
    const words = await said(`${root}/mcp`, refused)
    expect(words).toContain('the server wants credentials, and the file has none: "no token"')
    expect(words).toContain('or { type: oauth2 } and run diga-int login parcels')
  })

  it('refused those that it has', async () => {
    const words = await said(`${root}/mcp`, refused, 'credentials: { type: bearer, token: "${TOKEN}" }\n')
    expect(words).toContain('the server refused the credentials')
    expect(words).toContain('TOKEN comes from the environment')
  })
})
