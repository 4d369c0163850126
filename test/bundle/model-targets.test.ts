import { describe, expect, it } from 'vitest'
import { canonicalBundle, type CanonicalBundle } from '../../src/bundle/canonical.ts'
import { emissionOf } from '../../src/bundle/survival.ts'
import type { Emission, Target, Way } from '../../src/bundle/target.ts'
import { isTargetName, type TargetName, targets } from '../../src/bundle/targets/index.ts'
import { isJsonObject } from '../../src/json/schema.ts'
import { toolsOfAgent } from '../../src/model/project.ts'
import { bikeShop } from './bike-shop.ts'
import { bundled, documentOf, load, shown, type SmallProject } from './project.ts'

const server = (definition: Readonly<Record<string, unknown>>, rules = ''): SmallProject => ({
  agent: `description: A dental clinic\ntools: { clinic: ["${String(definition['name'] ?? 'book')}"] }\n`,
  integrations: { clinic: `type: mcp\ndescription: The clinic\nurl: https://clinic.example/mcp\n${rules}` },
  locked: { clinic: [{ name: 'book', description: 'Books a visit', inputSchema: { type: 'object' }, ...definition }] },
})

describe('names', () => {
  it.each<[string, readonly TargetName[]]>([
    ['visits.book', ['anthropic', 'openai-realtime']],
    ['book a visit', ['anthropic', 'mcp', 'openai-realtime']],
    ['b'.repeat(65), ['anthropic', 'openai-realtime']],
    ['b'.repeat(129), ['anthropic', 'mcp', 'openai-realtime']],
    ['réserver', ['anthropic', 'mcp', 'openai-realtime']],
    ['book-visit_2', []],
  ])('%s is refused by %j', async (name, refused) => {
    const outcome = await bundled(server({ name }), 'anthropic', 'mcp', 'openai-realtime', 'bundle')
    expect(outcome.manifest.refused).toEqual(refused)
    expect(outcome.manifest.targets.map(({ target }) => target)).toEqual(
      ['anthropic', 'bundle', 'mcp', 'openai-realtime'].filter((target) => !refused.some((name) => name === target)),
    )
    for (const line of shown(outcome.diagnostics).filter((text) => text.includes('error')))
      expect(line).toMatch(/clinic\.lock\.yaml:\d+:\d+ .* the name is refused/)
  })

  it('clash when they differ by case alone', async () => {
    const tool = (name: string): string =>
      `type: http\ndescription: C\nbase_url: https://c.example\ntools: { ${name}: { description: Books, request: { method: POST, path: /v } } }\n`
    const outcome = await bundled(
      { agent: 'description: A\ntools:\n  one: [book]\n  two: [Book]\n', integrations: { one: tool('book'), two: tool('Book') } },
      'anthropic',
      'bundle',
      'diga',
      'mcp',
      'openai-realtime',
    )
    expect(outcome.manifest.refused).toEqual(['anthropic', 'mcp', 'openai-realtime'])
    expect(shown(outcome.diagnostics)).toEqual([
      'integrations/one.yaml:4:10 [book] error: targets "anthropic", "mcp" and "openai-realtime", tool "book": ' +
        'integration "two" gives the agent a tool of the same name',
      'integrations/one.yaml:4:10 [book] warning: target "diga", tool "book": ' +
        'integration "two" gives the agent a tool of the same name, and no page of Diga says which one a prompt then means',
    ])
  })
})

describe('schemas that an API refuses', () => {
  it.each<[string, Readonly<Record<string, unknown>>, readonly TargetName[]]>([
    ['a union at the root', { type: 'object', anyOf: [{ required: ['a'] }] }, ['anthropic', 'openai-realtime']],
    ['an enum at the root', { type: 'object', enum: [{}] }, ['openai-realtime']],
    ['a key with brackets', { type: 'object', properties: { 'filter[id]': {} } }, ['anthropic']],
    ['no object', { type: 'array' }, ['anthropic', 'mcp', 'openai-realtime']],
    ['a reference to the network', { type: 'object', properties: { a: { $ref: 'https://evil.example' } } }, ['anthropic', 'mcp', 'openai-realtime']],
  ])('%s', async (_, inputSchema, refused) => {
    const outcome = await bundled(server({ inputSchema }), 'anthropic', 'mcp', 'openai-realtime', 'bundle')
    expect(outcome.manifest.refused).toEqual(refused)
    const errors = outcome.diagnostics.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ code, span }) => [code, span?.file.path])).toEqual(errors.map(() => ['bundle-loss', 'integrations/clinic.lock.yaml']))
    expect(errors.every(({ hint, related }) => hint !== undefined && related?.length === 1)).toBe(true)
  })
})

describe('the MCP list', () => {
  const annotated = async (annotations: unknown, rules = ''): Promise<unknown> => {
    const outcome = await bundled(server({ annotations }, rules), 'mcp')
    const document = documentOf(outcome, 'mcp.json')
    return isJsonObject(document) && Array.isArray(document['tools']) ? document['tools'][0].annotations : undefined
  }
  const confirmed = 'tools: { book: { confirmation: "Shall I book?" } }\n'

  it.each<[unknown, string, unknown]>([
    [undefined, '', { readOnlyHint: false }],
    [
      { readOnlyHint: true, title: 'Book', openWorldHint: false, other: 1, destructiveHint: 'no' },
      '',
      { readOnlyHint: true, title: 'Book', openWorldHint: false },
    ],
    [{ readOnlyHint: true }, confirmed, { readOnlyHint: false, destructiveHint: true }],
    [{ destructiveHint: false, idempotentHint: true }, confirmed, { readOnlyHint: false, destructiveHint: true, idempotentHint: true }],
  ])('has honest annotations: %j with %j', async (annotations, rules, expected) => {
    expect(await annotated(annotations, rules)).toEqual(expected)
  })

  it.each<[string, boolean, string]>([
    ['GET', true, ''],
    ['HEAD', true, ''],
    ['GET', false, 'confirmation: Sure?, '],
    ['POST', false, ''],
    ['DELETE', false, ''],
  ])('%s is harmless: %s (%s)', async (method, readOnlyHint, confirmation) => {
    const tools = `tools: { book: { ${confirmation}description: Books, request: { method: ${method}, path: /v } } }\n`
    const outcome = await bundled(
      { agent: 'description: A\ntools: { c: [book] }\n', integrations: { c: `type: http\ndescription: C\nbase_url: https://c.example\n${tools}` } },
      'mcp',
    )
    expect(documentOf(outcome, 'mcp.json')).toMatchObject({ tools: [{ annotations: { readOnlyHint, destructiveHint: !readOnlyHint } }] })
  })
})

describe('a confirmation survives', () => {
  it('as words where there is no field, and says that variables stay unfilled', async () => {
    const outcome = await bundled(
      server({}, 'tools: { book: { confirmation: "Book for {{user_name}}?", timeout_seconds: 9 } }\n'),
      'anthropic',
      'diga',
      'bundle',
    )
    expect(documentOf(outcome, 'anthropic.json')).toMatchObject([
      { description: 'Books a visit\n\nBefore calling this tool, ask the caller: “Book for {{user_name}}?” and call it only after a clear yes.' },
    ])
    expect(shown(outcome.diagnostics)).toContainEqual(
      'integrations/clinic.yaml:4:18 [confirmation] warning: target "anthropic", tool "book": ' +
        'the confirmation names {{user_name}}, which nobody fills in a description',
    )
  })

  it('alone where a server has no description', async () => {
    const outcome = await bundled(server({ description: undefined }, 'tools: { book: { confirmation: "Book?" } }\n'), 'anthropic', 'bundle')
    expect(documentOf(outcome, 'anthropic.json')).toMatchObject([
      { description: 'Before calling this tool, ask the caller: “Book?” and call it only after a clear yes.' },
    ])
  })

  it('in every target there is', async () => {
    const outcome = await bundled(bikeShop, ...Object.keys(targets).filter(isTargetName))
    for (const { target, tools } of outcome.manifest.targets) {
      const confirmed = tools.filter(({ confirmation }) => confirmation !== undefined)
      expect([target, confirmed.map(({ carried }) => carried.confirmation?.includes('lost') === false)]).toEqual([target, [true, true]])
    }
  })
})

describe('the guard behind every target', async () => {
  const { project, agent } = await load(bikeShop)
  const bundle: CanonicalBundle = canonicalBundle(agent, project.integrations, toolsOfAgent(project, agent))
  const careless = (ways: readonly Way[], description?: string): Emission => ({
    document: [],
    tools: bundle.tools.map((tool) => {
      const carried = { confirmation: ways }
      return { tool, name: tool.name, description: description ?? tool.description, schema: {}, carried }
    }),
    remarks: [],
  })
  const reasons = (emission: Emission): readonly string[] => {
    const target: Target = { title: '', executedBy: 'runtime', rules: { read: '', sources: [] }, emit: () => emission }
    return emissionOf(target, bundle).remarks.map(({ weight, tool, message }) => `${weight} ${tool}: ${message}`)
  }
  const lost = ['refused cancel_order: the confirmation would be lost', 'refused process_refund: the confirmation would be lost']

  it.each<[string, Emission, readonly string[]]>([
    ['carried in a field', careless(['native']), []],
    ['said to be in words that are not there', careless(['description'], 'Refunds'), lost],
    ['left to the runtime alone', careless(['runtime', 'manifest']), lost],
    ['not thought of', careless([]), lost],
    ['lost', careless(['lost']), lost],
    ['without one tool', { ...careless(['native']), tools: careless(['native']).tools.slice(1) }, ['refused cancel_order: the tool is left out']],
  ])('%s', (_, emission, expected) => {
    expect(reasons(emission)).toEqual(expected)
  })
})
