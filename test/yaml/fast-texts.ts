import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeCorpus } from '../../bench/corpus.ts'
import { pick, type Random } from '../../bench/random.ts'

/** Text is a file as it stands in the repository, or as the bench writes it. */
interface Text {
  readonly path: string
  readonly text: string
}

/** textsIn reads the YAML files below a folder. */
export function textsIn(folder: string): readonly Text[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
}

/** corpusTexts gives what the bench measures. */
export function corpusTexts(count: number): readonly Text[] {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-corpus-'))
  try {
    writeCorpus(folder, { count })
    return textsIn(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** fragment cuts some lines out of one of the texts and moves them to the left, so that many of them are documents of their own. */
export function fragment(random: Random, texts: readonly Text[]): string {
  const indentOf = (line: string): number => line.search(/[^ ]|$/)
  const lines = (texts[Math.floor(random() * texts.length)]?.text ?? '').split('\n')
  const start = Math.floor(random() * lines.length)
  const indent = indentOf(lines[start] ?? '')
  const some = lines.slice(start, start + 3 + Math.floor(random() * 13))
  const end = some.findIndex((line) => line.trim() !== '' && indentOf(line) < indent)
  return `${(end < 0 ? some : some.slice(0, end)).map((line) => line.slice(indent)).join('\n')}\n`
}

const tokens = [
  ...['- ', ': ', ':', '#', ' #', ' # c\n', '"', "'", '{', '}', '[', ']', ',', ', ', '|', '>', '|\n', '>-\n', '&', '*', '!', '%', '@', '`', '?'],
  ...['? ', '<<: ', '\t', '\r', '\r\n', '\n', '\n  ', '\n\n', ' ', '  ', '---', '\n---\n', '\n--- a', '...', '\n...\n', '~', '\\', '\\n', '-'],
  ...['+', '.', '0', '1', 'e', 'null', 'a: b', '\u00a0', '\u0085', '\u0090', '\u2028', '\u2029', '\ufeff', '\u0000', '\u007f', '\ud83d', '\ude00'],
  ...['🚲', 'é', '__proto__', '\uffff'],
] as const satisfies readonly [string, ...string[]]

/** mutant spoils a text in one to three places. */
export function mutant(random: Random, text: string): string {
  let result = text
  for (let count = pick(random, [1, 1, 1, 2, 2, 3]); count > 0; count -= 1) result = pick(random, mutations)(random, result)
  return result
}

type Mutation = (random: Random, text: string) => string

const insert: Mutation = (random, text) => spliced(text, place(random, text), 0, pick(random, tokens))
const mutations: readonly [Mutation, ...Mutation[]] = [
  insert,
  insert,
  (random, text) => spliced(text, place(random, text), 0, text.charAt(place(random, text))),
  (random, text) => spliced(text, place(random, text), 1, ''),
  (random, text) => spliced(text, place(random, text), pick(random, [1, 2, 3, 8]), pick(random, tokens)),
  (random, text) => {
    const at = place(random, text)
    return spliced(text, at, 2, text.charAt(at + 1) + text.charAt(at))
  },
  // Lines: twice, gone, swapped, indented otherwise, joined.
  (random, text) => atLine(random, text, (line, next) => [line, line, next]),
  (random, text) => atLine(random, text, (_line, next) => [next]),
  (random, text) => atLine(random, text, (line, next) => [next, line]),
  (random, text) => atLine(random, text, (line, next) => [pick(random, [' ', '  ', '    ', '\t', '- ']) + line, next]),
  (random, text) => atLine(random, text, (line, next) => [line.replace(/^ {1,2}/, ''), next]),
  (random, text) => atLine(random, text, (line, next) => [line.trimStart(), next]),
  (random, text) => atLine(random, text, (line, next) => [line + pick(random, [' ', '  ', ' # c', '#', ':', ' |', ' >+', ' -']), next]),
  (random, text) => atLine(random, text, (line, next) => [line + next.trimStart()]),
  (random, text) => atLine(random, text, (line, next) => [line, pick(random, ['', ' ', '      ', '# c', '    # c', '---', '...']), next]),
  (_, text) => text.replaceAll('\n', '\r\n'),
  (_, text) => text.trimEnd(),
]

function place(random: Random, text: string): number {
  return Math.floor(random() * (text.length + 1))
}

function spliced(text: string, at: number, count: number, added: string): string {
  return text.slice(0, at) + added + text.slice(at + count)
}

/** Puts other lines in the place of a line and the one below it. */
function atLine(random: Random, text: string, change: (line: string, next: string) => readonly string[]): string {
  const lines = text.split('\n')
  const at = Math.floor(random() * lines.length)
  const changed = change(lines[at] ?? '', lines[at + 1] ?? '')
  return [...lines.slice(0, at), ...changed, ...lines.slice(at + 2)].join('\n')
}
