import { describe, expect, it } from 'vitest'
import { targetNames } from '../../src/bundle/targets/index.ts'
import { bundled, documentOf, shown, type SmallProject } from './project.ts'

const clinic = (tool: string, credentials = '{ type: none }'): SmallProject => ({
  agent: 'description: A dental clinic\ntools: { clinic: [book] }\n',
  integrations: {
    clinic: `type: http\ndescription: The clinic\nbase_url: https://clinic.example\ncredentials: ${credentials}\ntools:\n  book:\n${tool}`,
  },
})
const plain = '    description: Books a visit\n    request: { method: POST, path: /visits }\n'

const server = (definition: Readonly<Record<string, unknown>>): SmallProject => ({
  agent: 'description: A dental clinic\ntools: { clinic: [book] }\n',
  integrations: { clinic: 'type: mcp\ndescription: The clinic\nurl: https://clinic.example/mcp\n' },
  locked: { clinic: [{ name: 'book', description: 'Books a visit', inputSchema: { type: 'object' }, ...definition }] },
})

describe('a text that nobody sees stops every target', () => {
  const hidden = '\u{200b}'
  it.each([
    [
      'the description',
      clinic(plain.replace('Books', `Books${hidden}`)),
      '[description] error: the description of tool "book" holds characters that nobody sees (U+200B)',
    ],
    [
      'a confirmation',
      clinic(`${plain}    confirmation: "Sure?${hidden}"\n`),
      '[confirmation] error: the confirmation of tool "book" holds characters that nobody sees (U+200B)',
    ],
    [
      'a parameter',
      clinic(`${plain}    parameters: { day: { type: string, description: Day, enum: ["mon${hidden}"] } }\n`),
      '["mon\u{200b}"] error: parameter "day" of tool "book" holds characters that nobody sees (U+200B)',
    ],
    [
      'an error text',
      clinic(`${plain}    response: { errors: { 404: "None\u{202e}" } }\n`),
      '[404] error: an error text of tool "book" holds characters that nobody sees (U+202E)',
    ],
    [
      "a server's description",
      server({ description: 'Books\u{e0041}\u{e0042}' }),
      '["description"] error: the description of tool "book" holds characters that nobody sees (U+E0041, U+E0042)',
    ],
    [
      "a key of a server's schema",
      server({ inputSchema: { type: 'object', properties: { [`day${hidden}`]: {} } } }),
      '["properties"] error: the definition of tool "book" holds characters that nobody sees (U+200B)',
    ],
    [
      'a field that nobody knows',
      server({ vendor: { note: ['\u{ad}'] } }),
      'error: the definition of tool "book" holds characters that nobody sees (U+00AD)',
    ],
  ])('%s', async (_, project, line) => {
    const outcome = await bundled(project, ...targetNames)
    expect(outcome.files).toEqual([])
    expect(outcome.manifest.refused).toEqual(targetNames)
    expect(shown(outcome.diagnostics)).toEqual([expect.stringContaining(line)])
    expect(outcome.diagnostics[0]?.related).toMatchObject([{ label: 'given to agent "support" here' }])
  })

  it.each(['⚠️ Careful', '❤️‍🔥', '👩🏽‍💻 and 1️⃣', 'mañana, 予約, זמן'])('but not %s', async (description) => {
    const outcome = await bundled(server({ description }), 'anthropic', 'bundle')
    expect(outcome.diagnostics).toEqual([])
  })

  it.each(['⚠️\u{fe0e}', 'a\u{fe0f}', 'a\u{200d}b'])('yet a run of marks, or one on a letter, counts (%j)', async (description) => {
    expect((await bundled(server({ description }), 'bundle')).files).toEqual([])
  })
})

describe('other texts are only escaped', () => {
  it('writes them as JSON escapes with the same value', async () => {
    const outcome = await bundled(
      clinic(`    description: Books\n    request: { method: POST, path: /visits, body: { note: "a\u{200b}b\u{e0041}" } }\n`),
      'bundle',
    )
    expect(outcome.files[0]?.text).toContain('"a\\u200bb\\udb40\\udc41"')
    expect(documentOf(outcome, 'bundle.json')).toMatchObject({ tools: [{ request: { body: { note: 'a\u{200b}b\u{e0041}' } } }] })
  })
})

describe('a tool that is not there stops every target', () => {
  const given = (integrations: Readonly<Record<string, string>>): SmallProject => ({
    agent: 'description: A clinic\ntools: { clinic: [book] }\n',
    integrations,
  })
  const mcp = 'type: mcp\ndescription: The clinic\nurl: https://clinic.example/mcp\n'
  it.each([
    ['no integration', given({}), 'integration "clinic" could not be read'],
    ['no tool', given({ clinic: 'type: http\ndescription: C\nbase_url: https://c.example\ntools: {}\n' }), 'integration "clinic" has no such tool'],
    ['no lockfile', given({ clinic: mcp }), 'integration "clinic" has no lockfile'],
    ['not locked', { ...given({ clinic: mcp }), locked: { clinic: [] } }, 'it is not in the lockfile of "clinic"'],
    ['not included', { ...server({}), integrations: { clinic: `${mcp}tools: { include: [list_*] }\n` } }, 'integration "clinic" does not include it'],
  ])('%s', async (_, project, why) => {
    const outcome = await bundled(project, 'anthropic')
    expect(outcome.files).toEqual([])
    expect(shown(outcome.diagnostics)).toEqual([`agents/support.yaml:2:19 [book] error: tool "book" cannot be bundled: ${why}`])
  })

  it('bundles a tool that is assigned twice once', async () => {
    const outcome = await bundled({ ...clinic(plain), agent: 'description: A clinic\ntools: { clinic: [book, book] }\n' }, 'anthropic')
    expect(documentOf(outcome, 'anthropic.json')).toHaveLength(1)
  })
})

describe('a secret in plain text stops every target and is not quoted', () => {
  it.each([
    ['{ type: bearer, token: s3cret }', 'token'],
    ['{ type: basic, username: ana, password: s3cret }', 'password'],
    ['{ type: api_key, name: X-Key, value: s3cret }', 'value'],
    ['{ type: headers, headers: { X-Key: s3cret } }', 'X-Key'],
    ['{ type: oauth2_client_credentials, token_url: https://id.example, client_id: ana, client_secret: s3cret }', 'client_secret'],
    ['{ type: none }\ntls: { client: { cert_file: c.pem, key_file: /k.pem, key_password: s3cret } }', 'key_password'],
  ])('%s', async (credentials, key) => {
    const outcome = await bundled(clinic(plain, credentials), 'bundle')
    expect(outcome.files).toEqual([])
    expect(shown(outcome.diagnostics)).toEqual([expect.stringContaining(`[${key}] error: "${key}" of integration "clinic" is written in plain text`)])
    expect(JSON.stringify(outcome.manifest)).not.toContain('s3cret')
  })
})
