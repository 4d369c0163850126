// An MCP server over standard input and output, as people write them, with the faults that its first argument or BIKE_SHOP_FAULT names.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [named = '', file = ''] = process.argv.slice(2)
const fault = process.env.BIKE_SHOP_FAULT ?? named
const say = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
const tool = { name: 'find_bike', description: 'Finds a bike.', inputSchema: { type: 'object', properties: { size: { type: 'number' } } } }
const forEver = ['-e', 'setInterval(() => {}, 1000)']

if (fault === 'greets') process.stdout.write('Bike shop is open!\n\n')
if (fault === 'dies') {
  process.stderr.write(`starting\nError: no \u001b[31mkey\u001b[0m ${process.env.SHOP_TOKEN}\n    at main\n`)
  process.exit(3)
}
if (fault === 'logs') for (let line = 0; line < 20_000; line += 1) process.stderr.write(`line ${line} of what nobody reads, however long it may be\n`)
const isStubborn = fault === 'stays' || fault === 'deaf'
if (isStubborn) for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => undefined)
if (isStubborn || fault === 'forks') writeFileSync(file, `${process.pid} ${spawn(process.execPath, forEver, { stdio: 'inherit' }).pid}`)
if (fault === 'floods') setInterval(() => process.stdout.write(`${'x'.repeat(65_536)}${file}`), 1)

let declared
const modern = { resultType: 'complete', ttlMs: 0, cacheScope: 'private' }
const input = createInterface({ input: process.stdin })
input.on('close', () => (isStubborn ? setInterval(() => undefined, 1000) : process.exit(0)))

input.on('line', (line) => {
  const { id, method, params } = JSON.parse(line)
  if (fault === 'floods' || fault === 'deaf') return undefined
  if (fault === `amiss at ${method}`) return say({ id: 999, result: {} })
  if (fault === 'tells-modern' && method === 'server/discover')
    return say({ id, result: { ...modern, supportedVersions: ['2026-07-28'], capabilities: { tools: {} } } })
  if (method === 'initialize') {
    declared = params.capabilities
    const serverInfo = { name: 'bike-shop', version: '1' }
    return say({ id, result: { protocolVersion: params.protocolVersion, capabilities: { tools: {} }, serverInfo } })
  }
  if (method === 'tools/list') {
    if (fault === 'tells-modern') return say({ id, result: { ...modern, tools: [{ ...tool, description: JSON.stringify(params._meta) }] } })
    const description = fault === 'tells' ? JSON.stringify({ environment: process.env, folder: process.cwd(), declared }) : tool.description
    return say({ id, result: { tools: [{ ...tool, description }] } })
  }
  if (method === 'tools/call') {
    if (fault === 'dies-at-call') process.exit(1)
    if (fault === 'waits' || fault === 'stays') return undefined
    return say({ id, result: { content: [{ type: 'text', text: `found ${JSON.stringify(params.arguments)}` }] } })
  }
  if (id === undefined || fault === 'silent') return undefined
  if (fault === 'old') process.exit(1)
  say({ id, error: { code: -32601, message: 'no such method' } })
})
