import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished } from 'vitest'

/** ProjectFiles are texts or bytes by path. */
export type ProjectFiles = Readonly<Record<string, string | Uint8Array>>

/** WhenFinished tells what to do at the end of a test; a concurrent test has its own. */
export type WhenFinished = (tidyUp: () => void) => void

/** projectOf writes files into a folder of its own, which goes away with the test, and gives the folder. */
export function projectOf(files: ProjectFiles, whenFinished: WhenFinished = onTestFinished): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'diga-int-process-')))
  whenFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** expectNothingHalfWritten looks for what an interrupted write would leave behind. */
export function expectNothingHalfWritten(folder: string): void {
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tmp$|~$/.test(path))).toEqual([])
}

/** clinic is an HTTP integration with nothing wrong in it. */
export const clinic = `type: http
description: Appointments of the dental clinic
base_url: https://clinic.example.com
tools:
  check_appointment:
    description: Reads an appointment by its number. Use it when the caller gives one.
    parameters:
      number: { type: string, description: The number as the caller reads it }
    request:
      method: GET
      path: /appointments/{number}
`

/** clinicAt is the same on a loopback port, with a tool that asks before it is sent. */
export function clinicAt(port: number): string {
  return `${clinic.replace('https://clinic.example.com', `http://127.0.0.1:${port}`)}    timeout_seconds: 30
  cancel_appointment:
    description: Cancels an appointment for good.
    confirmation: Shall I cancel appointment {number}?
    parameters:
      number: { type: string, description: The number as the caller reads it }
    request:
      method: DELETE
      path: /appointments/{number}
`
}

/** brokenClinic has one mistake, at 9:5. */
export const brokenClinic: string = clinic.replace('    request:', '    reqest:')
