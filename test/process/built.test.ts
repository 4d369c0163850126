import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { runIn, withCopy } from '../world.ts'
import { runTool } from './tool.ts'

// The other tests of examples run the sources. What is published went through a build that splits, shortens and leaves out: it must say the same.
const codes = fileURLToPath(new URL('../examples/codes/', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'diga-int-built-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const judged = readdirSync(codes)
  .toSorted()
  .filter((code) => !existsSync(join(codes, code, 'command.txt')) && !existsSync(join(codes, code, 'world.json')))

describe.concurrent('the built program tells every code as the sources do', () => {
  it.each(judged)('%s', async (code) => {
    const argv = ['validate', '--format', 'json']
    await withCopy(join(codes, code), async (folder) => {
      const { out, exitCode } = await runIn(folder, argv)
      expect(out).toContain(`"code": "${code}"`)
      const built = await runTool(argv, { folder, environment: { HOME: home } })
      expect({ out: built.out, exitCode: built.code }).toEqual({ out, exitCode })
    })
  })
})

it('is ASCII, of which the engine keeps a byte a letter', () => {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url))
  const odd = readdirSync(dist).filter((name) => name.endsWith('.cjs') && /[^\0-\x7f]/.test(readFileSync(join(dist, name), 'utf8')))
  expect(odd).toEqual([])
})
