import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerRecorded } from '../../src/flow/recorded-answer.ts'
import { loadProject } from '../../src/flow/load-project.ts'
import { recordAnswers } from '../../src/flow/record-answers.ts'
import { toolsOf } from '../../src/model/project.ts'
import type { Example } from '../../src/model/tool.ts'
import type { World } from '../../src/world/world.ts'
import { worldIn } from '../world.ts'
import { folderOf } from './real.ts'

const head = `# The desk of the clinic.
type: http
description: Appointments of the clinic      # as the desk calls them
base_url: https://clinic.example/v1

tools:
  check_appointment:   # the one that is called most
    description: Tells when an appointment is. Use it when the caller asks when to come.
    parameters:
      number: { type: integer,   description: The number of the appointment }
    request: { method: GET, path: "/appointments/{number}" }
    examples:
`
const tail = `
  # What comes last.
  list_rooms:
    description: Lists the rooms. Use it when the caller asks where to go.
    request: { method: GET, path: /rooms }
`
const path = 'integrations/clinic.yaml'

interface Loaded {
  readonly folder: string
  readonly world: World
  readonly examples: readonly Example[]
}

async function loaded(text: string): Promise<Loaded> {
  const folder = folderOf({ [path]: text })
  const { world } = worldIn(folder)
  return { folder, world, examples: await examplesIn(world) }
}

async function examplesIn(world: World): Promise<readonly Example[]> {
  const { project, diagnostics } = await loadProject(world, '.', { judge: false, keep: 'all' })
  expect(diagnostics).toEqual([])
  return project.integrations.flatMap((integration) => (integration.type === 'http' ? integration.tools.flatMap(({ examples }) => examples) : []))
}

const answer = { status: 200, headers: [['Content-Type', 'application/json'] as const, ['Date', 'today'] as const], body: '{"day":"2026-11-24"}' }

async function recordedIn(text: string): Promise<string> {
  const { folder, world, examples } = await loaded(text)
  const { recorded, refused } = await recordAnswers(
    world.files,
    examples.map((example) => ({ ...answer, example })),
  )
  expect([...refused.values()].map(({ message }) => message)).toEqual([])
  expect(recorded.size).toBe(examples.length)
  return readFileSync(join(folder, path), 'utf8')
}

const block = `        recorded:
          status: 200
          headers:
            content-type: application/json
          body:
            day: "2026-11-24"
`

describe('recording adds the answer and leaves every other byte', () => {
  it.each([
    [
      'behind the last key',
      `      - name: a visit\n        arguments: { number: 7 }   # hers\n`,
      `      - name: a visit\n        arguments: { number: 7 }   # hers\n${block}`,
    ],
    [
      'between two examples, with comments around them',
      `      # the first\n      - name: a visit\n        # how it is called\n        arguments:\n          number: 7\n        # the end of the first\n\n      # the second\n      - name: another\n        arguments: { number: 8 }\n`,
      `      # the first\n      - name: a visit\n        # how it is called\n        arguments:\n          number: 7\n${block}        # the end of the first\n\n      # the second\n      - name: another\n        arguments: { number: 8 }\n${block}`,
    ],
    [
      'in the place of an older one, in the midst of keys',
      `      - name: a visit\n        recorded:  # of last week\n          status: 404\n          body:\n            message: none\n        arguments: { number: 7 }\n`,
      `      - name: a visit\n${block.replace('recorded:', 'recorded:  # of last week')}        arguments: { number: 7 }\n`,
    ],
    [
      'in the place of one on a line, whose comment stays',
      `      - name: a visit\n        arguments: { number: 7 }\n        recorded: { status: 404 } # of last week\n`,
      `      - name: a visit\n        arguments: { number: 7 }\n${block.replace('recorded:', 'recorded: # of last week')}`,
    ],
    [
      'in braces',
      `      - { name: a visit, arguments: { number: 7 } }   # short\n      - { name: another, recorded: { status: 404 }, arguments: { number: 8 } }\n`,
      `      - { name: a visit, arguments: { number: 7 }, recorded: {"status":200,"headers":{"content-type":"application/json"},"body":{"day":"2026-11-24"}} }   # short\n      - { name: another, recorded: {"status":200,"headers":{"content-type":"application/json"},"body":{"day":"2026-11-24"}}, arguments: { number: 8 } }\n`,
    ],
    [
      'behind a text of several lines',
      `      - arguments: { number: 7 }\n        name: >-\n          a visit\n          on a monday\n`,
      `      - arguments: { number: 7 }\n        name: >-\n          a visit\n          on a monday\n${block}`,
    ],
  ])('%s', async (_, before, after) => {
    expect(await recordedIn(head + before + tail)).toBe(head + after + tail)
    expect(await recordedIn(head + after + tail)).toBe(head + after + tail)
    const windows = (text: string): string => text.replaceAll('\n', '\r\n')
    expect(await recordedIn(windows(head + before + tail))).toBe(windows(head + after + tail))
  })

  it('at the end of a file that ends without a line end', async () => {
    const text = `${head}      - name: a visit\n        arguments: { number: 7 }`
    expect(await recordedIn(text)).toBe(`${text}\n${block.trimEnd()}`)
  })

  it('a file in the one layout stays in it', async () => {
    const plain = (head + `      - { name: a visit, arguments: { number: 7 } }\n` + tail).replace(/ {3,}(?=#|description: The)/g, ' ')
    expect(await recordedIn(plain)).toContain('"body": { "day": "2026-11-24" }')
  })
})

it('a file that cannot be added to is left alone, and told', async () => {
  const text = `${head}      - &visit\n        name: a visit\n        arguments: { number: 7 }\n      - *visit\n${tail}`
  const { folder, world, examples } = await loaded(text)
  const { recorded, refused } = await recordAnswers(
    world.files,
    examples.map((example) => ({ ...answer, example })),
  )
  expect(recorded.size).toBe(0)
  expect([...refused.values()].map(({ code }) => code)).toEqual(['example-not-recorded', 'example-not-recorded'])
  expect(readFileSync(join(folder, path), 'utf8')).toBe(text)
})

it('an answer over 64 KiB is refused, and the others are recorded', async () => {
  const { folder, world, examples } = await loaded(
    `${head}      - name: a visit\n        arguments: { number: 7 }\n      - name: all\n        arguments: { number: 8 }\n${tail}`,
  )
  const [first, second] = examples
  if (first === undefined || second === undefined) throw new Error('two examples were written')
  const large = JSON.stringify('x'.repeat(64 * 1024))
  const { recorded, refused } = await recordAnswers(world.files, [
    { ...answer, example: first, body: large },
    { ...answer, example: second },
  ])
  expect([...recorded].map(({ name }) => name)).toEqual(['all'])
  expect([...refused].map(([{ name }, { code }]) => [name, code])).toEqual([['a visit', 'example-not-recorded']])
  expect(readFileSync(join(folder, path), 'utf8')).toContain(block)
})

it('what was recorded is read back byte for byte as a text, and as JSON by what it says', async () => {
  const text = `${head}      - name: a visit\n        arguments: { number: 7 }\n${tail}`
  const words = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom('', '"hello"', 'hello', '{', ' ', '\n', 'null', '<p>\u001b[31m\u202e'),
  )
  await fc.assert(
    fc.asyncProperty(
      words.map((word) => word.toWellFormed()),
      async (body) => {
        const { world, examples } = await loaded(text)
        const [example] = examples
        if (example === undefined) throw new Error('an example was written')
        const { recorded } = await recordAnswers(world.files, [{ status: 200, headers: [], body, example }])
        expect(recorded.size).toBe(1)
        const { project } = await loadProject(world, '.', { judge: false, keep: 'all' })
        const [integration] = project.integrations
        const tool = integration && toolsOf(integration)[0]
        const again = (await examplesIn(world))[0]?.recorded
        if (integration === undefined || tool === undefined || again === undefined) throw new Error('it was recorded')
        const { response } = answerRecorded(integration, tool, again)
        expect(canonical(response?.body ?? '')).toEqual(canonical(body))
      },
    ),
    { numRuns: 40 },
  )
}, 30_000)

/** What a body says: the order of keys and the spaces between them say nothing. */
function canonical(body: string): unknown {
  try {
    return { json: JSON.parse(body) }
  } catch {
    return body
  }
}
