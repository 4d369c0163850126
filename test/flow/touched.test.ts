import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runIn, type Script, withCopy } from '../world.ts'

const clinic = 'test/transcripts/clinic'
const scriptOf = (name: string): Script => JSON.parse(readFileSync(join(clinic, 'worlds', `${name}.json`), 'utf8'))

interface Change {
  readonly tool: string
  readonly formerly?: string
  readonly touched: object
}

/** What `sync --check` tells of each tool after the pharmacy was locked and became another one. */
function changesOf(world: string, include: string, agents: Readonly<Record<string, string>>): Promise<readonly Change[]> {
  return withCopy(clinic, async (copy) => {
    const path = join(copy, 'integrations/pharmacy.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^tools:[\s\S]*/m, include))
    mkdirSync(join(copy, 'prompts/night'), { recursive: true })
    writeFileSync(join(copy, 'prompts/night/all.md'), 'Look it up with check_medicine; reserve_medicines is not a tool.')
    for (const [name, tools] of Object.entries(agents)) {
      writeFileSync(join(copy, `agents/${name}.yaml`), `description: The night shift\nprompt: ../prompts/night/all.md\ntools: ${tools}\n`)
    }
    writeFileSync(join(copy, 'diga.yaml'), 'targets: [mcp, diga]\n')
    await runIn(copy, ['sync'], scriptOf('pharmacy'))
    const { out } = await runIn(copy, ['sync', '--check', '--format', 'json'], scriptOf(world))
    return JSON.parse(out).result.servers[0].changes.tools
  })
}

const nobody = { agents: [], prompts: [], targets: [] }
const night = 'prompts/night/all.md'

it('names agents, the prompts that name the tool as a word, and targets', async () => {
  const agents = { night: '{ pharmacy: [check_medicine, reserve_medicine] }', early: '{ pharmacy: [check_medicine], clinic: [find_patient] }' }
  expect(await changesOf('pharmacy-changed', 'tools:\n  include: [check_medicine, reserve_medicine]\n', agents)).toMatchObject([
    { tool: 'check_medicine', touched: { agents: ['early', 'night'], prompts: [night], targets: ['diga', 'mcp'], taken_by: 'check_medicine' } },
    { tool: 'check_opening_hours', touched: { ...nobody, taken_by: null } },
    { tool: 'reserve_medicine', touched: { agents: ['night'], prompts: [], targets: ['diga', 'mcp'] } },
  ])
})

it.each([
  ['', '*'],
  ['tools:\n  include: ["check_o*", "check_*"]\n', 'check_o*'],
  ['tools:\n  include: [check_opening_hours]\n', 'check_opening_hours'],
  ['tools:\n  include: [check_medicine]\n', null],
])('says what lets an agent have a new tool: %j', async (include, takenBy) => {
  const changes = await changesOf('pharmacy-changed', include, { night: '{ clinic: [find_patient] }' })
  expect(changes.find(({ tool }) => tool === 'check_opening_hours')?.touched).toEqual({ ...nobody, taken_by: takenBy })
})

it('finds who uses a renamed tool by the name that it had', async () => {
  const changes = await changesOf('pharmacy-renamed', '', { night: '{ pharmacy: [check_medicine, reserve_medicine] }' })
  const renamed = changes.filter(({ formerly }) => formerly !== undefined)
  expect(renamed).toHaveLength(1)
  expect(renamed[0]?.touched).toMatchObject({ agents: ['night'], targets: ['diga', 'mcp'] })
})
