import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { settle } from '../flow/outcome.ts'
import type { TriedExample, TriedExamples } from '../flow/tried-examples.ts'
import { positionAt } from '../text/source-file.ts'
import type { TestCase, Tests } from './tests.ts'
import { toldViews } from './told-views.ts'
import type { DiagnosticView } from './view.ts'

/** examplesTests is a run of examples as tests: a suite for each integration, a test for each example. */
export function examplesTests({ examples, others }: TriedExamples, settings: { readonly strict: boolean }): Tests {
  const viewsOf = (diagnostics: readonly Diagnostic[]): readonly DiagnosticView[] =>
    toldViews(settle({ diagnostics, result: undefined }, settings).diagnostics, []).diagnostics
  const suites = new Map<string, TestCase[]>()
  for (const example of examples) {
    const test = testOf(example, viewsOf(example.diagnostics))
    const known = suites.get(example.integration)
    if (known === undefined) suites.set(example.integration, [test])
    else known.push(test)
  }
  return { suites: [...suites].map(([name, tests]) => ({ name, tests })), others: viewsOf(others) }
}

function testOf({ integration, tool, name, at, verdict, reason, milliseconds = 0 }: TriedExample, diagnostics: TestCase['diagnostics']): TestCase {
  return {
    name: `${tool}: ${name}`,
    classname: `${integration}.${tool}`,
    place: { file: at.file.path, line: positionAt(at.file, at.start).line },
    milliseconds,
    skipped: verdict === 'skipped' || verdict === 'not-run' ? reason : undefined,
    diagnostics,
  }
}
