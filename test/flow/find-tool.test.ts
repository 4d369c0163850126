import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runIn, withCopy } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-find-'))
const tool = (name: string): string => `  ${name}:\n    description: Looks one up.\n    request: { method: GET, path: /v1 }\n`

beforeAll(() => {
  mkdirSync(join(folder, 'integrations'))
  const integration = (name: string, ...tools: string[]): void =>
    writeFileSync(
      join(folder, 'integrations', `${name}.yaml`),
      `type: http\ndescription: A library\nbase_url: https://library.example\ntools:\n${tools.map(tool).join('')}`,
    )
  integration('loans', 'find_loan', 'find_book')
  integration('shelves', 'find_book', ...Array.from({ length: 30 }, (_, index) => `shelf_number_${index}_in_the_reading_room`))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const said = async (...argv: string[]): Promise<string> => {
  const { exitCode, err } = await runIn(folder, ['try', ...argv])
  expect(exitCode).toBe(2)
  return err
}

describe('a word that names no tool', () => {
  it.each([
    ['find_loan', 'diga-int: "find_loan" names no tool; did you mean loans/find_loan?\n'],
    ['find_laon', 'diga-int: "find_laon" names no tool; did you mean loans/find_loan?\n'],
    ['find_book', 'diga-int: "find_book" names no tool; did you mean loans/find_book or shelves/find_book?\n'],
  ])('%s is led to the tool that has it', async (word, expected) => {
    expect(await said(word)).toBe(expected)
  })

  it.each([[], ['loans/'], ['a/b/c'], ['something-else-altogether']])('lists what there is to name: %s', async (...words) => {
    expect(await said(...words)).toMatch(/write INTEGRATION\/TOOL: loans\/find_loan, loans\/find_book, .* and 13 more\n$/)
  })
})

it('a tool that is locked and left out is told as that', async () => {
  await withCopy('test/examples/codes/response-input-refused', async (copy) => {
    const path = join(copy, 'integrations', 'hotel.yaml')
    writeFileSync(path, `${readFileSync(path, 'utf8').split('tools:')[0]}tools: { include: ["other_*"] }\n`)
    const { out } = await runIn(copy, ['try', 'hotel/find_room', 'day=2026-12-24'])
    expect(out).toMatch(/tool "find_room" of integration "hotel" is\s+not included/)
    expect(out).toContain('add "find_room" to tools.include of the integration')
    expect((await runIn(copy, ['try', 'hotel/find_rooom'])).out).toContain('has no tool "find_rooom"')
  })
})
