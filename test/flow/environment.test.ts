import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { formats } from '../../src/report/formats.ts'
import { runIn, type Script } from '../world.ts'

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

const inFolder = async (
  text: string,
  http: NonNullable<Script['http']>,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly out: string }> => {
  const own = mkdtempSync(join(tmpdir(), 'diga-int-env-'))
  for (const name of ['diga.yaml', 'hotel.yaml']) copyFileSync(join(folder, name), join(own, name))
  writeFileSync(join(own, '.env'), text)
  try {
    return await runIn(own, ['try', 'hotel/list_rooms'], { environment, http })
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
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

  it.each([
    ['a line without =', 'HOTEL_HOST: https://x.example\nHOTEL_TOKEN=t\n', 'line 1 of .env sets nothing: write HOTEL_HOST=VALUE'],
    ['a colon, though a = comes later', '# hosts\nHOTEL_HOST: x.example?a=1\nHOTEL_TOKEN=t\n', 'line 2 of .env sets nothing: write HOTEL_HOST=VALUE'],
    ['a name alone, the last of the file', 'HOTEL_TOKEN=t\nexport HOTEL_HOST', 'line 2 of .env sets nothing: write HOTEL_HOST=VALUE'],
    ['a line about something else', 'HOTEL_TOKEN="a\nb: c\n"\nROOMS: 12\n', 'line 4 of .env is not of the form NAME=VALUE'],
  ])('no line that sets nothing, which is told: %s', async (_, text, hint) => {
    const { out } = await inFolder(text, [], {})
    expect(out.replace(/\s+/g, ' ')).toContain('environment variable "HOTEL_HOST" is not set')
    expect(out.replace(/\s+/g, ' ')).toContain(hint)
    expect(out).not.toContain('"HOTEL_TOKEN"')
  })

  it('the environment, also where it is empty there', async () => {
    const { out } = await inFolder('HOTEL_HOST=local.example\nHOTEL_TOKEN=t\n', [], { HOTEL_HOST: '' })
    expect(out.replace(/\s+/g, ' ')).toContain('it is empty in the environment, which wins over .env')
  })

  it.each([
    ['HOTEL_HOST=local.example\nHOTEL_TOKEN=file-value\n', {}, 'HOTEL_TOKEN comes from .env)'],
    [
      'HOTEL_HOST=local.example\nHOTEL_TOKEN=file-value\n',
      { HOTEL_TOKEN: 'real-value' },
      'HOTEL_TOKEN comes from the environment, which wins over .env)',
    ],
    ['HOTEL_HOST=local.example\n', { HOTEL_TOKEN: 'real-value' }, 'HOTEL_TOKEN comes from the environment)'],
  ])('where a refusal says that they do (%#)', async (text, environment, words) => {
    for (const status of [401, 403]) {
      const { out } = await inFolder(text, [{ status, body: {} }], environment)
      expect(out.replace(/\s+/g, ' ')).toContain(words)
      expect(out).not.toMatch(/(?:file|real)-value/)
    }
  })

  it('nowhere that could be printed', async () => {
    const echo = { status: 200, body: { echo: 'Bearer from-staging', again: Buffer.from('from-staging').toString('base64') } }
    for (const format of formats) {
      const { out, err } = await runIn(folder, ['try', 'hotel/list_rooms', '--env', 'staging', '--format', format], { http: [echo] })
      expect(out + err).not.toMatch(/from-staging|ZnJvbS1zdGFnaW5n/)
    }
  })
})
