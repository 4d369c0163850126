import { describe, expect, it } from 'vitest'
import { diagnose, type FixedCode } from '../../src/diagnostic/codes.ts'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { type Draft, type Judge, repaired } from '../../src/flow/repairs.ts'

/** A word that is told of, with what it says then and what the fix makes of it. */
type Slips = Readonly<Record<string, readonly [code: FixedCode, fix?: string]>>

const result = { files: 1, integrations: 1, tools: 1, agents: 0, elsewhere: 0 }

/** Judges texts by the slips in them; a syntax error hides everything else in its file. */
function judgeOf(slips: Slips, start: Readonly<Record<string, string>>): Judge {
  return async (texts) => {
    const diagnostics = Object.keys(start).flatMap((path) => {
      const file = { path, text: texts.get(path) ?? start[path] ?? '' }
      const found = Object.entries(slips).flatMap(([word, [code, text]]): Diagnostic[] =>
        [...file.text.matchAll(new RegExp(`\\b${word}\\b`, 'g'))].map(({ index }) => {
          const span = { file, start: index, end: index + word.length }
          return diagnose(code, { message: word, span, fix: text === undefined ? undefined : { span, text } })
        }),
      )
      const syntax = found.filter(({ code }) => code.startsWith('yaml-'))
      return syntax.length > 0 ? syntax.slice(0, 1) : found
    })
    return { texts, outcome: { diagnostics, result } }
  }
}

/** The texts after a round, and what was changed in it. */
async function round(slips: Slips, start: Readonly<Record<string, string>>): Promise<{ texts: Draft['texts']; made: readonly string[] } | undefined> {
  const judge = judgeOf(slips, start)
  const done = await repaired(await judge(new Map()), judge)
  return done && { texts: done.draft.texts, made: done.made.map(({ diagnostic }) => diagnostic.message) }
}

const lab = (text: string): Readonly<Record<string, string>> => ({ 'integrations/lab.yaml': text })

describe('a round of repairs', () => {
  it('makes every change that holds, in every file', async () => {
    const slips: Slips = { rinze: ['schema-unknown-key', 'rinse'], crwn: ['schema-unknown-key', 'crown'] }
    const done = await round(slips, { 'a.yaml': 'rinze crwn rinze', 'b.yaml': 'a crwn' })
    expect(done?.texts).toEqual(
      new Map([
        ['a.yaml', 'rinse crown rinse'],
        ['b.yaml', 'a crown'],
      ]),
    )
  })

  it('ends where there is nothing to change', async () => {
    expect(await round({ rinze: ['schema-unknown-key'] }, lab('rinze'))).toBeUndefined()
  })

  it('does not make a change after which the file is no YAML, and makes the others', async () => {
    const slips: Slips = { rinze: ['schema-unknown-key', 'broken'], crwn: ['schema-unknown-key', 'crown'], broken: ['yaml-syntax'] }
    const done = await round(slips, lab('crwn rinze crwn'))
    expect(done).toEqual({ texts: new Map(Object.entries(lab('crown rinze crown'))), made: ['crwn', 'crwn'] })
  })

  it('does not make a change that leaves its own diagnostic where it was', async () => {
    expect(await round({ rinze: ['schema-unknown-key', 'rinze'] }, lab('a rinze'))).toBeUndefined()
  })

  it('does not make a change that puts two mistakes in the place of one', async () => {
    const slips: Slips = { rinze: ['lock-missing', 'pain pain'], pain: ['lock-stale'] }
    expect(await round(slips, lab('rinze'))).toBeUndefined()
  })

  it('makes a change that brings to light what stood behind it', async () => {
    const slips: Slips = { tabbed: ['yaml-tab', 'rinze rinze'], rinze: ['schema-unknown-key', 'rinse'] }
    expect((await round(slips, lab('tabbed')))?.texts).toEqual(new Map(Object.entries(lab('rinze rinze'))))
  })

  it('does not send a file that has its shape back to where it has none', async () => {
    const slips: Slips = { rinze: ['lock-missing', 'crwn'], crwn: ['schema-unknown-key'] }
    expect(await round(slips, lab('rinze'))).toBeUndefined()
  })

  it('leaves a file alone where changes hold one by one and not together', async () => {
    const start = lab('rinze crwn')
    const judge: Judge = async (texts) => {
      const text = texts.get('integrations/lab.yaml') ?? 'rinze crwn'
      const both: Slips = text === 'rinse crown' ? { rinse: ['yaml-syntax'] } : { rinze: ['lock-missing', 'rinse'], crwn: ['lock-missing', 'crown'] }
      return judgeOf(both, start)(texts)
    }
    expect(await repaired(await judge(new Map()), judge)).toBeUndefined()
  })

  it('never touches a lockfile', async () => {
    expect(await round({ rinze: ['lock-edited', 'rinse'] }, { 'integrations/lab.lock.yaml': 'rinze' })).toBeUndefined()
  })
})
