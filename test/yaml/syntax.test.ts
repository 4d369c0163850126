import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { positionAt } from '../../src/text/source-file.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

async function told(text: string): Promise<Diagnostic> {
  const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text })
  if (parsed.ok) throw new Error('the text is YAML')
  expect(parsed.diagnostics).toHaveLength(1)
  const [first] = parsed.diagnostics
  if (first === undefined) throw new Error('nothing is told')
  return first
}

/** Line, column and what is marked. */
function placeOf({ span }: Diagnostic): string {
  if (span === undefined) return 'nowhere'
  const { line, column } = positionAt(span.file, span.start)
  return `${line}:${column} ${span.file.text.slice(span.start, span.end)}`
}

function fixed({ fix }: Diagnostic, text: string): string | undefined {
  return fix === undefined ? undefined : text.slice(0, fix.span.start) + fix.text + text.slice(fix.span.end)
}

const bikes = `type: http
description: Bikes for rent
tools:
  find_bike:
    description: Finds a bike
    request:
      method: GET
      path: /bikes
      query:
        size: "{size}"
    response:
      select: bikes[]
      errors: { 404: None }
    examples:
      - name: a small one
        arguments: { size: small }
  rent_bike:
    description: Rents a bike
    confirmation: Shall I?
    request:
      method: POST
      path: /rentals
`

const nbsp = String.fromCharCode(0xa0)
const zeroWidth = String.fromCharCode(0x200b)

// What a person does to a file that was right: the words that change, the place that is told, what is said of it, and the fix where it is safe.
describe('one slip is told once, where it is', () => {
  it.each<[string, string, string, string, RegExp, string?]>([
    ['a colon in a text', 'Finds a bike', 'Finds a bike: fast', '5:30 :', /holds ": "/, 'description: "Finds a bike: fast"'],
    ['a colon that may be a key', 'request:\n      method: GET', 'request: method: GET', '6:20 :', /holds ": "/],
    ['a quote that is not closed', '"{size}"', '"{size}', '10:15 "', /opened and never closed/],
    ['a quote that is not opened', '"{size}"', '{size}"', '10:21 "', /closed and never opened/],
    ['an apostrophe in single quotes', 'Rents a bike', "'There's a bike'", "18:24 '", /apostrophe/, "'There''s a bike'"],
    ['words behind a quoted text', 'Rents a bike', '"Rent" a bike', '18:24  a bike', /quotes end/],
    ['a backslash in double quotes', '/rentals', '"^\\d$"', '22:15 \\d', /means nothing in double quotes/, "'^\\d$'"],
    ['a bracket that is not closed', '{ size: small }', '{ size: small', '16:20 {', /opened and never closed/],
    ['another bracket', '{ 404: None }', '{ 404: [None }', '13:22 [', /opened and never closed/],
    ['a bracket that is not opened', '{ 404: None }', '404: None }', '13:25 }', /closes what was never opened/],
    ['a lost comma', '{ 404: None }', '{ 404: None 410: Gone }', '13:26  ', /comma is missing/],
    [
      'a lost colon',
      'request:\n      method: POST',
      'request\n      method: POST',
      '20:5 request',
      /without a colon/,
      'request:\n      method: POST',
    ],
    ['a lost space', 'method: POST', 'method:POST', '21:7 method:', /space is missing/, 'method: POST'],
    ['a lost space before a quote', 'size: "{size}"', 'size:"{a: b, c: d}"', '10:9 size:', /space is missing/, 'size: "{a: b, c: d}"'],
    ['a lost dash', '- name: a', 'name: a', '15:7 name', /dash is missing/],
    ['a lost space behind a dash', '- name: a', '-name: a', '15:7 -', /space is missing behind the dash/, '- name: a'],
    ['a text that starts with @', 'Shall I?', '@caller, shall I?', '19:19 @caller,', /cannot start with "@"/, '"@caller, shall I?"'],
    ['a text that starts with a back-tick', 'Shall I?', '`yes` or no?', '19:19 `yes`', /cannot start with "`"/, '"`yes` or no?"'],
    ['an alias of nothing', '/rentals', '*rentals', '22:13 *rentals', /repeats "&rentals"/],
    ['a call variable without quotes', '"{size}"', '{{size}}', '10:15 {{size}}', /as a mapping/, '"{{size}}"'],
    ['a colon of another script', 'method: POST', 'method：POST', '21:13 ：', /is no colon/, 'method: POST'],
    ['a space that is none', '      method: POST', `${nbsp}${nbsp}    method: POST`, `21:1 ${nbsp}`, /U\+00A0/],
    ['a character without width', '    confirmation', `  ${zeroWidth}  confirmation`, `19:3 ${zeroWidth}`, /U\+200B/],
    ['a tab', '      path: /rentals', '\tpath: /rentals', '22:1 \t', /a tab is used/],
    ['a tab behind spaces', '      path: /rentals', '    \tpath: /rentals', '22:5 \t', /a tab is used/],
    ['a line too far right', '      path: /rentals', '        path: /rentals', '22:9 path', /too far/],
    ['the first line too far right', '      method: POST', '        method: POST', '21:9 method', /too far/],
    ['a line too far left', '      method: GET', '    method: GET', '7:5 method', /too little/],
    ['a key too far left, with the rest behind it', '    response:', '  response:', '11:3 response', /too little/],
    ['a tool too far left', '  find_bike:', 'find_bike:', '4:1 find_bike', /too little/],
    ['an item too far right', '      - name: a small one', '        - name: a small one', '15:11 name', /too far/],
    ['a list too far left', '        arguments', '      arguments', '16:7 arguments', /too little/],
    [
      'a block too far right',
      '    request:\n      method: POST\n      path:',
      '      request:\n        method: POST\n        path:',
      '20:7 request',
      /too far/,
    ],
  ])('%s', async (_, words, slip, place, message, fix) => {
    expect(bikes).toContain(words)
    const text = bikes.replace(words, () => slip)
    const diagnostic = await told(text)
    expect(placeOf(diagnostic)).toBe(place)
    expect(diagnostic.message).toMatch(message)
    const expected = fix === undefined ? undefined : text.replace(slip, () => fix.replace(/^description: /, ''))
    expect(fixed(diagnostic, text)).toBe(expected)
  })

  it.each<[string, string, string, string?]>([
    ['{ method: GET, path: /bikes/{id} }', '{id}', 'put the whole text in quotes: "/bikes/{id}"', '{ method: GET, path: "/bikes/{id}" }'],
    ['{ method: GET, path: /b/{id}, query: { size: x-{s} } }', '{id}', 'put the whole text in quotes: "/b/{id}"'],
    [
      '{ method: GET, path: /bikes, query: { key: pw-{key} } }',
      '{key}',
      'put the whole text in quotes',
      '{ method: GET, path: /bikes, query: { key: "pw-{key}" } }',
    ],
    [
      '{ method: GET, path: /bikes, query: { key: ${KEY} } }',
      '${KEY}',
      'put the whole text in quotes: "${KEY}"',
      '{ method: GET, path: /bikes, query: { key: "${KEY}" } }',
    ],
  ])('a placeholder in braces: %s', async (request, place, hint, mended) => {
    const block = '    request:\n      method: POST\n      path: /rentals\n'
    const text = bikes.replace(block, () => `    request: ${request}\n`)
    const diagnostic = await told(text)
    expect(diagnostic).toMatchObject({ code: 'yaml-syntax', message: `YAML reads "${place}" as a mapping`, hint })
    expect(placeOf(diagnostic)).toMatch(/^20:/)
    expect(fixed(diagnostic, text)).toBe(mended === undefined ? undefined : text.replace(request, () => mended))
  })

  it('a mapping whose lines are indented like its key is told there, not where a key then stands twice', async () => {
    const shifted = bikes.replace(
      '    request:\n      method: POST\n      path: /rentals',
      '    request:\n    description: again\n    path: /rentals',
    )
    expect(await told(shifted)).toMatchObject({ code: 'yaml-duplicate-key', message: '"description" is indented too little' })
  })

  it('keys of which several stand twice have lost the line above them', async () => {
    const diagnostic = await told(bikes.replace('  rent_bike:\n', ''))
    expect(placeOf(diagnostic)).toBe('17:5 description')
    expect(diagnostic.hint).toMatch(/2 keys do: is the line missing/)
    expect(diagnostic.related).toHaveLength(1)
  })

  it('the second of two slips does not hide the first', async () => {
    const diagnostic = await told(bikes.replace('Finds a bike', 'Finds a bike: fast').replace('method: POST', 'method:POST'))
    expect(placeOf(diagnostic)).toBe('5:30 :')
  })

  it('a line that may hold a secret is not shown', async () => {
    const text = 'credentials:\n  type: bearer\n  token: "sk-4f9c2a77d1e84b0\n  other: 1\n'
    const { hidden, message } = await told(text)
    expect(hidden === undefined ? '' : text.slice(hidden.start, hidden.end)).toBe('"sk-4f9c2a77d1e84b0')
    expect(message).not.toContain('sk-')
  })
})

describe('a text without end is told in a moment', () => {
  it.each<[string, string]>([
    ['colons', `a: ${': '.repeat(60_000)}`],
    ['spaces in braces', `a: {${' '.repeat(100_000)}b c: d: e`],
    ['quotes', `a: ${'"a" '.repeat(30_000)}`],
    [
      'lines at random indentations',
      `a:\n${Array.from({ length: 3000 }, (_, line) => `${' '.repeat(1 + ((line * 7) % 23))}k${line}: v`).join('\n')}`,
    ],
    ['keys of which one stands twice', `${Array.from({ length: 30_000 }, (_, line) => `k${line % 29_999}: v`).join('\n')}`],
  ])('%s', async (_, text) => {
    const { span } = await told(text)
    expect(span !== undefined && span.end <= text.length).toBe(true)
  })
})
