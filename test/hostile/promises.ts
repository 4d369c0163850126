import { expect } from 'vitest'
import { expectFormat } from '../formats.ts'
import { type Files, textOf } from './files.ts'
import { type Run, runOn } from './memory.ts'

interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly end_line: number
  readonly end_column: number
}

/** Report is the part of the JSON format that these tests look at. */
interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly place?: Place; readonly related?: readonly Place[] }[]
  readonly waived?: Report['diagnostics']
}

/**
 * expectPromises holds for whatever stands in a project: validate ends with 0 or 1 and never with an exception, says the same twice, prints nothing that
 * a terminal would obey, and every place that it names lies inside of its file. A hang is the time limit of the test.
 */
export async function expectPromises(files: Files, run: Run = runOn): Promise<Report['diagnostics']> {
  const told = await run(files, ['validate', '--format', 'json'])
  expect({ err: told.err, exitCode: told.exitCode }).toEqual({ err: '', exitCode: expect.toBeOneOf([0, 1]) })
  expect(await run(files, ['validate', '--format', 'json'])).toEqual(told)
  expectFormat('json', told.out)
  const { diagnostics, waived = [] }: Report = JSON.parse(told.out)
  for (const { place, related = [] } of [...diagnostics, ...waived])
    for (const each of place === undefined ? related : [place, ...related]) expectInside(files, each)
  const text = await run(files, ['validate'])
  expect({ err: text.err, exitCode: text.exitCode }).toEqual({ err: '', exitCode: told.exitCode })
  expectFormat('text', text.out)
  return diagnostics
}

const linesOf = new Map<string, readonly string[]>()

function expectInside(files: Files, { file, line, column, end_line: endLine, end_column: endColumn }: Place): void {
  const text = textOf(files[file])
  if (linesOf.size > 50) linesOf.clear()
  const lines = linesOf.get(text) ?? text.split(/\r\n|\r|\n/)
  linesOf.set(text, lines)
  const room = (number: number): number => (lines[number - 1]?.length ?? -1) + 3
  const isInside =
    line >= 1 && endLine >= line && column >= 1 && column <= room(line) && endColumn <= room(endLine) && (endLine > line || endColumn >= column)
  expect({ isInside, file, line, column, endLine, endColumn }).toMatchObject({ isInside: true })
}
