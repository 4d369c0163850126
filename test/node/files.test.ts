import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createFiles } from '../../src/node/files.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-files-'))
const files = createFiles(folder)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('writing', () => {
  it('makes folders, writes whole files, and leaves equal ones untouched', () => {
    expect(files.write('a/b/c.txt', 'one')).toEqual({ ok: true, changed: true })
    expect(files.write('a/b/c.txt', 'one')).toEqual({ ok: true, changed: false })
    expect(files.write('a/b/c.txt', 'two')).toEqual({ ok: true, changed: true })
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c.txt'])
  })

  it('keeps a link a link', () => {
    writeFileSync(join(folder, 'real.txt'), 'one')
    symlinkSync('real.txt', join(folder, 'link.txt'))
    files.write('link.txt', 'two')
    expect(files.read('real.txt')).toEqual({ ok: true, text: 'two' })
  })

  // Node's own way of making folders never returns there.
  it.runIf(existsSync('/proc/self'))('into /proc is refused at once', () => {
    expect(files.write('/proc/x/desk/bundle.json', 'text')).toEqual({ ok: false, failure: { kind: 'missing', detail: 'ENOENT' } })
  })
})

it('a link under the name that a file has before it takes its place is not followed', () => {
  const link = join(folder, `.lock.yaml.${process.pid}.tmp`)
  writeFileSync(join(folder, 'mine'), 'mine')
  symlinkSync('mine', link)
  expect(files.refusal('lock.yaml')).toBeUndefined()
  symlinkSync('mine', link)
  expect(files.write('lock.yaml', 'text')).toEqual({ ok: true, changed: true })
  expect([readFileSync(join(folder, 'mine'), 'utf8'), readFileSync(join(folder, 'lock.yaml'), 'utf8')]).toEqual(['mine', 'text'])
})
