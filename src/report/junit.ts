import { printable, printableLine, shorten } from '../text/printable.ts'
import type { Hosted } from './hosted.ts'
import { diagnosticText } from './diagnostic-text.ts'
import { plainTheme } from './theme.ts'
import type { DiagnosticView } from './view.ts'

/**
 * renderJunit writes JUnit XML, which every CI shows as a list of tests: a suite for each file with something to tell, in it a test for each
 * diagnostic. What does not fail the run is a test that passes, with the diagnostic as its output.
 */
export function renderJunit({ view: { command, diagnostics } }: Hosted): string {
  const whole = `diga-int ${command}`
  const byFile = new Map<string, DiagnosticView[]>()
  for (const diagnostic of diagnostics) {
    const name = diagnostic.place?.file ?? whole
    const known = byFile.get(name)
    if (known === undefined) byFile.set(name, [diagnostic])
    else known.push(diagnostic)
  }
  // A report without a test is taken for one that went missing.
  const suites = diagnostics.length === 0 ? [cleanSuite(whole)] : [...byFile].map(([name, inFile]) => suiteOf(name, inFile))
  const counts = diagnostics.length === 0 ? countsOf(1, 0) : countsIn(diagnostics)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: whole, ...counts }, suites)}\n`
}

function cleanSuite(name: string): string {
  return element('testsuite', { name, ...countsOf(1, 0) }, [element('testcase', { name: 'nothing wrong', classname: name, time: 0 }, [])])
}

function suiteOf(name: string, diagnostics: readonly DiagnosticView[]): string {
  const seen = new Map<string, number>()
  const cases = diagnostics.map((diagnostic) => {
    const title = shorten(printableLine(`${diagnostic.code}: ${diagnostic.message}`), longestTitle)
    const nth = (seen.get(title) ?? 0) + 1
    seen.set(title, nth)
    // Of two tests with one name, GitLab shows the last.
    return caseOf(nth === 1 ? title : `${title} (${nth})`, classOf(name), diagnostic)
  })
  return element('testsuite', { name, ...countsIn(diagnostics) }, cases)
}

const longestTitle = 200

/** Jenkins takes dots for packages: folders become those, and the ending goes. */
function classOf(file: string): string {
  return file.replace(/(?<=[^/])\.\w+$/, '').replaceAll('/', '.')
}

function caseOf(name: string, classname: string, diagnostic: DiagnosticView): string {
  const { code, severity, message, place } = diagnostic
  const words = diagnosticText(diagnostic, plainTheme)
  return element('testcase', { name, classname, ...(place === undefined ? {} : { file: place.file, line: place.line }), time: 0 }, [
    severity === 'error' ? textElement('failure', { type: code, message: printableLine(message) }, words) : textElement('system-out', {}, words),
  ])
}

function countsIn(diagnostics: readonly DiagnosticView[]): object {
  return countsOf(diagnostics.length, diagnostics.filter(({ severity }) => severity === 'error').length)
}

// Some readers want a time.
function countsOf(tests: number, failures: number): object {
  return { tests, failures, errors: 0, time: 0 }
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
