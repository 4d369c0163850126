import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { expectGolden } from './golden.ts'
import { readScript, runIn, withCopy, wordsOf } from './world.ts'

const root = fileURLToPath(new URL('examples/', import.meta.url))
const foldersIn = (name: string): string[] => readdirSync(join(root, name)).sort()

// test/examples/codes/<code>/: a small project that triggers the code.
//   expected.txt  what the command prints, then its exit code
//   command.txt   the command, where it is not `validate`
//   world.json    what servers and the person at the terminal answer
describe('every code fires', () => {
  it.each(foldersIn('codes'))('%s', async (code) => {
    const folder = join(root, 'codes', code)
    const commandPath = join(folder, 'command.txt')
    const command = existsSync(commandPath) ? readFileSync(commandPath, 'utf8') : 'validate'
    const { out, exitCode } = await withCopy(folder, (copy) => runIn(copy, wordsOf(command), readScript(folder)))
    expect(out).toContain(`[${code}]`)
    expectGolden(join(folder, 'expected.txt'), `${out}exit ${exitCode}\n`)
  })
})

// test/examples/ok/<name>/: whole small projects that must be silent; each guards against a false alarm.
describe('what is right stays silent', () => {
  it.each(foldersIn('ok'))('%s', async (name) => {
    const folder = join(root, 'ok', name)
    const { out, err, exitCode } = await runIn(folder, ['validate', '--strict'])
    expect({ out, err, exitCode }).toEqual({ out: expect.stringMatching(/^ok {2}nothing wrong in /), err: '', exitCode: 0 })
  })
})
