import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runIn, wordsOf } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'diga-int-one-'))

beforeAll(() => {
  mkdirSync(join(folder, 'integrations'))
  writeFileSync(
    join(folder, 'integrations', 'parcels.yaml'),
    `type: http
description: Parcels on their way
base_url: https://parcels.example
tools:
  find_parcel:
    description: Finds a parcel. Use it when the caller gives its number.
    parameters:
      number: { type: string, description: Its number }
      weight: { type: number, description: In kilos, required: false }
      marks: { type: array, description: Its marks, items: { type: string }, required: false }
      to: { type: object, description: Where to, required: false, properties: { city: { type: string, description: The city } } }
    request: { method: GET, path: "/parcels/{number}", query: { weight: "{weight}", marks: "{marks}", to: "{to}" } }
    examples:
      - name: one that is known
        arguments: { number: "007", weight: 2.5, marks: [top up, fragile], to: { city: A Coruña } }
        expect: { status: 200 }
      - name: one that is lost
        arguments: { number: "12" }
        expect: { status: 404 }
`,
  )
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tried = async (
  status: number,
  ...words: string[]
): Promise<{ readonly exitCode: number; readonly out: string; readonly urls: readonly string[] }> => {
  const { exitCode, out, requests } = await runIn(folder, ['try', ...words], { http: [{ status, body: { state: 'on its way' } }] })
  return { exitCode, out, urls: requests.map(({ url }) => String(url)) }
}

describe('an example that fails', () => {
  it('names the command that calls it, which sends the same', async () => {
    const { out, urls } = await tried(503, '--examples', '--var', 'caller=Ana', '--name', 'one that is known')
    const command = /to look at it: diga-int (.*)/.exec(out.replace(/ \\\n\s*/g, ' '))?.[1]
    expect(command).toMatch(/^try parcels\/find_parcel number=007 weight=2\.5 .* --var caller=Ana -v$/)
    const again = await runIn(folder, wordsOf(command ?? '').concat('--format', 'json'), { http: [{ status: 503, body: {} }] })
    expect(again.requests.map(({ url }) => String(url))).toEqual(urls)
  })

  it('and none that passed, or was judged offline', async () => {
    expect((await tried(404, '--examples', '--name', 'one that is lost')).out).not.toContain('to look at it')
    expect((await tried(503, '--examples', '--offline')).out).not.toContain('to look at it')
  })
})

describe('--name', () => {
  it('chooses by name or pattern', async () => {
    expect((await tried(200, '--examples', 'parcels', '--name', 'one that is known')).urls).toHaveLength(1)
    expect((await tried(200, '--examples', '--name', 'one *')).urls).toHaveLength(2)
  })

  it('fails where it names none, with the likely one', async () => {
    const { exitCode, out, urls } = await tried(200, '--examples', '--name', 'one that is lots')
    expect({ exitCode, urls }).toEqual({ exitCode: 1, urls: [] })
    expect(out).toContain('no example is named "one that is lots" [example-none-run]')
    expect(out).toContain('did you mean "one that is lost"?')
  })

  it('goes with --examples', async () => {
    expect((await tried(200, 'parcels/find_parcel', '--name', 'x')).exitCode).toBe(2)
  })
})
