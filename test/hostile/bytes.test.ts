import fc from 'fast-check'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runOnDisk } from './disk.ts'
import { textOf } from './files.ts'
import { plainProject } from './positions.ts'
import { expectPromises } from './promises.ts'
import { expectAlways } from './property.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-bytes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const run = runOnDisk(join(folder, 'project'))

const paths = Object.keys(plainProject)
const path = fc.constantFrom(...paths)
const at = (name: string, bytes: Uint8Array): typeof plainProject => ({ ...plainProject, [name]: bytes })

const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8 with a mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-8 with two marks': (text) => Buffer.from(`\ufeff\ufeff${text}`),
  'UTF-16, the small end first': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16, the small end first, with a mark': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16, the large end first': swapped,
  'UTF-16, the large end first, with a mark': (text) => swapped(`\ufeff${text}`),
  'UTF-32': (text) => Buffer.from([...text].join('\0\0\0')),
  'Latin 1': (text) => Buffer.from(text.replaceAll('e', 'é'), 'latin1'),
  'a NUL behind each line': (text) => Buffer.from(text.replaceAll('\n', '\0\n')),
  'NULs up to the next block of a disk that failed': (text) => Buffer.concat([Buffer.from(text), Buffer.alloc(4096)]),
  'carriage returns only': (text) => Buffer.from(text.replaceAll('\n', '\r')),
  'one line': (text) => Buffer.from(text.replaceAll('\n', ' ')),
}

describe('bytes that a good file becomes', () => {
  it.each(Object.entries(encodings))('%s', async (_, encode) => {
    for (const name of paths) await expectPromises(at(name, encode(textOf(plainProject[name]))), run)
  })

  it('a mark in front changes nothing', async () => {
    for (const name of paths) expect(await expectPromises(at(name, Buffer.from(`\ufeff${textOf(plainProject[name])}`)), run)).toEqual([])
  })
})

describe('whatever the bytes of a file are', () => {
  // What UTF-8 refuses: bytes alone, cut short, too long, halves of pairs, beyond the last character.
  const refused = fc.constantFrom(
    ...[[0x80], [0xff], [0xc3], [0xc0, 0x80], [0xe2, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xfe, 0xff], [0xff, 0xfe], [0xef, 0xbb]],
  )

  it('any bytes', () => expectAlways(fc.tuple(path, fc.uint8Array({ maxLength: 600 })), ([name, bytes]) => at(name, bytes), 60, run))

  it('bytes amid what is right', () =>
    expectAlways(
      fc.tuple(path, fc.oneof(refused, fc.uint8Array({ maxLength: 20 })), fc.nat(), fc.nat({ max: 40 })),
      ([name, bytes, place, gone]) => {
        const before = Buffer.from(textOf(plainProject[name]))
        const start = place % before.length
        return at(name, Buffer.concat([before.subarray(0, start), Uint8Array.from(bytes), before.subarray(start + gone)]))
      },
      120,
      run,
    ))
})
