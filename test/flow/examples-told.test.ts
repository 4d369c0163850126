import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Format } from '../../src/report/formats.ts'
import { expectFormat, junitIn } from '../formats.ts'
import { runIn, type Script } from '../world.ts'
import { folderOf } from './real.ts'

/** A library with two tools; what their examples are stands in the test. */
function library(books: string, loans: string): string {
  return `type: http
description: A public library
base_url: https://library.example
credentials: { type: bearer, token: "\${LIBRARY_TOKEN}" }
tools:
  find_book:
    description: Finds a book on the shelves. Use it when the caller names a title.
    parameters:
      title: { type: string, description: What the title begins with }
      year: { type: integer, required: false, description: The year it came out }
    request: { method: GET, path: /books, query: { title: "{title}", year: "{year}" } }
    response: { select: "{title: title, shelf: shelf}" }
    timeout_seconds: 5
    examples: ${books}
  list_loans:
    description: Lists what is lent. Use it when the caller asks what is due.
    request: { method: GET, path: /loans }
    examples: ${loans}
`
}

const book = (name: string, more = ''): string => `{ name: ${name}, arguments: { title: ${name} }${more} }`
const listOf = (...examples: readonly string[]): string => `[${examples.join(', ')}]`
const environment = { LIBRARY_TOKEN: 'library-5ecret' }
const shelved = { title: 'Emma', shelf: 'A3' }

interface Tried {
  readonly code: string
  readonly message: string
  readonly related?: readonly { readonly label: string; readonly line: number }[]
}

interface Report {
  readonly ok: boolean
  readonly counts: { readonly error: number }
  readonly diagnostics: readonly Tried[]
  readonly result: {
    readonly examples: readonly { readonly verdict: string; readonly differences: readonly unknown[] }[]
    readonly waits: readonly Readonly<Record<string, unknown>>[]
  }
}

async function tried(text: string, script: Script, ...more: readonly string[]): Promise<{ readonly out: string; readonly exitCode: number }> {
  const folder = folderOf({ 'integrations/library.yaml': text })
  return runIn(folder, ['try', '--examples', '--jobs', '1', ...more], { environment, ...script })
}

async function reported(text: string, script: Script, ...more: readonly string[]): Promise<Report> {
  const { out } = await tried(text, script, '--format', 'json', ...more)
  expectFormat('json', out)
  return JSON.parse(out)
}

describe('which examples a diagnostic is of', () => {
  const four = library(listOf(book('emma'), book('ulysses')), listOf('{ name: today }', '{ name: overdue }'))
  const titles = ['library/find_book "emma"', 'library/find_book "ulysses"', 'library/list_loans "today"', 'library/list_loans "overdue"']

  it.each<readonly [string, Script['http']]>([
    ['credentials that are refused', [{ status: 401, body: { message: 'who are you?' } }]],
    ['too many calls', [{ status: 429, body: {} }]],
    ['no answer', [{ failure: { kind: 'reset', detail: 'ECONNRESET' } }]],
    ['an interruption', [{ failure: { kind: 'interrupted', detail: 'interrupted' } }]],
  ])('%s: all of them, in their order, in every format', async (_, http = []) => {
    const { diagnostics, counts, result } = await reported(four, { http })
    expect(result.examples.every(({ verdict }) => verdict === 'failed' || verdict === 'no-answer')).toBe(true)
    expect(counts.error).toBe(diagnostics.length)
    const told = diagnostics.flatMap(({ message }) => titles.filter((title) => message.includes(title)))
    expect(told).toEqual(titles)
    for (const { related = [] } of diagnostics)
      expect(related.map(({ label }) => label)).toEqual(titles.filter((title) => related.some(({ label }) => label === title)))
    for (const format of ['text', 'github', 'gitlab', 'sarif'] satisfies readonly Format[]) {
      const { out } = await tried(four, { http }, '--format', format)
      expectFormat(format, out)
      const words = out.replaceAll('\\"', '"').replace(/\s+/g, ' ')
      for (const title of titles) expect(words).toContain(title)
    }
    const { out } = await tried(four, { http }, '--format', 'junit')
    expect(junitIn(out, '//testcase[failure]/@name')).toHaveLength(4)
  })

  it('what several have in common is told once, with the places of all', async () => {
    const { diagnostics } = await reported(four, { environment: {} })
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]?.message).toBe(`environment variable "LIBRARY_TOKEN" is not set (${titles.slice(0, 3).join(', ')} and ${titles[3]})`)
    expect(diagnostics[0]?.related).toMatchObject([
      { label: titles[0], line: 14 },
      { label: titles[1], line: 14 },
      { label: titles[2], line: 18 },
      { label: titles[3], line: 18 },
    ])
  })

  it('many are counted', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `number${index}`)
    const { diagnostics } = await reported(library(listOf(...names.map((name) => book(name))), '[]'), { environment: {} })
    expect(diagnostics[0]?.message).toMatch(/"number9" and 20 more examples\)$/)
    expect(diagnostics[0]?.related?.map(({ label }) => label)).toEqual(names.map((name) => `library/find_book "${name}"`))
  })

  it('answers that say different things are told apart', async () => {
    const http = [
      { status: 400, body: { message: 'no such title' } },
      { status: 400, body: { message: 'the catalogue is closed' } },
      { status: 200, body: {} },
    ]
    const { diagnostics, counts } = await reported(four, { http })
    expect(counts.error).toBe(2)
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'the server answered 400: no such title (library/find_book "emma")',
      'the server answered 400: the catalogue is closed (library/find_book "ulysses")',
    ])
  })
})

it('what an answer with another status gives is compared as well', async () => {
  const text = library(listOf(book('emma', ', expect: { status: 200, result: { shelf: A3 }, headers: { etag: "*" }, within_seconds: 0.05 }')), '[]')
  const { diagnostics, result } = await reported(text, { http: [{ status: 404, body: {} }] })
  expect(diagnostics.map(({ code }) => code).toSorted()).toEqual([
    'example-header-differs',
    'example-result-differs',
    'example-slow',
    'example-status-differs',
  ])
  expect(result.examples[0]?.differences).toEqual([{ pointer: '', expected: '{"shelf":"A3"}', got: 'null' }])
  expect(diagnostics.find(({ code }) => code === 'example-slow')?.message).toMatch(/expects an answer within 50 ms, and it took 120 ms$/)
})

it.each([
  [0.0001, 1, 'within 0.1 ms, and it took 1 ms'],
  [0.5, 2310, 'within 500 ms, and it took 2.31 s'],
  [2, 2004, 'within 2 s, and it took 2.004 s'],
])('within_seconds %d is told in a unit that shows it', async (within, milliseconds, words) => {
  const text = library(listOf(book('emma', `, expect: { within_seconds: ${within} }`)), '[]')
  const { diagnostics } = await reported(text, { http: [{ status: 200, milliseconds, body: shelved }] })
  expect(diagnostics.map(({ message }) => message)).toContainEqual(expect.stringContaining(words))
})

it('a wrong argument keeps back its own example alone', async () => {
  const text = library(listOf('{ name: emma, arguments: { titel: Emma } }', book('ulysses')), '[]')
  const script = { http: [{ status: 200, body: shelved }] }
  const { result, diagnostics } = await reported(text, script)
  expect(result.examples.map(({ verdict }) => verdict)).toEqual(['refused', 'passed'])
  expect(diagnostics.length).toBeGreaterThan(0)
  expect(diagnostics.every(({ message }) => message.includes('library/find_book "emma"'))).toBe(true)
})

describe('--repeat', () => {
  const one = library(listOf(book('emma', ', expect: { status: 200 }')), '[]')
  const right = { status: 200, body: shelved }
  const wrong = { status: 500, milliseconds: 1, body: {} }

  it('only calls that passed say how long callers wait', async () => {
    const { result } = await reported(one, { http: [right, wrong, right, wrong] }, '--repeat', '4')
    expect(result.waits).toMatchObject([{ runs: 4, measured: 2, p50: 120, p95: 120, max: 120, fit: 'fits' }])
    const { out } = await tried(one, { http: [right, wrong, right, wrong] }, '--repeat', '4')
    expect(out).toContain('in 2 of 4 calls (2 failed)')
  })

  it('where none passed, that is said', async () => {
    const { result } = await reported(one, { http: [wrong] }, '--repeat', '3')
    expect(result.waits).toEqual([
      {
        ...{ integration: 'library', tool: 'find_book', runs: 3, measured: 0, p50: null, p95: null, max: null },
        ...{ fit: 'unknown', reason: 'none of 3 calls passed' },
      },
    ])
    const { out } = await tried(one, { http: [wrong] }, '--repeat', '3', '--bail')
    expect(out).toContain('\n\nunknown    library/find_book  the one call did not pass\n\n')
    expect(out).not.toContain('fits')
  })

  it('answers that come too late for their example do not just fit', async () => {
    const text = library(listOf(book('emma', ', expect: { within_seconds: 0.1 }')), '[]')
    const { result } = await reported(text, { http: [right] }, '--repeat', '2')
    expect(result.waits).toMatchObject([{ measured: 2, fit: 'tight', reason: '2 of 2 calls took longer than their example allows' }])
  })

  it('one call without an answer is one call', async () => {
    const http = [right, { failure: { kind: 'reset', detail: 'ECONNRESET' } as const }]
    const text = library(listOf(book('emma')), '[]')
    const { result } = await reported(text, { http }, '--repeat', '2')
    expect(result.waits).toMatchObject([{ fit: 'too-slow', reason: '1 of 2 calls got no answer' }])
  })
})

it.each([
  [['library/list_loans', 'due=today'], '"due=today" is an argument, and with --examples each example has its own'],
  [['library/list_loans', 'count:=3'], '"count:=3" is an argument, and with --examples each example has its own'],
  [['--offline', '--repeat', '3'], '--offline and --repeat do not go together: a recorded answer takes no time'],
])('%j is used wrongly, and nothing is sent', async (words, trouble) => {
  const folder = folderOf({ 'integrations/library.yaml': library('[]', '[{ name: today }]') })
  const { err, out, exitCode, requests } = await runIn(folder, ['try', '--examples', ...words], { environment, http: [{ status: 200, body: [] }] })
  expect({ err, out, exitCode, requests }).toEqual({ err: `diga-int: ${trouble}\n`, out: '', exitCode: 2, requests: [] })
})

describe('the screen', () => {
  const passing = { status: 200, body: shelved }

  it('a row says that its answer was not recorded', async () => {
    const text = library(listOf(book('emma'), book('ulysses')), '[]')
    const http = [{ status: 200, body: { title: 'library-5ecret', shelf: 'x'.repeat(70_000) } }, passing]
    const folder = folderOf({ 'integrations/library.yaml': text })
    const { out, exitCode } = await runIn(folder, ['try', '--examples', '--jobs', '1', '--record'], { environment, http })
    expect(out).toContain('passed     library/find_book  emma     200  120 ms  not recorded\n')
    expect(out).toContain('passed     library/find_book  ulysses  200  120 ms  recorded\n')
    expect(out).toContain('\n\nfailed  2 examples: 2 passed, 1 recorded, 1 not recorded\n')
    expect(out.replace(/\s+/g, ' ')).toContain('it has 69 KiB; at most 64 KiB are (library/find_book "emma")')
    expect(exitCode).toBe(3)
    expect(readFileSync(join(folder, 'integrations/library.yaml'), 'utf8')).toContain('recorded')
  })

  it('--strict says that warnings failed the run', async () => {
    const text = library(listOf(book('emma'), book('ulysses')), '[]')
    const http = [{ ...passing, milliseconds: 2400 }, passing]
    const lax = await tried(text, { http })
    expect(lax.out).toContain('\n\nok  2 examples: 2 passed\n')
    const { out, exitCode } = await tried(text, { http }, '--strict')
    expect(out).toContain('failed     library/find_book  emma     200  2.4 s  warnings\n')
    expect(out).toContain('\n\nfailed  2 examples: 1 passed, 1 failed by warnings (--strict)\n')
    expect(exitCode).toBe(1)
  })

  it('a run that failed beside its examples says so', async () => {
    const { out, exitCode } = await tried(library(listOf(book('emma')), '[]'), { http: [passing] }, 'library', 'libary')
    expect(out).toContain('\n\nfailed  1 example: 1 passed, 1 error beside the examples\n')
    expect(exitCode).toBe(1)
  })

  it.each([40, 60, 80, 120])('in %d columns nothing breaks within a value', async (columns) => {
    const long = 'a title nobody has ever asked for'
    const text = library(
      listOf(book(long), book('emma', ', expect: { result: { shelf: B1 } }'), book('ulysses')),
      listOf('{ name: due }'),
    ).replaceAll('find_book', 'find_book_by_its_title')
    const http = [1, 2, 3, 4, 5].flatMap((at) => [{ ...passing, milliseconds: 2400 + at }, passing, { status: 500, body: {} }])
    const { out } = await tried(text, { http, columns }, '--repeat', '3')
    const start = String.raw`(?:passed|failed|fits|tight|too slow|unknown) +`
    const isOurs = new RegExp(`^(?:${start}(?:library/|\\d+ examples:)| {4}[^ |])`)
    const rows = out.split('\n').filter((line) => isOurs.test(line) && !line.includes('library.yaml'))
    expect(rows.length).toBeGreaterThan(6)
    for (const row of rows) {
      expect(row.length).toBeLessThanOrEqual(Math.max(columns, 4 + 'library/find_book_by_its_title'.length + 19))
      expect(row).not.toMatch(/(?:pre_speech:|p50|p95|max|max \d+|\d\.\d|in|in \d+|of|\(\d+)$|^ *(?:ms\b|s\b|,)/)
    }
  })
})
