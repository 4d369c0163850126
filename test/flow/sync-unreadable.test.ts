import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runIn, type Script, withCopy } from '../world.ts'

const clinic = 'test/transcripts/clinic'
const scriptOf = (name: string): Script => JSON.parse(readFileSync(join(clinic, 'worlds', `${name}.json`), 'utf8'))

const conflict = (text: string): string => text.replace(/^ {2}version: (.*)$/m, '<<<<<<< HEAD\n  version: $1\n=======\n  version: "9"\n>>>>>>> sync')
const misspelt = (text: string): string => text.replace('list_digest', 'list_digests')

it.each([
  ['in a merge conflict', conflict, 'git left a merge conflict here', 'take one side of it as a whole (git checkout --ours, or --theirs)'],
  ['broken', misspelt, 'list_digests', 'or delete it, run diga-int sync pharmacy, and review every tool as a new one'],
])('a lockfile that is %s is told, and written over by no kind of run', async (_what, change, message, hint) => {
  await withCopy(clinic, async (copy) => {
    const path = join(copy, 'integrations/pharmacy.lock.yaml')
    await runIn(copy, ['sync'], scriptOf('pharmacy'))
    const text = change(readFileSync(path, 'utf8'))
    writeFileSync(path, text)
    for (const flags of [[], ['pharmacy'], ['--check'], ['--dry-run'], ['--accept', 'check_medicine']]) {
      const { out, exitCode } = await runIn(copy, ['sync', ...flags], scriptOf('pharmacy-changed'))
      const words = out.replace(/\s+/g, ' ')
      expect(words).toContain(message)
      expect(words).toContain('[lock-unreadable]')
      expect(words).toContain(hint)
      expect(words).not.toContain('lock-missing')
      expect(exitCode).toBe(1)
      expect(readFileSync(path, 'utf8')).toBe(text)
    }
    const { out } = await runIn(copy, ['sync', '--check', '--format', 'markdown'], scriptOf('pharmacy-changed'))
    expect(out).toMatch(/^\*\*diga-int sync\*\*: 1 server could not be locked\n/)
    rmSync(path)
    expect(await runIn(copy, ['sync'], scriptOf('pharmacy-changed'))).toMatchObject({ exitCode: 0, out: expect.stringContaining('locked 2 tools') })
  })
})
