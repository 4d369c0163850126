import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../src/diagnostic/diagnostic.ts'
import { judge, shippedProject } from './mutations/project.ts'
import { type Case, study } from './mutations/study.ts'
import { rateOf, tableOf } from './mutations/table.ts'

// What happens to files that people edit: the files of this repository with one slip each, of thirty kinds. MUTATIONS=20000 looks at more of them
// and prints the table; MUTATION_SEED takes other ones.
const count = Number(process.env['MUTATIONS'] ?? 155)
const seed = Number(process.env['MUTATION_SEED'] ?? 1)
const isStudy = process.env['MUTATIONS'] !== undefined

const project = shippedProject()

function shown({ code, severity, message, hint, span, related, fix }: Diagnostic): unknown {
  const place = span === undefined ? undefined : [span.file.path, span.start, span.end]
  return { code, severity, message, hint, place, related: related?.map((each) => [each.label, each.span.start, each.span.end]), fix: fix?.text }
}

/** Where a diagnostic lies outside of the text that it is about. */
function strays({ span, related = [], hidden, fix }: Diagnostic): boolean {
  const spans = [span, hidden, fix?.span, ...related.map((place) => place.span)].filter((each) => each !== undefined)
  return spans.some(({ file, start, end }) => start < 0 || end < start || end > file.text.length)
}

describe('the shipped project with a slip in it', () => {
  const cases: Case[] = []

  it(
    'is always judged, twice the same, and every place lies inside of its file',
    async () => {
      expect(await judge(project)).toEqual([])
      for await (const each of study(project, count, seed)) {
        cases.push(each)
        expect(each.diagnostics.filter(strays), `${each.kind} in ${each.path}`).toEqual([])
        if (cases.length % 4 !== 0) continue
        const again = await judge(new Map([...project, [each.path, each.after]]))
        expect(again.map(shown), `${each.kind} in ${each.path}`).toEqual(each.diagnostics.map(shown))
      }
      expect(cases.length).toBeGreaterThan(count * 0.9)
    },
    isStudy ? 3_600_000 : 60_000,
  )

  it('tells nothing of a slip that changes nothing', () => {
    expect(cases.filter(({ changesMeaning, diagnostics }) => !changesMeaning && diagnostics.length > 0)).toEqual([])
  })

  it('tells most slips, once, and where they are', () => {
    if (isStudy) console.log(tableOf(cases))
    const changed = cases.filter(({ changesMeaning }) => changesMeaning)
    const caught = changed.filter(({ diagnostics }) => diagnostics.length > 0)
    // What is not told is what nobody could: another word in a text, an optional key that is gone.
    expect(rateOf(caught.length, changed.length)).toBeGreaterThan(85)
    expect(rateOf(caught.filter(({ isFirstRight }) => isFirstRight).length, caught.length)).toBeGreaterThan(85)
    expect(caught.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0) / caught.length).toBeLessThan(1.2)
  })

  // What breaks the syntax or the shape of a file is ours alone to tell.
  it.each(['yaml-', 'schema-'])('tells each slip that ends in %s at its line', (family) => {
    const own = cases.filter(({ diagnostics: [first] }) => first?.code.startsWith(family) === true)
    expect(own.length).toBeGreaterThan(20)
    expect(rateOf(own.filter(({ isFirstRight }) => isFirstRight).length, own.length)).toBeGreaterThan(90)
    expect(own.reduce((sum, { diagnostics }) => sum + diagnostics.length, 0) / own.length).toBeLessThan(1.1)
  })

  it('offers no fix that would make another file of it than the one that was', () => {
    const misspelt = cases.filter(({ kind, diagnostics }) => kind.startsWith('misspell') && diagnostics.some(({ fix }) => fix !== undefined))
    expect(misspelt.length).toBeGreaterThan(5)
    for (const { after, before, diagnostics } of misspelt) {
      const fixes = diagnostics.flatMap(({ fix }) => (fix === undefined ? [] : [fix])).toSorted((left, right) => right.span.start - left.span.start)
      const fixed = fixes.reduce((text, { span, text: word }) => text.slice(0, span.start) + word + text.slice(span.end), after)
      expect(fixed).toBe(before)
    }
  })
})
