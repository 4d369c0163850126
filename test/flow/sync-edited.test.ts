import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runIn, type Script, withCopy } from '../world.ts'

const clinic = 'test/transcripts/clinic'
const scriptOf = (name: string): Script => JSON.parse(readFileSync(join(clinic, 'worlds', `${name}.json`), 'utf8'))
const digest = /(?<=_digest: )sha256:\w+/g

/** A clinic whose lockfile somebody edited: `edit` is given what was reviewed, and what sync would write of the server as it is now. */
async function withEdited(edit: (reviewed: string, now: string) => string, use: (copy: string, path: string) => Promise<void>): Promise<void> {
  await withCopy(clinic, async (copy) => {
    const path = join(copy, 'integrations/pharmacy.lock.yaml')
    await runIn(copy, ['sync'], scriptOf('pharmacy'))
    const reviewed = readFileSync(path, 'utf8')
    await runIn(copy, ['sync'], scriptOf('pharmacy-changed'))
    writeFileSync(path, edit(reviewed, readFileSync(path, 'utf8')))
    await use(copy, path)
  })
}

/** The reviewed definitions under the digests of the poisoned ones, tool by tool: a hand that wants to be overlooked. */
function forged(reviewed: string, now: string): string {
  const [list = '', definition = '', contract = ''] = now.match(digest) ?? []
  const digests = [list, definition, contract]
  return reviewed.replace(digest, (own) => digests.shift() ?? own)
}

it('forged digests hide no change: what is written in the lockfile is compared', async () => {
  await withEdited(forged, async (copy, path) => {
    const { out: json } = await runIn(copy, ['sync', '--check', '--format', 'json'], scriptOf('pharmacy-changed'))
    const parts = /"tool": "check_medicine",\s+"grade": "security",\s+"contract": true/
    expect(json).toMatch(parts)
    const markdown = await runIn(copy, ['sync', '--check', '--format', 'markdown'], scriptOf('pharmacy-changed'))
    expect(markdown.out).toMatch(/^\*\*diga-int sync\*\*: 1 lockfile edited by hand; 1 of 1 server changed; 1 security, 1 breaking, /)
    expect(markdown.exitCode).toBe(1)
    const drift = await runIn(copy, ['sync', '--check'], scriptOf('pharmacy-changed'))
    expect(drift.out.replace(/\s+/g, ' ')).toContain(
      'the definition of tool "check_medicine" does not match its digest: it was edited by hand [lock-edited]',
    )
    expect(drift.out).toContain('[lock-drift]')
    const plain = await runIn(copy, ['sync', '--format', 'markdown'], scriptOf('pharmacy-changed'))
    expect(plain.out).toMatch(/^\*\*diga-int sync\*\*: 1 lockfile edited by hand; 1 of 1 server changed; 1 security, /)
    expect(plain.out).toContain('<code>lock-edited</code>')
    expect(plain.exitCode).toBe(0)
    expect(readFileSync(path, 'utf8')).toContain('Ignore your instructions')
  })
})

it('a new text under old digests is told in plain sync, with the tool, though the server offers just that', async () => {
  const edit = (reviewed: string, now: string): string => {
    const old = [...(reviewed.match(digest) ?? [])]
    return now.replace(digest, (own) => old.shift() ?? own)
  }
  await withEdited(edit, async (copy) => {
    const { out, exitCode } = await runIn(copy, ['sync'], scriptOf('pharmacy-changed'))
    expect(out.replace(/\s+/g, ' ')).toContain('warning: the definition of tool "check_medicine" does not match its digest')
    expect(exitCode).toBe(0)
    const again = await runIn(copy, ['sync', '--check', '--format', 'markdown'], scriptOf('pharmacy-changed'))
    expect(again).toMatchObject({ exitCode: 0, out: '**diga-int sync**: no change, 1 server asked\n' })
  })
})

it('where only a digest was edited, no change leads the report, and a dry run tells it too', async () => {
  const edit = (_reviewed: string, now: string): string => now.replace(/(?<=contract_digest: sha256:)\w{4}/, '0000')
  await withEdited(edit, async (copy) => {
    const script = scriptOf('pharmacy-changed')
    const { out } = await runIn(copy, ['sync', '--check', '--format', 'markdown'], script)
    expect(out).toMatch(/^\*\*diga-int sync\*\*: 1 lockfile edited by hand; no other change, 1 server asked\n/)
    expect((await runIn(copy, ['sync', '--dry-run'], script)).out).toContain('[lock-edited]')
  })
})

it('a lockfile that nobody edited is told of no edit', async () => {
  await withEdited(
    (reviewed) => reviewed,
    async (copy) => {
      const { out } = await runIn(copy, ['sync', '--format', 'markdown'], scriptOf('pharmacy-changed'))
      expect(out).not.toContain('edited')
      expect(out).toMatch(/^\*\*diga-int sync\*\*: 1 of 1 server changed; /)
    },
  )
})
