import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environment } from './environment.ts'
import { measure, median, ratio, type Row, type Timed } from './measure.ts'
import { listers, nodes } from './peers/mcp.ts'
import { nodeOf } from './peers/peer.ts'
import { copyTool } from './rows.ts'
import { startEverything, startSlow } from './servers.ts'

// Listing and locking the 13 tools of the reference server, as a whole process, by `sync` and by those who list them: interleaved in one sitting. Then
// fifty servers at once, each of which takes its time.

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } })
const rounds = Number(values.rounds)
const latency = 200
// What the reference server lists for a client without abilities; Inspector 2 has some, and gets one more.
const tools = 13
const many = 50

const names = {
  load: 'node, loading the MCP client',
  start: 'one server without latency, again',
  many: `${many} servers of 2026-07-28, again`,
  manyAnew: `${many} servers of 2026-07-28, for the first time`,
  oneLegacy: 'one server of 2025-11-25, again',
  manyLegacy: `${many} servers of 2025-11-25, again`,
}

if (!existsSync(new URL('../dist/main.cjs', import.meta.url))) throw new Error('dist/ is not there: build first')

const folder = mkdtempSync(join(tmpdir(), 'diga-int-bench-'))
const notes: string[] = []
const stops: (() => void)[] = []
try {
  const tool = copyTool(folder)
  const script = join(folder, 'tool/bin/diga-int.cjs')
  const client = join(folder, 'load.cjs')
  writeFileSync(client, `require(${JSON.stringify(join(folder, 'tool/dist/mcp.cjs'))})`)
  const empty = join(folder, 'empty.cjs')
  writeFileSync(empty, '')
  const everything = await startEverything(folder)
  const modern = await startSlow(folder, { milliseconds: latency, era: 'modern' })
  const legacy = await startSlow(folder, { milliseconds: latency, era: 'legacy' })
  stops.push(everything.stop, modern.stop, legacy.stop)
  const url = `http://127.0.0.1:${everything.port}/mcp`
  const peers = listers((note) => notes.push(note)).filter(({ name, command: commandFor }) => {
    const [program = '', ...words] = commandFor(url)
    const listed = spawnSync(program, words, { env: environment, encoding: 'utf8' }).stdout.match(/"inputSchema"/g)?.length ?? 0
    if (listed < tools) notes.push(`${name} lists ${listed} tools instead of ${tools}: it is left out`)
    return listed >= tools
  })

  const project = (name: string, urls: readonly string[]): string => {
    const path = join(folder, name)
    mkdirSync(join(path, 'integrations'), { recursive: true })
    for (const [index, each] of urls.entries()) {
      const text = `type: mcp\ndescription: A server\nurl: ${each}\ntransport: streamable-http\n`
      writeFileSync(join(path, 'integrations', `server_${index}.yaml`), text)
    }
    return path
  }
  const row = (name: string, command: readonly string[], where: string): Row => ({ name, files: 0, command, folder: where, exitCode: 0, rounds })
  // Without its lockfiles, everything that is done on the first day is done in each round.
  const anew = (command: readonly string[]): readonly string[] => ['sh', '-c', 'rm -f integrations/*.lock.yaml; exec "$@"', 'sh', ...command]

  const own = nodes.flatMap((version) => {
    const program = nodeOf(version)
    const major = Number.parseInt(version)
    if (program === undefined) return []
    return [{ major, row: row(`diga-int sync, Node ${major}`, anew([program, script, 'sync']), project(`one-${major}`, [url])) }]
  })
  const checked = project('checked', [url])
  const listing = [
    ...own.map((each) => each.row),
    ...peers.map((peer) => row(`${peer.name}, Node ${peer.node}`, peer.command(url), folder)),
    row(names.load, [process.execPath, client], folder),
  ]
  const slow = (port: number): string[] => Array.from({ length: many }, (_, index) => `http://127.0.0.1:${port}/${index}`)
  // Those at the top of a folder of their own are asked again by the row below: what is locked is compared.
  const again = [...tool.command, 'sync']
  const [all, allLegacy] = [project('modern', slow(modern.port)), project('legacy', slow(legacy.port))]
  for (const where of [checked, all, allLegacy]) spawnSync(process.execPath, [script, 'sync'], { cwd: where })
  const waiting = [
    row(names.start, again, checked),
    row(names.many, again, all),
    row(names.manyAnew, anew(again), project('anew', slow(modern.port))),
    row(names.oneLegacy, again, project('one-legacy', slow(legacy.port).slice(0, 1))),
    row(names.manyLegacy, again, allLegacy),
  ]
  const bare = row('node, an empty file', [process.execPath, empty], folder)
  const timed = measure({ bare, groups: [listing, waiting], folder }, (round, last) => console.error(`round ${round} of ${last}`))
  console.log(tablesOf(timed, { pairs: peers.map(({ name, node }) => ({ peer: `${name}, Node ${node}`, own: `diga-int sync, Node ${node}` })) }))
  for (const note of notes) console.log(note)
} finally {
  for (const stop of stops) stop()
  rmSync(folder, { recursive: true, force: true })
}

function tablesOf(timed: readonly Timed[], { pairs }: { pairs: readonly { peer: string; own: string }[] }): string {
  const named = (name: string): Timed | undefined => timed.find((each) => each.name === name)
  const middle = ({ samples }: Timed, read: 'time' | 'bare'): number => median([...samples.values()].map((sample) => sample[read]))
  const goals = pairs.flatMap(({ peer, own }) => {
    const [theirs, ours] = [named(peer), named(own)]
    return theirs === undefined || ours === undefined ? [] : [`| ${own} / ${peer} | < 1 | ${ratio(ours, theirs).toFixed(2)} |`]
  })
  const [ours, load] = [named(`diga-int sync, Node ${Number.parseInt(process.versions.node)}`), named(names.load)]
  const share =
    ours === undefined || load === undefined
      ? ''
      : `Loading the MCP client takes ${(middle(load, 'time') - middle(load, 'bare')).toFixed(0)} of the ${middle(ours, 'time').toFixed(0)} ms.`
  // What is left of the time of fifty servers once that of one that does not let wait is taken off.
  const pairsOfWaits = [
    [names.many, named(names.start)],
    [names.manyAnew, ours],
  ] as const
  const waits = pairsOfWaits.map(([name, start]) => {
    const rest = [...(named(name)?.samples ?? [])].map(([round, { time }]) => (time - (start?.samples.get(round)?.time ?? NaN)) / latency)
    return `| ${name}: × ${latency} ms, beside the start | < 3 | ${median(rest).toFixed(2)} |`
  })
  const [one, all] = [named(names.oneLegacy), named(names.manyLegacy)]
  const legacy = one === undefined || all === undefined ? [] : [`| ${names.manyLegacy} / ${names.oneLegacy} | | ${ratio(all, one).toFixed(2)} |`]
  return [
    ...['| what ran | ms | × bare Node |', '|---|--:|--:|'],
    ...timed.map((each) => `| ${each.name} | ${middle(each, 'time').toFixed(0)} | ${(middle(each, 'time') / middle(each, 'bare')).toFixed(2)} |`),
    ...['', share, '', '| goal | limit | measured |', '|---|--:|--:|', ...goals, ...waits, ...legacy],
  ].join('\n')
}
