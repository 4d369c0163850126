import type { Options } from 'prettier'
import * as yamlPlugin from 'prettier/plugins/yaml'
import { format } from 'prettier/standalone'
import type { SourceFile } from '../text/source-file.ts'
import { type Comment, commentsIn } from './comments.ts'
import type { Cursor } from './cursor.ts'
import { parseYaml } from './parse.ts'

/** LaidOut is a text in the one layout, or why it gets none. */
export type LaidOut = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

// A parameter with its description stands on one line, as in the files that we ship.
const options: Options = { parser: 'yaml', plugins: [yamlPlugin], printWidth: 150, proseWrap: 'preserve', endOfLine: 'lf' }

// Now and then the library takes a second look to be content with its own work; what has not settled by then never will.
const mostRounds = 4

/**
 * layOut gives a YAML text that parsed its one layout: the data and the comments stay the same, and what was laid out once stays as it is. Comments
 * behind a value keep their column where they can, for they are often lined up. Line ends stay what they are.
 */
export async function layOut(file: SourceFile, root: Cursor): Promise<LaidOut> {
  try {
    const laidOut = await settled(file.text)
    if (!laidOut.ok || laidOut.text === file.text) return laidOut
    const parsed = await parseYaml({ ...file, text: laidOut.text })
    return parsed.ok && isSame(parsed.root.data, root.data) ? laidOut : { ok: false, reason: 'the formatter makes something else of it' }
  } catch (error) {
    // The library has a parser of its own, which may mind or stumble over what no other reader does; or nobody can read what it writes.
    const isRefusal = error instanceof SyntaxError && 'loc' in error
    return { ok: false, reason: isRefusal ? (error.message.split('\n')[0] ?? '') : 'the formatter makes something else of it' }
  }
}

async function settled(text: string): Promise<LaidOut> {
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n'
  let before = text.replace(/\r\n?/g, '\n')
  for (let round = 0; round < mostRounds; round += 1) {
    const after = await once(before)
    if (!after.ok) return after
    if (after.text === before) return { ok: true, text: before.replaceAll('\n', lineEnd) }
    before = after.text
  }
  return { ok: false, reason: 'no layout of it is stable' }
}

async function once(text: string): Promise<LaidOut> {
  const before = commented(text)
  const after = commented(await format(text, options))
  const moved = before.places.findIndex((place, index) => place !== after.places[index])
  if (moved < 0 && before.places.length === after.places.length) return { ok: true, text: tidied(before, after) }
  return { ok: false, reason: `comment ${Math.max(moved, 0) + 1} of ${before.places.length} would be lost or moved away` }
}

interface Commented {
  readonly text: string
  readonly comments: readonly Comment[]
  /** The words of each comment, and how many letters and brackets stand before it: between them it has its place. */
  readonly places: readonly string[]
}

function commented(text: string): Commented {
  const comments = commentsIn(text)
  let letters = 0
  let from = 0
  const places = comments.map(({ start, words }) => {
    letters += text.slice(from, start).match(/[\p{L}[\]{}]/gu)?.length ?? 0
    from = start + words.length
    return `${letters} ${words}`
  })
  return { text, comments, places }
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

/** Whether two plain values are the same, the order of their keys included. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || one === null || typeof other !== 'object' || other === null) return Object.is(one, other)
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [entries, others] = [Object.entries(one), Object.entries(other)]
  return entries.length === others.length && entries.every(([key, value], index) => others[index]?.[0] === key && isSame(value, others[index]?.[1]))
}
