import { describe, expect, it } from 'vitest'
import type { ShownRequest, ShownResponse, Tried } from '../../src/flow/tried.ts'
import { plainTheme, themeOf } from '../../src/report/theme.ts'
import { bareWords, tryWords } from '../../src/report/try.ts'
import { columnsOf } from '../../src/text/columns.ts'
import { printable } from '../../src/text/printable.ts'
import type { Phase } from '../../src/world/world.ts'

const request: ShownRequest = { method: 'GET', url: 'https://api.bikes.example/v1/bikes', headers: [], body: undefined, sent: undefined }

const response: ShownResponse = {
  status: 200,
  type: 'application/json',
  headers: [],
  bytes: 2,
  body: '{}',
  milliseconds: 120,
  timeoutSeconds: 5,
  phases: [],
  redirects: [],
  attempts: 1,
}

function tried(part: Partial<Tried> = {}): Tried {
  return {
    integration: 'bikes',
    tool: 'find',
    verdict: 'works',
    request,
    confirmation: undefined,
    response,
    heard: { from: 'answer', value: {} },
    ...part,
  }
}

const answered = (different: Partial<ShownResponse>, value: unknown = null): Tried =>
  tried({ response: { ...response, ...different }, heard: { from: 'select', value } })

function screenOf(shown: Tried, { width = 80, height = undefined as number | undefined, isVerbose = false } = {}): string {
  const { head, body } = tryWords(shown, { ...plainTheme, width, height }, { isVerbose })
  return `${head ?? ''}\n\n${body}`
}

/** The bar and what stands below it. */
function timeIn(different: Partial<ShownResponse>, width = 80): readonly string[] {
  const lines = screenOf(answered(different), { width }).split('\n')
  const start = lines.findIndex((line) => line.includes('a caller bears'))
  return lines
    .slice(
      start,
      lines.findIndex((line, index) => index > start && (line.startsWith('  {') || line === '')),
    )
    .map((line) => line.slice(2))
}

describe('the time', () => {
  const whole: readonly Phase[] = [
    { name: 'dns', milliseconds: 200 },
    { name: 'connect', milliseconds: 400 },
    { name: 'tls', milliseconds: 600 },
    { name: 'wait', milliseconds: 1500 },
    { name: 'read', milliseconds: 300.4 },
  ]

  it.each<[string, Partial<ShownResponse>, readonly string[]]>([
    ['nothing is known of its parts', {}, ['█···········│·················  120 ms of 5 s; a caller bears about 2 s (│)']],
    [
      'all parts, beyond what a caller bears',
      { phases: whole, milliseconds: 3000, timeoutSeconds: 5 },
      [
        '▁▂▂▂▃▃▃█████│███▆▆············  3.0 s of 5 s; a caller bears about 2 s (│)',
        '▁ dns 200 ms   ▂ connect 400 ms   ▃ tls 600 ms   █ wait 1.5 s   ▆ read 300 ms',
      ],
    ],
    [
      'what came before the last attempt',
      { phases: [{ name: 'wait', milliseconds: 500 }], milliseconds: 2500, timeoutSeconds: 5, attempts: 2 },
      ['░░░░░░░░░░░░│██···············  2.5 s of 5 s; a caller bears about 2 s (│)', '░ before 2.0 s   █ wait 500 ms'],
    ],
    [
      'a tool that never keeps a caller waiting that long',
      { milliseconds: 900, timeoutSeconds: 2 },
      ['██████████████················  900 ms of 2 s; a caller bears about 2 s'],
    ],
    [
      'longer than the tool allows',
      { milliseconds: 9000, timeoutSeconds: 3 },
      ['████████████████████│█████████  9.0 s of 3 s; a caller bears about 2 s (│)'],
    ],
  ])('%s', (_, different, lines) => {
    expect(timeIn(different)).toEqual(lines)
  })

  it('its parts are broken where the screen is narrow', () => {
    expect(timeIn({ phases: whole, milliseconds: 3000 }, 50).slice(1)).toEqual([
      '▁ dns 200 ms   ▂ connect 400 ms   ▃ tls 600 ms',
      '█ wait 1.5 s   ▆ read 300 ms',
    ])
  })
})

const wide = '日本語'.repeat(60)
const hostile = '\u001b]0;owned\u0007\u009b31m\u0086x\u0087\u202e\u200b\u{e0041}\r\n\u0000'
const bodies: readonly (readonly [name: string, body: string])[] = [
  ['a page in one line', `<!doctype html>${'<p>x'.repeat(5000)}`],
  ['wide letters', JSON.stringify({ text: wide, [wide]: 1 })],
  ['what would move a terminal', JSON.stringify({ text: hostile, list: [hostile] }) + hostile],
  ['marks that stand on letters', 'e\u0301'.repeat(500)],
  ['tabs', '\t\t\tx\n'.repeat(10)],
  ['ten thousand lines', JSON.stringify(Array.from({ length: 10_000 }, (_, id) => ({ id })))],
  ['lines without an end', 'x\n'.repeat(10_000)],
  ['carriage returns', 'secret\rharmless\r\nnext'],
]

describe('the screen is never wider than the terminal, and nothing on it is a control character', () => {
  it.each(bodies.flatMap(([name, body]) => [40, 80, 120].map((width) => [name, width, body] as const)))(
    '%s at %i columns',
    async (_, width, body) => {
      const long = { ...request, url: `${request.url}?q=${'x'.repeat(300)}`, headers: [['X-Long', `${'y'.repeat(200)}${wide}`]] as const, body }
      const shown = tried({
        request: { ...long, marked: { url: long.url, headers: long.headers, body: long.body } },
        confirmation: { question: `Shall I take ${wide}${hostile}?`, answer: 'yes' },
        response: {
          ...response,
          body,
          type: wide,
          headers: [['x-odd', hostile.repeat(9)]],
          redirects: [`https://bikes.example/${'z'.repeat(200)}`],
          attempts: 3,
        },
        heard: { from: 'answer', value: body },
      })
      for (const isVerbose of [false, true]) {
        const screen = screenOf(shown, { width, isVerbose })
        expect(printable(screen)).toBe(screen)
        expect(screen).not.toMatch(/\t/)
        for (const line of screen.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width)
        if (!isVerbose) expect(screen.split('\n').length).toBeLessThan(140)
      }
      // Colour takes no columns.
      const theme = await themeOf({ colour: true, columns: width, rows: 40 })
      const { body: painted } = tryWords(shown, theme)
      const plain = painted.replace(/\u001b\[\d+m/g, '')
      expect(plain).toBe(tryWords(shown, { ...plainTheme, width, height: 40 }).body)
    },
  )

  it('verbose leaves nothing out', () => {
    const body = JSON.stringify(Array.from({ length: 2000 }, (_, id) => `bike number ${id}`))
    const screen = screenOf(answered({ body, headers: [['x-page', '1']] }), { isVerbose: true })
    expect(screen).toContain('"bike number 1999"')
    expect(screen).toContain('x-page: 1')
    expect(screenOf(answered({ body, headers: [['x-page', '1']] }))).not.toMatch(/number 1999|x-page/)
  })

  it.each([
    [24, 8],
    [40, 13],
    [undefined, 30],
  ])('of a terminal with %s lines, a body takes %i', (height, most) => {
    const body = JSON.stringify(Array.from({ length: 500 }, (_, id) => id))
    const lines = screenOf(answered({ body }), { height }).split('\n')
    const end = lines.findIndex((line) => line.includes('more lines (-v shows all)'))
    expect(end - lines.indexOf('  [')).toBe(most)
    expect(lines[end]).toContain(`… ${502 - most} more lines`)
  })
})

describe('what the agent hears', () => {
  it.each<[string, Tried['heard'], string]>([
    ['a value', { from: 'select', value: { id: 7 } }, 'the agent hears (what select picks, about 2 tokens)\n  {\n    "id": 7\n  }'],
    ['words', { from: 'errors', value: 'Nobody is known.' }, 'the agent hears (the words under response.errors, about 4 tokens)\n  Nobody is known.'],
    ['the whole answer', { from: 'answer', value: {} }, 'the agent hears (the whole answer, about 1 token)\n  as it stands above'],
    ['nothing', { from: 'nothing', value: null }, 'the agent hears (nothing it can use)'],
  ])('%s', (_, heard, expected) => {
    expect(screenOf(tried({ heard })).endsWith(`\n\n${expected}`)).toBe(true)
  })

  it.each<[string, Tried['heard'], string]>([
    ['a value is JSON', { from: 'select', value: [{ id: 7 }] }, '[\n  {\n    "id": 7\n  }\n]\n'],
    ['a text is a text', { from: 'errors', value: 'Nobody is known.' }, 'Nobody is known.\n'],
    ['a text cannot move a terminal', { from: 'answer', value: hostile }, `${printable(hostile)}\n`],
    ['a value cannot either, and stays the same', { from: 'select', value: ['\u009b31m'] }, '[\n  "\\u009b31m"\n]\n'],
    ['null is one', { from: 'answer', value: null }, 'null\n'],
    ['nothing is nothing', { from: 'nothing', value: null }, ''],
  ])('bare: %s', (_, heard, expected) => {
    expect(bareWords(tried({ heard }), true)).toBe(expected)
  })

  it('in a pipe, what is said of an error is JSON, as what is awaited', () => {
    expect(bareWords(tried({ heard: { from: 'errors', value: 'Nobody is "known".' } }), false)).toBe('"Nobody is \\"known\\"."\n')
    expect(bareWords(tried({ heard: { from: 'select', value: 'Ana' } }), false)).toBe('Ana\n')
  })
})

it('what is no text is not shown', () => {
  expect(screenOf(answered({ body: '', base64: 'iVBORw0KGgo=', type: 'image/png', bytes: 8 }))).toContain('200 OK  image/png  8 bytes')
  expect(screenOf(answered({ body: '', base64: 'iVBORw0KGgo=' }))).toContain('\n  (no text)\n')
})
