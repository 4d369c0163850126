import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCorpus } from '../corpus.ts'
import { environment } from '../environment.ts'
import { ajvCli } from './ajv-cli.ts'
import type { Means, Peer } from './peer.ts'
import { sourcemeta } from './sourcemeta.ts'
import { spectral } from './spectral.ts'
import { v8r } from './v8r.ts'

const makers = { 'ajv-cli': ajvCli, sourcemeta, Spectral: spectral, v8r }

/**
 * peersThatWork installs the peers and gives each a good file and a bad one: who takes both, or neither, is not measured.
 * What is left out is told.
 */
export function peersThatWork(means: Means, leftOut: (note: string) => void): readonly Peer[] {
  const good = join(means.folder, 'probe-good')
  const bad = join(means.folder, 'probe-bad')
  for (const folder of [good, bad]) writeCorpus(folder, { count: 1 })
  misspellKey(join(bad, 'integrations'))
  return Object.entries(makers).flatMap(([name, make]) => {
    const peers = make(means)
    if (peers.length === 0) leftOut(`${name} could not be installed (no network?): its rows are left out`)
    return peers.filter((peer) => {
      const [taken, refused] = [exitCode(peer, good), exitCode(peer, bad)]
      const works = taken === 0 && refused === peer.refusal
      if (!works) leftOut(`${peer.name} ends with ${taken} on a good file and with ${refused} on a bad one: it is left out`)
      return works
    })
  })
}

function misspellKey(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('    request:', '    reqest:'))
  }
}

function exitCode({ command }: Peer, folder: string): number | null {
  const [program = '', ...words] = command
  return spawnSync(program, words, { cwd: folder, env: environment, stdio: 'ignore' }).status
}
