import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runIn, withCopy } from '../world.ts'

it('a lockfile that a newer diga-int wrote is not written over, nor is its server asked', async () => {
  await withCopy('test/node/fixtures', async (folder) => {
    const lock = join(folder, 'integrations', 'shop.lock.yaml')
    mkdirSync(join(folder, 'integrations'))
    writeFileSync(join(folder, 'integrations', 'shop.yaml'), 'type: mcp\ndescription: The shop\nurl: https://shop.example/mcp\n')
    writeFileSync(lock, 'lockfile_version: 7\npinned: {}\n')
    const { out, exitCode } = await runIn(folder, ['sync'])
    expect(exitCode).toBe(1)
    expect(out.replace(/\s+/g, ' ')).toContain('the lockfile of "shop" is of version 7, and this diga-int knows up to 1 [lock-newer]')
    expect(readFileSync(lock, 'utf8')).toBe('lockfile_version: 7\npinned: {}\n')
  })
})
