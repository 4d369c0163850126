import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../src/diagnostic/codes.ts'
import { renderers } from '../src/report/reporter.ts'
import { themeOf } from '../src/report/theme.ts'
import { viewOf } from '../src/report/view.ts'

const file = { path: 'integrations/dentist.yaml', text: 'type: http\nbase_url: http://dentist.example\n' }
const hostile = '\u001b[31mred\u001b[0m \u202ereversed\u{e0041}'
const diagnostics = [
  diagnose('yaml-syntax', {
    message: 'first',
    span: { file, start: 0, end: 4 },
    hint: 'do this',
    related: [{ span: { file, start: 11, end: 19 }, label: 'seen here' }],
  }),
  diagnose('project-file-ignored', { message: `second, ${hostile}` }),
  diagnose('bundle-note', { message: 'third: 100 %, a\nb', span: { file, start: 21, end: 22 } }),
]
const view = viewOf('explain', { diagnostics, result: {} }, { words: hostile })
const validate = new Ajv2020().compile(JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')))

describe.each(Object.entries(renderers))('%s', (name, render) => {
  const render1 = async (colour: boolean): Promise<string> =>
    render({ view, words: () => ({ body: 'own words' }) }, await themeOf({ colour, columns: 80 }))

  it('ends in one line feed and is the same twice', async () => {
    expect(await render1(false)).toMatch(/[^\n]\n$/)
    expect(await render1(false)).toBe(await render1(false))
  })

  it('lets no unseen character through', async () => {
    // eslint-disable-next-line no-control-regex
    expect(await render1(false)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e\u{e0041}]/u)
  })

  it('tells every diagnostic', async () => {
    for (const { code } of diagnostics) expect(await render1(name === 'text')).toContain(code)
  })
})

it('json is valid against its published schema', () => {
  expect(validate(JSON.parse(renderers.json({ view, words: () => ({ body: '' }) }))), JSON.stringify(validate.errors)).toBe(true)
})
