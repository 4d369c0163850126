import { describe, expect, it } from 'vitest'
import { oddDataOf } from '../../src/check/odd-data.ts'
import { decodeIntegration } from '../../src/model/decode.ts'
import { parseYaml } from '../../src/yaml/parse.ts'
import { filled } from './files.ts'
import { plainProject, positions, textAt } from './positions.ts'
import { expectPromises } from './promises.ts'
import { projectShapes } from './shapes/project.ts'
import { schemaShapes } from './shapes/schema.ts'
import { yamlShapes } from './shapes/yaml.ts'
import { texts } from './texts.ts'

// bench/hostile.ts makes the same projects a thousand times larger, and measures that the work does not grow faster than they do.
const bytes = 3000

describe('a text that is hard to read', () => {
  it.each(Object.entries(yamlShapes))('%s', async (_, grow) => {
    await expectPromises(grow(bytes))
  })
})

describe('a shape that is wrong again and again', () => {
  it.each(Object.entries(schemaShapes))('%s', async (_, grow) => {
    expect(await expectPromises(grow(bytes))).not.toEqual([])
  })
})

describe('too much of something', () => {
  it.each(Object.entries(projectShapes))('%s', async (_, grow) => {
    await expectPromises(grow(bytes))
  })
})

it('more of the same than fits on a stack', async () => {
  const text = String(projectShapes['a body of nulls']?.(2_500_000)['integrations/desk.yaml'])
  const parsed = await parseYaml({ path: 'integrations/desk.yaml', text })
  const integration = parsed.ok ? decodeIntegration('desk', parsed.root) : undefined
  const [tool] = integration?.type === 'http' ? integration.tools : []
  expect(tool === undefined ? 0 : oddDataOf(tool).length).toBeGreaterThan(150_000)
})

describe('a text where a text may stand', () => {
  it('the project is right without it', async () => {
    expect(await expectPromises(plainProject)).toEqual([])
  })

  // Each text in some of the places: all of them in all places take a minute.
  it.each(Object.entries(texts).map(([name, unit], index) => [name, unit, index] as const))('%s', async (_, unit, index) => {
    for (const position of positions.filter((_place, at) => (at + index) % 6 === 0)) await expectPromises(textAt(position, filled(unit, bytes)))
  })
})
