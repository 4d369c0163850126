import { expect, it } from 'vitest'
import { type Files, filled, integration } from './files.ts'
import { runOn } from './memory.ts'

const head = 'type: http\ndescription: The desk of the bike shop\nbase_url: https://desk.example.com/v1\n'
const tool = (name: string, body: string): string =>
  `  ${name}:\n    description: Books a bike of the shop. Use it when the caller wants one.\n    confirmation: Shall I book it?\n` +
  `    request: { method: POST, path: /bikes, body: ${body} }\n`
const numbers = (count: number): string => `[${Array.from({ length: count }, () => '012').join(', ')}]`
const lines = (count: number, line: string): string => `\n${filled(line, count * line.length)}`
const project = (...tools: readonly string[]): Files => integration(`${head}tools:\n${tools.join('')}`)

interface Told {
  readonly code: string
  readonly severity: string
  readonly message: string
}

interface Report {
  readonly ok: boolean
  readonly diagnostics: readonly Told[]
  readonly waived?: readonly Told[]
  readonly result: { readonly fixed?: readonly object[] }
}

async function judged(files: Files, ...flags: readonly string[]): Promise<Report> {
  const { out, err } = await runOn(files, ['validate', '--format', 'json', ...flags])
  expect(err).toBe('')
  return JSON.parse(out)
}

const more = 'there are more of these in the file: no more than 1000 are told'
const ofCode = ({ diagnostics }: Report, wanted: string): readonly Told[] => diagnostics.filter(({ code }) => code === wanted)

it('a thousand findings of a code are told of a file, and then that there are more', async () => {
  const exact = await judged(project(tool('book_bike', numbers(1000))))
  expect(ofCode(exact, 'number-misread').map(({ message }) => message)).not.toContain(more)
  const report = await judged(project(tool('book_bike', numbers(700)), tool('book_seat', numbers(700))))
  const told = ofCode(report, 'number-misread')
  expect(told).toHaveLength(1001)
  expect(told.at(-1)).toMatchObject({ severity: 'error', message: more })
})

it('what is found too often hides nothing of another kind, and nothing of another file', async () => {
  const file = `${head}tools:\n${tool('book_bike', numbers(1500))}${tool('book_seat', '{ "<<": 1 }')}`
  const report = await judged({ 'integrations/desk.yaml': file, 'integrations/till.yaml': `${head}tools:\n${tool('pay_bike', numbers(2))}` })
  expect(ofCode(report, 'body-merge-key')).toHaveLength(1)
  expect(ofCode(report, 'number-misread')).toHaveLength(1003)
})

it('what is found across files is told as often', async () => {
  const unknown = Array.from({ length: 1500 }, (_, index) => `  desk_${index}: [book_bike]\n`).join('')
  const report = await judged({ ...project(tool('book_bike', '{ a: b }')), 'agents/shop.yaml': `description: The shop\ntools:\n${unknown}` })
  expect(ofCode(report, 'agent-integration-unknown')).toHaveLength(1001)
})

it('beyond what a code scanning service takes, one of a kind is told of a file', async () => {
  const files = Array.from({ length: 30 }, (_, index) => [
    `integrations/desk_${index}.yaml`,
    `${head}tools:\n${tool(`book_${index}`, numbers(1500))}`,
  ])
  const told = ofCode(await judged(Object.fromEntries(files)), 'number-misread')
  expect(told).toHaveLength(25_000 + 1 + 5 * 2)
  expect(told.at(-1)?.message).toBe('there are more of these in the file: no more than 25000 are told in all')
})

it('a code that counts for nothing takes no place', async () => {
  const files = { ...project(tool('book_bike', `${numbers(1500)}`)), 'diga.yaml': 'severity: { number-misread: ignore }\n' }
  expect(await judged(files)).toMatchObject({ ok: true })
  expect(ofCode(await judged(project(tool('book_bike', numbers(1500))), '--ignore', 'number-misread'), 'number-misread')).toEqual([])
})

it('a waiver waives no more than its line, and is not unused because its finding was not told', async () => {
  const waived = '        - 012 # diga-int ignore number-misread: the till writes it so\n'
  const plain = '        - 012\n'
  const body = (list: string): Files =>
    integration(
      `${head}tools:\n${tool('book_bike', '{}')
        .replace(', body: {}', '')
        .replace(/\{ (.*), (.*) \}/, '\n      $1\n      $2\n      body:')}${list}`,
    )
  const all = await judged(body(lines(1500, waived).slice(1)))
  expect(all.waived).toHaveLength(1000)
  expect(all.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([`number-misread: ${more}`])
  const last = await judged(body(`${lines(1500, plain).slice(1)}${waived}`))
  expect(ofCode(last, 'waiver-unused')).toEqual([])
})

it('--fix goes on until all of it is mended', async () => {
  const { result, diagnostics } = await judged(project(tool('book_bike', numbers(2500))), '--fix', '--dry-run')
  expect(diagnostics).toHaveLength(1001)
  expect(result.fixed).toHaveLength(2500)
})
