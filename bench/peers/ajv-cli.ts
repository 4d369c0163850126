import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const version = '5.0.0'

/** ajvCli gives the script of ajv-cli, installed outside of the repository when it is not there yet; undefined when that cannot be done. */
export function ajvCli(): string | undefined {
  const folder = join(tmpdir(), 'diga-int-bench', `ajv-cli-${version}`)
  const script = join(folder, 'node_modules/ajv-cli/dist/index.js')
  if (existsSync(script)) return script
  mkdirSync(folder, { recursive: true })
  spawnSync('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', `ajv-cli@${version}`], {
    stdio: 'ignore',
    timeout: 120_000,
  })
  return existsSync(script) ? script : undefined
}
