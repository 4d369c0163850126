import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { XmlDocument } from 'libxml2-wasm'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Format } from '../src/report/formats.ts'

/** SarifResult is the part of a SARIF result that tests look at. */
interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly SarifLocation[]
  readonly relatedLocations?: readonly (SarifLocation & { readonly id: number })[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[]
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string }
    readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>> & {
      readonly snippet?: { readonly text: string }
    }
  }
}

/** SarifRule is the part of a SARIF rule that tests look at. */
interface SarifRule {
  readonly id: string
  readonly help: { readonly text: string; readonly markdown: string }
}

/** GitlabEntry is an entry of a Code Quality report. */
interface GitlabEntry {
  readonly description: string
  readonly fingerprint: string
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } }
}

const judges = {
  json: judgeOf('schemas/report.schema.json'),
  sarif: judgeOf('test/schemas/sarif-2.1.0.schema.json'),
  gitlab: judgeOf('test/schemas/gitlab-code-quality.schema.json'),
}

/** expectFormat holds a report against what its format demands: a schema, a parser, the grammar of its reader. It gives how many diagnostics it tells. */
export function expectFormat(format: Format, text: string): number | undefined {
  expect(text).toMatch(/[^\n]\n$/)
  // eslint-disable-next-line no-control-regex
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]|\p{Surrogate}/u)
  switch (format) {
    case 'text':
      return undefined
    case 'json':
      expectValid(judges.json, JSON.parse(text))
      return JSON.parse(text).diagnostics.length
    case 'github':
      return expectGithub(text)
    case 'gitlab':
      expectValid(judges.gitlab, JSON.parse(text))
      expectDistinct(gitlabIn(text).map(({ fingerprint }) => fingerprint))
      return gitlabIn(text).length
    case 'junit':
      return expectJunit(text)
    case 'sarif':
      return expectSarif(text)
  }
}

/** sarifIn reads the results and rules of a SARIF log. */
export function sarifIn(text: string): { readonly results: readonly SarifResult[]; readonly rules: readonly SarifRule[] } {
  const [run] = JSON.parse(text).runs
  return { results: run.results, rules: run.tool.driver.rules }
}

/** gitlabIn reads a Code Quality report. */
export function gitlabIn(text: string): readonly GitlabEntry[] {
  return JSON.parse(text)
}

/** junitIn gives the strings that an XPath finds in JUnit XML. */
export function junitIn(text: string, path: string): readonly string[] {
  const document = XmlDocument.fromString(text)
  try {
    return document.find(path).map((node) => node.content)
  } finally {
    document.dispose()
  }
}

function expectSarif(text: string): number {
  expectValid(judges.sarif, JSON.parse(text))
  const { results, rules } = sarifIn(text)
  expectDistinct(rules.map(({ id }) => id))
  expectDistinct(results.map(({ partialFingerprints }) => partialFingerprints['digaInt/v1'] ?? ''))
  for (const { ruleId, ruleIndex, locations, relatedLocations = [], message } of results) {
    expect(rules[ruleIndex]?.id).toBe(ruleId)
    expect(locations).toHaveLength(1)
    expect(relatedLocations.map(({ id }) => id)).toEqual(relatedLocations.map((_, index) => index + 1))
    for (const { physicalLocation } of [...locations, ...relatedLocations]) {
      const { startLine, startColumn, endLine, endColumn, snippet } = physicalLocation.region
      for (const number of [startLine, startColumn, endLine, endColumn]) expect(number).toBeGreaterThanOrEqual(1)
      if (snippet !== undefined) expect(snippet.text).toHaveLength(endColumn - startColumn)
    }
    expect(message.text).not.toMatch(/(?<!\\)\[[^\]]*\]\(/)
  }
  // What a comment waives stands there too, as suppressed.
  return results.filter(({ suppressions = [] }) => suppressions.length === 0).length
}

function expectJunit(text: string): number {
  const tests = junitIn(text, '//testcase').length
  const failures = junitIn(text, '//testcase/failure').length
  expect(tests).toBeGreaterThan(0)
  expect([...junitIn(text, '/testsuites/@tests'), ...junitIn(text, '/testsuites/@failures')]).toEqual([String(tests), String(failures)])
  const sum = (path: string): number => junitIn(text, path).reduce((total, count) => total + Number(count), 0)
  expect([sum('//testsuite/@tests'), sum('//testsuite/@failures')]).toEqual([tests, failures])
  // GitLab tells tests apart by the names of suite, class and test.
  for (const suite of new Set(junitIn(text, '//testsuite/@name'))) {
    expectDistinct(
      junitIn(text, '//testsuite').length === 1 || !suite.includes('"')
        ? junitIn(text, `//testsuite[@name=${JSON.stringify(suite)}]/testcase/@name`)
        : [],
    )
  }
  return junitIn(text, '//testcase[failure or system-out]').length
}

/** As the runner reads a log: a line that starts so is a command, whatever else is in it. */
function expectGithub(text: string): number {
  const lines = text.trimEnd().split('\n')
  expect(lines.at(-1)).toMatch(/^diga-int \w+: /)
  const commands = lines.slice(0, -1)
  for (const command of commands)
    expect(command).toMatch(/^::(error|warning|notice) (?:(?:file|line|endLine|col|endColumn|title)=[^,:]*(?:,|(?=::)))+::/)
  return commands.length
}

function expectValid(judge: ValidateFunction, value: unknown): void {
  expect(judge(value), JSON.stringify(judge.errors?.slice(0, 3))).toBe(true)
}

function expectDistinct(values: readonly string[]): void {
  expect(new Set(values).size).toBe(values.length)
}

function judgeOf(path: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false })
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i)
  // A colon in the first part would make it a scheme.
  ajv.addFormat('uri-reference', /^(?:(?:[\w\-.~!$&'()*+,;=@]|%[0-9a-f]{2})+)?(?:[\w\-.~:/?#@!$&'()*+,;=]|%[0-9a-f]{2})*$/i)
  for (const unused of ['uuid', 'date-time']) ajv.addFormat(unused, true)
  return ajv.compile(JSON.parse(readFileSync(path, 'utf8')))
}
