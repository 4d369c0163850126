import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectFormat } from '../formats.ts'
import { schema, soup, units, value } from './arbitrary.ts'
import { type Files, textOf } from './files.ts'
import { lockOf } from './lock.ts'
import { runOn } from './memory.ts'
import { plainProject, positions, textAt } from './positions.ts'
import { expectOfEach } from './property.ts'

// A project with one thing wrong in it, anywhere: what the commands and formats beside `validate` have to live with as well.
const hurt: fc.Arbitrary<Files> = fc.oneof(
  fc.tuple(fc.constantFrom(...positions), fc.oneof(units, soup)).map(([position, text]) => textAt(position, text)),
  fc.tuple(fc.constantFrom(...Object.keys(plainProject)), soup, fc.nat()).map(([path, text, at]) => {
    const before = textOf(plainProject[path])
    const start = at % before.length
    return { ...plainProject, [path]: before.slice(0, start) + text + before.slice(start) }
  }),
  fc.tuple(schema, value).map(([inputSchema, annotations]) => ({
    ...plainProject,
    'integrations/stock.lock.yaml': lockOf({ url: 'https://desk.example.com/mcp', tools: [{ name: 'find_bike', inputSchema, annotations }] }),
  })),
)

describe('a project with one thing wrong in it', () => {
  it.each<[string, readonly string[]]>([
    ['its mistakes are mended', ['validate', '--fix', '--dry-run']],
    ['it is laid out', ['fmt', '--check']],
    ['it is bundled', ['bundle', '--check']],
  ])('%s', (_, argv) =>
    expectOfEach(
      hurt,
      async (files) => {
        const told = await runOn(files, argv)
        expect({ err: told.err, exitCode: told.exitCode }).toEqual({ err: '', exitCode: expect.toBeOneOf([0, 1]) })
        expect(await runOn(files, argv)).toEqual(told)
        expectFormat('text', told.out)
      },
      100,
    ),
  )

  it.each(['github', 'gitlab', 'junit', 'sarif'] as const)('it is told as %s', (format) =>
    expectOfEach(
      hurt,
      async (files) => {
        const { err, exitCode, out } = await runOn(files, ['validate', '--format', format])
        expect({ err, exitCode }).toEqual({ err: '', exitCode: expect.toBeOneOf([0, 1]) })
        expectFormat(format, out)
      },
      60,
    ),
  )
})
