import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environment } from './environment.ts'
import { measure, median, ratio, type Row, type Timed } from './measure.ts'
import { copyTool } from './rows.ts'

// One request to a server on this machine, as a whole process, by `try` and by those that people use for it: interleaved in one sitting.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '25' } } })
const rounds = Number(values.rounds)

if (!existsSync(new URL('../dist/main.cjs', import.meta.url))) throw new Error('dist/ is not there: build first')

const server = `const answer = JSON.stringify({ order: { id: 7, paid: true, lines: Array.from({ length: 20 }, (_, n) => ({ sku: 'A' + n, n })) } })
require('node:http').createServer((_request, response) => response.setHeader('content-type', 'application/json').end(answer))
  .listen(0, '127.0.0.1', function () { process.stdout.write(String(this.address().port)) })`

const integration = (port: number): string => `type: http
description: A shop on this machine
base_url: http://127.0.0.1:${port}
credentials: { type: bearer, token: '\${SHOP_TOKEN}' }
tools:
  find_order:
    description: Finds an order by its number, when the caller asks whether it was paid
    parameters:
      order_id: { type: string, description: The number of the order }
    request: { method: GET, path: '/orders/{order_id}' }
    response: { select: 'order.{id: id, paid: paid}' }
`

const folder = mkdtempSync(join(tmpdir(), 'diga-int-bench-'))
let running: ChildProcess | undefined
try {
  running = spawn(process.execPath, ['-e', server], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [first] = running.stdout === null ? [''] : await once(running.stdout, 'data')
  const port = Number(String(first))
  const project = join(folder, 'project')
  mkdirSync(join(project, 'integrations'), { recursive: true })
  writeFileSync(join(project, 'integrations', 'shop.yaml'), integration(port))
  environment['SHOP_TOKEN'] = 'only-for-the-bench'
  const tool = copyTool(folder)
  const url = `http://127.0.0.1:${port}/orders/7`
  const header = 'Authorization: Bearer only-for-the-bench'
  const empty = join(folder, 'empty.cjs')
  writeFileSync(empty, '')
  const row = (name: string, command: readonly string[]): Row => ({ name, files: 0, command, folder: project, exitCode: 0, rounds })
  const others = [
    row('curl', ['curl', '--silent', '--header', header, url]),
    row('HTTPie', ['http', '--ignore-stdin', '--pretty=none', url, header]),
    row('xh', ['xh', '--ignore-stdin', url, header]),
  ]
  const found = others.filter(({ command: [program = ''] }) => spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined)
  const own = row('diga-int try', [...tool.command, 'try', 'shop/find_order', 'order_id=7'])
  const bare = row('node, an empty file', [process.execPath, empty])
  const timed = measure({ bare, groups: [[own, ...found]], folder }, (round, last) => console.error(`round ${round} of ${last}`))
  console.log(tableOf(timed))
  for (const { name } of others) if (!timed.some((each) => each.name === name)) console.log(`${name} is not installed here, so it was not measured`)
} finally {
  running?.kill()
  rmSync(folder, { recursive: true, force: true })
}

function tableOf(timed: readonly Timed[]): string {
  const times = ({ samples }: Timed, read: 'time' | 'bare'): number => median([...samples.values()].map((sample) => sample[read]))
  const own = timed.find(({ name }) => name === 'diga-int try')
  const curl = timed.find(({ name }) => name === 'curl')
  const httpie = timed.find(({ name }) => name === 'HTTPie')
  const lines = timed.map((each) => {
    const toCurl = curl === undefined ? '' : ratio(each, curl).toFixed(2)
    return `| ${each.name} | ${times(each, 'time').toFixed(0)} | ${(times(each, 'time') / times(each, 'bare')).toFixed(2)} | ${toCurl} |`
  })
  const goals: string[] = []
  if (own !== undefined && curl !== undefined) {
    const allowed = median([...own.samples].map(([round, { time, bare: floor }]) => time / (3 * (curl.samples.get(round)?.time ?? NaN) + floor)))
    goals.push(`| try / (3 × curl + bare Node) | ≤ 1 | ${allowed.toFixed(2)} |`)
  }
  if (own !== undefined && httpie !== undefined) goals.push(`| try / HTTPie | < 1 | ${ratio(own, httpie).toFixed(2)} |`)
  return [
    ...['| what ran | ms | × bare Node | × curl |', '|---|--:|--:|--:|', ...lines, ''],
    ...['| goal | limit | measured |', '|---|--:|--:|', ...goals],
  ].join('\n')
}
