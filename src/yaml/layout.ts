import * as yamlPlugin from 'prettier/plugins/yaml'
import { format } from 'prettier/standalone'
import { type Comment, commentsIn } from './comments.ts'

/** LaidOut is a text in the one layout, or why it has none. */
export type LaidOut = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

// A parameter with its description stands on one line, as in the files that we ship.
const options = { parser: 'yaml', plugins: [yamlPlugin], printWidth: 150, proseWrap: 'preserve', endOfLine: 'lf' } as const

// Now and then the library takes a second look to be content with its own work; what has not settled by then never will.
const mostRounds = 4

/**
 * layOut gives a YAML text that parses its one layout; what was laid out once stays as it is. Comments behind a value keep their column where they
 * can, for they are often lined up. Line ends stay what they are.
 */
export async function layOut(text: string): Promise<LaidOut> {
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
  let before = text.replace(/\r\n?/g, '\n')
  for (let round = 0; round < mostRounds; round += 1) {
    const after = await once(before)
    if (after === before) return { ok: true, text: after.replaceAll('\n', lineEnd) }
    if (after === undefined) return { ok: false, reason: 'a comment in it would be lost or moved past another one' }
    before = after
  }
  return { ok: false, reason: 'no layout of it is stable' }
}

async function once(before: string): Promise<string | undefined> {
  const after = await format(before, options)
  const [old, now] = [commentsIn(before), commentsIn(after)]
  const isSame = old.length === now.length && old.every(({ words }, index) => words === now[index]?.words)
  return isSame ? tidied({ text: before, comments: old }, { text: after, comments: now }) : undefined
}

interface Commented {
  readonly text: string
  readonly comments: readonly Comment[]
}

/** Moves comments back into their columns, where the line still says the same, and ends the text where it ends. */
function tidied(before: Commented, { text, comments }: Commented): string {
  const parts: string[] = []
  let from = 0
  for (const [index, { start }] of comments.entries()) {
    const [code, old] = [lineBefore(text, start), lineBefore(before.text, before.comments[index]?.start ?? 0)]
    if (!/\S {2,}$/.test(old) || said(old) !== said(code)) continue
    parts.push(text.slice(from, start), ' '.repeat(Math.max(0, old.length - code.length)))
    from = start
  }
  const all = [...parts, text.slice(from)].join('')
  const last = comments.at(-1)
  // The library leaves a blank line behind a comment that ends the text.
  return last !== undefined && text.slice(last.start + last.words.length).trim() === '' ? `${all.trimEnd()}\n` : all
}

function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
}

function said(code: string): string {
  return code.replace(/[\s"']/g, '')
}
