import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { expect } from 'vitest'

/** expectGolden compares a text with a file; `UPDATE=1 npx vitest run` writes the file instead. Read what it wrote before committing. */
export function expectGolden(path: string, text: string): void {
  if (process.env['UPDATE'] === '1' && (!existsSync(path) || readFileSync(path, 'utf8') !== text)) writeFileSync(path, text)
  expect(text).toBe(existsSync(path) ? readFileSync(path, 'utf8') : `(${path} is not there)`)
}
