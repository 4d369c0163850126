import { describe, expect, it } from 'vitest'
import { bundleAgent } from '../../src/bundle/bundle.ts'
import { targetNames } from '../../src/bundle/targets/index.ts'
import { bikeShop } from './bike-shop.ts'
import { bundled, documentOf, load, sha256, shown, type SmallProject } from './project.ts'
import { judgeOfFile } from './schemas.ts'

describe('the bike shop, for every target', async () => {
  const outcome = await bundled(bikeShop, ...targetNames)

  it.each(outcome.files.map(({ path, text }) => ({ path, text })))('writes $path', async ({ path, text }) => {
    await expect(text).toMatchFileSnapshot(`golden/${path}`)
  })

  it('says what travels otherwise, and refuses nothing', async () => {
    expect(outcome.diagnostics.every(({ severity }) => severity !== 'error')).toBe(true)
    await expect(`${shown(outcome.diagnostics).join('\n')}\n`).toMatchFileSnapshot('golden/diagnostics.txt')
  })

  it('has a digest of every file in the manifest', () => {
    const files = outcome.files.filter(({ path }) => path !== 'manifest.json')
    expect(outcome.manifest.targets.map(({ file, sha256: digest }) => [file, digest])).toEqual(files.map(({ path, text }) => [path, sha256(text)]))
  })

  it('names every tool in every target, and the confirmation of those that have one', () => {
    for (const { tools } of outcome.manifest.targets) {
      expect(tools.map(({ name }) => name)).toEqual(['cancel_order', 'check_order', 'process_refund', 'search_customer', 'search_orders'])
      expect(tools.filter(({ confirmation }) => confirmation !== undefined).map(({ name }) => name)).toEqual(['cancel_order', 'process_refund'])
    }
  })

  it('fits the published schemas', () => {
    expect(judgeOfFile('../../schemas/bundle.schema.json')(documentOf(outcome, 'bundle.json'))).toEqual([])
    expect(judgeOfFile('../../schemas/bundle-manifest.schema.json')(documentOf(outcome, 'manifest.json'))).toEqual([])
  })

  it('ends every file with a line feed and holds no value of a variable', () => {
    for (const { text } of outcome.files) {
      expect(text.endsWith('}\n') || text.endsWith(']\n')).toBe(true)
      expect(text).not.toContain('+34600111222"]')
    }
    expect(documentOf(outcome, 'bundle.json')).toMatchObject({ agent: { variables: ['user_phone_number'] } })
  })
})

describe('the same project', () => {
  it('gives the same bytes, whatever the order of targets, integrations and assignments', async () => {
    const { project, agent } = await load(bikeShop)
    const turned = { ...project, integrations: project.integrations.toReversed() }
    const given = { ...agent, assignments: agent.assignments.toReversed() }
    const once = bundleAgent({ project, agent, targets: targetNames, sha256 })
    const again = bundleAgent({ project: turned, agent: given, targets: [...targetNames.toReversed(), 'mcp'], sha256 })
    expect(again.files).toEqual(once.files)
    expect(bundleAgent({ project, agent, targets: targetNames, sha256 }).files).toEqual(once.files)
  })

  it('gives the same file of a target, whichever others are asked for', async () => {
    const all = await bundled(bikeShop, ...targetNames)
    for (const name of targetNames) {
      const alone = await bundled(bikeShop, name)
      expect(alone.files.map(({ path }) => path).toSorted()).toEqual([`${name}.json`, 'manifest.json'].toSorted())
      expect(documentOf(alone, `${name}.json`)).toEqual(documentOf(all, `${name}.json`))
    }
  })
})

describe('bundle.json', () => {
  const judge = judgeOfFile('../../schemas/bundle.schema.json')
  const http = (lines: string): SmallProject => ({
    agent: 'description: A clinic\ntools: { clinic: [book] }\n',
    integrations: { clinic: `type: http\ndescription: The clinic\nbase_url: https://clinic.example\n${lines}` },
  })
  const book = 'tools: { book: { description: Books, request: { method: HEAD, path: /book } } }\n'

  it.each([
    '{ type: none }',
    '{ type: bearer, token: "${TOKEN}" }',
    '{ type: basic, username: clinic, password: "${PASSWORD}" }',
    '{ type: api_key, in: query, name: key, value: "${KEY}" }',
    '{ type: headers, headers: { X-Clinic: "${CLINIC}", X-Key: "${KEY}" } }',
    '{ type: oauth2_client_credentials, token_url: "https://id.example/token", client_id: "${ID}", client_secret: "${SECRET}" }',
    '{ type: oauth2_client_credentials, token_url: "https://id.example/token", client_id: "${ID}", client_secret: "${SECRET}", scope: "a b" }',
  ])('carries credentials %s', async (credentials) => {
    const outcome = await bundled(http(`credentials: ${credentials}\n${book}`), 'bundle')
    expect(judge(documentOf(outcome, 'bundle.json'))).toEqual([])
    expect(outcome.diagnostics).toEqual([])
  })

  it.each([
    ['no body', '', []],
    ['null', 'body: null', [{ in: 'body', name: '', from: 'constant', holes: [] }]],
    [
      'a list',
      'body: ["{a}", "${B}"]',
      [
        { in: 'body', name: '/0', from: 'parameter', holes: ['{a}'] },
        { in: 'body', name: '/1', from: 'environment', holes: ['${B}'] },
      ],
    ],
    ['a key with a slash', 'body: { "a/b~c": "x {a} {{b}}" }', [{ in: 'body', name: '/a~1b~0c', from: 'text', holes: ['{a}', '{{b}}'] }]],
    [
      'a repeated query',
      'query: { tag: ["{a}", 2] }',
      [
        { in: 'query', name: 'tag', from: 'parameter', holes: ['{a}'] },
        { in: 'query', name: 'tag', from: 'constant', holes: [] },
      ],
    ],
    [
      'a form',
      'form: { "tag[]": ["{a}", 2], note: "for {a}" }',
      [
        { in: 'form', name: 'tag[]', from: 'parameter', holes: ['{a}'] },
        { in: 'form', name: 'tag[]', from: 'constant', holes: [] },
        { in: 'form', name: 'note', from: 'text', holes: ['{a}'] },
      ],
    ],
  ])('says who supplies each value: %s', async (_, request, sources) => {
    const parameters = 'parameters: { a: { type: string, description: A } }'
    const tool = `tools:\n  book:\n    description: Books\n    ${parameters}\n    request:\n      method: POST\n      path: /book\n      ${request}\n`
    const document = documentOf(await bundled(http(tool), 'bundle'), 'bundle.json')
    expect(judge(document)).toEqual([])
    expect(document).toMatchObject({ tools: [{ value_sources: [{ in: 'path', from: 'constant' }, ...sources] }] })
  })

  it('tells a runtime how a request is sent, sent again and secured', async () => {
    const lines = [
      'tls: { ca_file: ca.pem, client: { cert_file: c.pem, key_file: "${KEYS}/k.pem", key_password: "${KEY_PASSWORD}" } }',
      'tools:',
      '  book:',
      '    description: Books',
      '    retry: { attempts: 3 }',
      '    request: { method: POST, path: /book, idempotency_header: X-Key, form: { day: monday, "tag[]": [a, b] } }',
    ]
    const outcome = await bundled(http(`${lines.join('\n')}\n`), 'bundle', 'mcp', 'openai-realtime', 'anthropic')
    const document = documentOf(outcome, 'bundle.json')
    expect(outcome.diagnostics).toEqual([])
    expect(judge(document)).toEqual([])
    expect(document).toMatchObject({
      integrations: [
        {
          environment: ['KEYS', 'KEY_PASSWORD'],
          tls: { ca_file: 'ca.pem', client: { cert_file: 'c.pem', key_file: '${KEYS}/k.pem', key_password: '${KEY_PASSWORD}' } },
        },
      ],
      tools: [
        {
          request: {
            form: [
              { name: 'day', value: 'monday' },
              { name: 'tag[]', value: ['a', 'b'] },
            ],
            idempotency_header: 'X-Key',
          },
          retry: { attempts: 3, on: ['connection', 429, 502, 503, 504] },
        },
      ],
    })
    const carried = { request: ['runtime'], retry: ['runtime'], idempotency_header: ['runtime'] }
    expect(outcome.manifest.targets.map(({ tools }) => tools[0]?.carried)).toEqual(
      outcome.manifest.targets.map(({ target }) => (target === 'bundle' ? expect.anything() : expect.objectContaining(carried))),
    )
    expect(judgeOfFile('../../schemas/bundle-manifest.schema.json')(JSON.parse(JSON.stringify(outcome.manifest)))).toEqual([])
  })

  it('tells a runtime that is not there where the requests are', async () => {
    const outcome = await bundled(http(book), 'anthropic', 'openai-realtime')
    expect(shown(outcome.diagnostics)).toEqual([
      'agents/support.yaml:2:1 [tools] note: targets "anthropic" and "openai-realtime": ' +
        'how to run the tools stands in bundle.json, which was not asked for',
    ])
  })

  it('can be empty: an agent without tools has a bundle', async () => {
    const outcome = await bundled({ agent: 'description: Transfers calls\ntools: {}\n', integrations: {} }, ...targetNames)
    expect(outcome.diagnostics).toEqual([])
    expect(documentOf(outcome, 'mcp.json')).toEqual({ tools: [] })
    expect(judge(documentOf(outcome, 'bundle.json'))).toEqual([])
  })
})
