import { printable, printableLine, shorten } from '../text/printable.ts'
import { type Hosted, movedTo } from './hosted.ts'
import { diagnosticText } from './diagnostic-text.ts'
import type { TestCase, Tests, TestSuite } from './tests.ts'
import { plainTheme } from './theme.ts'
import type { DiagnosticView } from './view.ts'

/**
 * renderJunit writes JUnit XML, which every CI shows as a list of tests. Of a command that ran tests, these are the tests; of any other, each file with
 * something to tell is a suite, in it a test for each diagnostic. What does not fail the run is a test that passes, with the diagnostic as its output.
 */
export function renderJunit({ view: { command, diagnostics }, repositoryPath }: Hosted, tests?: Tests): string {
  const whole = `diga-int ${command}`
  const told = tests === undefined ? diagnostics : tests.others.map((diagnostic) => movedTo(diagnostic, repositoryPath))
  const ran = (tests?.suites ?? []).map((suite) => ({ ...suite, tests: suite.tests.map((test) => relocated(test, repositoryPath)) }))
  const found = [...ran, ...suitesOf(whole, told)]
  // A report without a test is taken for one that went missing.
  const suites = found.length === 0 ? [{ name: whole, tests: [nothingWrong(whole)] }] : found
  const counts = countsOf(suites.flatMap((suite) => suite.tests))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: whole, ...counts }, suites.map(suiteText))}\n`
}

function relocated(test: TestCase, pathOf: Hosted['repositoryPath']): TestCase {
  const place = test.place === undefined ? undefined : { ...test.place, file: pathOf(test.place.file) }
  return { ...test, place, diagnostics: test.diagnostics.map((diagnostic) => movedTo(diagnostic, pathOf)) }
}

function nothingWrong(classname: string): TestCase {
  return { name: 'nothing wrong', classname, place: undefined, milliseconds: 0, skipped: undefined, diagnostics: [] }
}

function suitesOf(whole: string, diagnostics: readonly DiagnosticView[]): readonly TestSuite[] {
  const byFile = new Map<string, TestCase[]>()
  for (const diagnostic of diagnostics) {
    const { code, message, place } = diagnostic
    const name = place?.file ?? whole
    const test = { name: `${code}: ${message}`, classname: classOf(name), place, milliseconds: 0, skipped: undefined, diagnostics: [diagnostic] }
    const known = byFile.get(name)
    if (known === undefined) byFile.set(name, [test])
    else known.push(test)
  }
  return [...byFile].map(([name, tests]) => ({ name, tests }))
}

function suiteText({ name, tests }: TestSuite): string {
  const seen = new Map<string, number>()
  const cases = tests.map((test) => {
    const title = shorten(printableLine(test.name), longestTitle)
    const nth = (seen.get(title) ?? 0) + 1
    seen.set(title, nth)
    // Of two tests with one name, GitLab shows the last.
    return caseText(nth === 1 ? title : `${title} (${nth})`, test)
  })
  return element('testsuite', { name, ...countsOf(tests) }, cases)
}

const longestTitle = 200

/** Jenkins takes dots for packages: folders become those, and the ending goes. */
function classOf(file: string): string {
  return file.replace(/(?<=[^/])\.\w+$/, '').replaceAll('/', '.')
}

function caseText(name: string, { classname, place, milliseconds, skipped, diagnostics }: TestCase): string {
  const textOf = (wanted: readonly DiagnosticView[]): string => wanted.map((diagnostic) => diagnosticText(diagnostic, plainTheme)).join('\n\n')
  const errors = diagnostics.filter(isError)
  const others = diagnostics.filter((diagnostic) => !isError(diagnostic))
  const [first] = errors
  return element(
    'testcase',
    { name, classname, ...(place === undefined ? {} : { file: place.file, line: place.line }), time: seconds(milliseconds) },
    [
      ...(skipped === undefined ? [] : [element('skipped', { message: printableLine(skipped) }, [])]),
      ...(first === undefined ? [] : [textElement('failure', { type: first.code, message: printableLine(first.message) }, textOf(errors))]),
      ...(others.length === 0 ? [] : [textElement('system-out', {}, textOf(others))]),
    ],
  )
}

function isError({ severity }: DiagnosticView): boolean {
  return severity === 'error'
}

/** What readers want of a suite; some want a time even where there is none. */
function countsOf(tests: readonly TestCase[]): object {
  const failures = tests.filter(({ diagnostics }) => diagnostics.some(isError)).length
  const skipped = tests.filter((test) => test.skipped !== undefined).length
  const time = seconds(tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0))
  return { tests: tests.length, failures, errors: 0, ...(skipped === 0 ? {} : { skipped }), time }
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000
}

function element(name: string, attributes: object, children: readonly string[]): string {
  const start = startOf(name, attributes)
  return children.length === 0 ? `<${start}/>` : [`<${start}>`, ...children, `</${name}>`].join('\n')
}

function textElement(name: string, attributes: object, text: string): string {
  return `<${startOf(name, attributes)}>${textOf(text)}</${name}>`
}

function startOf(name: string, attributes: object): string {
  return [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${textOf(String(value)).replaceAll('"', '&quot;')}"`)].join(' ')
}

/** What is printable can stand in XML, but for markup and two characters that XML has no way to write. */
function textOf(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
