import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { formats } from '../../src/report/formats.ts'
import { runIn } from '../world.ts'

// Written here, where the values can be read next to what is expected of them.
const folder = mkdtempSync(join(tmpdir(), 'diga-int-env-'))
const write = (path: string, text: string): void => writeFileSync(join(folder, path), text)
write('diga.yaml', 'integrations: .\n')
write(
  'hotel.yaml',
  `type: http
description: Rooms of a hotel
base_url: https://\${HOTEL_HOST}/v1
credentials: { type: bearer, token: "\${HOTEL_TOKEN}" }
tools:
  list_rooms:
    description: Lists the free rooms. Use it before offering one.
    request: { method: GET, path: /rooms }
`,
)
write('.env', 'HOTEL_HOST=local.example\nHOTEL_TOKEN="from .env"\n')
write('.env.staging', 'HOTEL_HOST=staging.example\nHOTEL_TOKEN=from-staging\n')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const sent = async (argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<string[]> => {
  const { requests } = await runIn(folder, ['try', 'hotel/list_rooms', ...argv], { environment, http: [{ status: 200, body: [] }] })
  return requests.map(
    ({ url, headers }) => `${String(url)} ${headers.map(([, value]) => (typeof value === 'string' ? '' : value.reveal())).join('')}`,
  )
}

describe('values come from', () => {
  it('.env', async () => {
    expect(await sent([])).toEqual(['https://local.example/v1/rooms Bearer from .env'])
  })

  it('.env.staging with --env staging, and then not from .env', async () => {
    expect(await sent(['--env', 'staging'])).toEqual(['https://staging.example/v1/rooms Bearer from-staging'])
  })

  it('the real environment before any file', async () => {
    expect(await sent(['--env', 'staging'], { HOTEL_TOKEN: 'real' })).toEqual(['https://staging.example/v1/rooms Bearer real'])
  })

  it('a file that has to be there when it is named', async () => {
    const { exitCode, out, err } = await runIn(folder, ['try', 'hotel/list_rooms', '--env', 'production'])
    expect({ exitCode, out, err }).toEqual({ exitCode: 2, out: '', err: 'diga-int: there is no .env.production in the project\n' })
  })

  it('nowhere that could be printed', async () => {
    const echo = { status: 200, body: { echo: 'Bearer from-staging', again: Buffer.from('from-staging').toString('base64') } }
    for (const format of formats) {
      const { out, err } = await runIn(folder, ['try', 'hotel/list_rooms', '--env', 'staging', '--format', format], { http: [echo] })
      expect(out + err).not.toMatch(/from-staging|ZnJvbS1zdGFnaW5n/)
    }
  })
})
