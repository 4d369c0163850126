import type { DiagnosticView, PlaceView } from './view.ts'

/** Tests is what a command ran, for the formats that know of tests. */
export interface Tests {
  readonly suites: readonly TestSuite[]
  /** What was found beside the tests. */
  readonly others: readonly DiagnosticView[]
}

/** TestSuite is tests that belong together. */
export interface TestSuite {
  readonly name: string
  readonly tests: readonly TestCase[]
}

/** TestCase is one test; it has failed when one of its diagnostics is an error. */
export interface TestCase {
  readonly name: string
  /** Names with dots, which some readers show as packages. */
  readonly classname: string
  readonly place: Pick<PlaceView, 'file' | 'line'> | undefined
  readonly milliseconds: number
  /** Why it was not run. */
  readonly skipped: string | undefined
  readonly diagnostics: readonly DiagnosticView[]
}
