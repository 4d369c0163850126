import { pick, type Random } from '../../bench/random.ts'

/** A text with one slip in it. */
interface Mutant {
  readonly lines: readonly string[]
  /** The lines to blame, from 1: where the slip is, and for something that is gone where it stood. */
  readonly blamed: readonly number[]
}

/** Mutation is one way to slip. `mutate` gives undefined where a text offers no place for it. */
export interface Mutation {
  readonly kind: string
  readonly mutate: (lines: readonly string[], random: Random) => Mutant | undefined
}

type Mutate = Mutation['mutate']

/** mutations are the slips of people who edit files by hand: of the fingers, of indentation and merging, and of what they believe YAML to be. */
export const mutations: readonly Mutation[] = [
  { kind: 'delete a line', mutate: onLine(isContent, (lines, at) => deleted(lines, at, at + 1)) },
  { kind: 'delete a key with its block', mutate: onLine(isKey, (lines, at) => deleted(lines, at, blockEnd(lines, at))) },
  { kind: 'delete a pair in braces', mutate: words(/[\w"]+: (?:"[^"]*"|'[^']*'|[^,{}[\]]+)(?:, |(?= \}))/g, () => '', /\{.*\}/) },
  { kind: 'delete a value', mutate: words(/(?<=^[^#'"]*[\w"']:) +[^ #|>].*$/g, () => '') },
  { kind: 'swap two neighbours', mutate: onLine(isContent, (lines, at) => swapped(lines, at, at + 1)) },
  { kind: 'swap two lines', mutate: (lines, random) => swapped(lines, Math.floor(random() * lines.length), Math.floor(random() * lines.length)) },
  { kind: 'misspell a key', mutate: words(/(?<=^ *(?:- )?|[{,] )[A-Za-z_]\w{2,}(?=:(?: |$))/g, misspelt) },
  {
    kind: 'misspell one of the allowed words',
    mutate: words(/(?<=^ *(?:method|type|in|pre_speech|execution_audio|transport): |[{,] (?:type|method|in): )[A-Za-z_-]{2,}/g, misspelt),
  },
  { kind: 'misspell a placeholder', mutate: words(/(?<=(?<!\$)\{{1,2})\w{3,}(?=\})/g, misspelt) },
  { kind: 'misspell the name of a tool', mutate: words(/(?<=^ {2})[a-z]+_[a-z_]+(?=:$)|(?<=[[,] ?)[a-z]+_[a-z_]+(?=[,\]])/g, misspelt) },
  { kind: 'misspell the name of a parameter', mutate: words(/(?<=^ {6})\w{3,}(?=:(?: \{ type|$))/g, misspelt) },
  {
    kind: 'indent a line more',
    mutate: onLine(isContent, (lines, at, random) => replaced(lines, at, ' '.repeat(pick(random, [1, 2, 2, 2, 4])) + lines[at])),
  },
  { kind: 'indent a line less', mutate: words(/^ {1,2}(?= *[^ #])/g, () => '') },
  { kind: 'indent a block more', mutate: onLine(isKey, (lines, at) => reindented(lines, at, blockEnd(lines, at), (line) => `  ${line}`)) },
  { kind: 'indent a block less', mutate: onLine(isInnerKey, (lines, at) => reindented(lines, at, blockEnd(lines, at), (line) => line.slice(2))) },
  {
    kind: 'indent what is below a key less',
    mutate: onLine(isOpenKey, (lines, at) => reindented(lines, at + 1, blockEnd(lines, at), (line) => line.slice(2))),
  },
  { kind: 'indent with a tab', mutate: words(/^ {2,}(?=[^ #])/g, (random) => pick(random, ['\t', '\t\t', '  \t'])) },
  { kind: 're-type a value', mutate: words(/(?<=(?:^[^#'"]*|[{,] )[\w"']: )(?:"[^"]*"|'[^']*'|\{.*\}|\[[^\]]*\]|[^ #|>"'[{][^#,{}]*)/g, retyped) },
  { kind: 'duplicate a line', mutate: onLine(isContent, (lines, at) => inserted(lines, at + 1, [lines[at] ?? ''])) },
  {
    kind: 'duplicate a key with its block',
    mutate: onLine(isKey, (lines, at) => inserted(lines, blockEnd(lines, at), lines.slice(at, blockEnd(lines, at)))),
  },
  { kind: 'lose a quote', mutate: words(/["']/g, () => '') },
  { kind: 'lose both quotes', mutate: words(/"[^"]*"|'[^']*'/g, (_, word) => word.slice(1, -1)) },
  { kind: 'lose a bracket', mutate: words(/[[\]{}]/g, () => '') },
  { kind: 'lose a colon', mutate: words(/(?<=^[^"'#]*\w):(?= |$)/g, () => '') },
  { kind: 'lose the space behind a colon', mutate: words(/(?<=^[^"'#]*\w:) (?=\S)/g, () => '') },
  { kind: 'lose a comma', mutate: words(/,(?= )/g, () => '') },
  { kind: 'lose a dash', mutate: words(/(?<=^ *)- (?=\S)/g, (random) => pick(random, ['', '  ', '-'])) },
  { kind: 'write a word of YAML 1.1', mutate: words(/(?<=: )(?:true|false)\b/g, (random) => pick(random, ['yes', 'no', 'on', 'off'])) },
  { kind: 'paste an invisible character', mutate: words(/(?<=^ *)(?=[A-Za-z]\w+:)/g, (random) => pick(random, ['\u00a0', '\u200b', '\ufeff'])) },
  { kind: 'paste typographic quotes', mutate: words(/"[^"]*"|'[^']*'/g, (_, word) => `“${word.slice(1, -1)}”`) },
  { kind: 'put a colon into a text', mutate: words(/(?<=^[^"'#]*: [A-Za-z][^{["'#]*\w)(?= )/g, () => ':') },
]

function isContent(line: string): boolean {
  return line.trim() !== '' && !line.trimStart().startsWith('#')
}

function isKey(line: string): boolean {
  return /^ *(?:- )?[\w"']+:(?: |$)/.test(line)
}

function isInnerKey(line: string): boolean {
  return line.startsWith('  ') && isKey(line)
}

function isOpenKey(line: string): boolean {
  return /^ *[\w"']+:$/.test(line)
}

function onLine(fits: (line: string) => boolean, mutate: (lines: readonly string[], at: number, random: Random) => Mutant | undefined): Mutate {
  return (lines, random) => {
    const places = lines.flatMap((line, at) => (fits(line) ? [at] : []))
    return places.length === 0 ? undefined : mutate(lines, pick(random, [places[0] ?? 0, ...places.slice(1)]), random)
  }
}

/** Rewrites one word somewhere in the file; of a line, only what `within` matches is looked at. */
function words(pattern: RegExp, rewrite: (random: Random, word: string) => string, within = /^.*$/): Mutate {
  return (lines, random) => {
    const places = lines.flatMap((line, at) => {
      const part = isContent(line) ? within.exec(line) : null
      return part === null ? [] : [...part[0].matchAll(pattern)].map((match) => ({ at, start: part.index + match.index, word: match[0] }))
    })
    const [first, ...others] = places
    if (first === undefined) return undefined
    const { at, start, word } = pick(random, [first, ...others])
    const line = lines[at] ?? ''
    return replaced(lines, at, line.slice(0, start) + rewrite(random, word) + line.slice(start + word.length))
  }
}

function replaced(lines: readonly string[], at: number, line: string): Mutant {
  return { lines: lines.toSpliced(at, 1, line), blamed: [at + 1] }
}

function swapped(lines: readonly string[], first: number, second: number): Mutant {
  const mixed = [...lines]
  mixed[first] = lines[second] ?? ''
  mixed[second] = lines[first] ?? ''
  return { lines: mixed, blamed: [first + 1, second + 1] }
}

function inserted(lines: readonly string[], at: number, added: readonly string[]): Mutant {
  return { lines: lines.toSpliced(at, 0, ...added), blamed: added.map((_, index) => at + index + 1) }
}

function reindented(lines: readonly string[], start: number, end: number, indent: (line: string) => string): Mutant {
  return { lines: lines.map((line, at) => (at >= start && at < end && isContent(line) ? indent(line) : line)), blamed: [start + 1] }
}

/** What is gone may be told where it stood, at the line above, at the key that it belonged to, or at the first key that is left beside it. */
function deleted(lines: readonly string[], start: number, end: number): Mutant {
  const left = lines.toSpliced(start, end - start)
  const indent = indentOf(lines[start])
  const above = lines.findLastIndex((line, at) => at < start && isContent(line) && indentOf(line) < indent)
  const sibling = left.findIndex((line, at) => at > above && isContent(line))
  const next = left.findIndex((line, at) => at >= start && isContent(line))
  return { lines: left, blamed: [above + 1, sibling + 1, next + 1, start].filter((line) => line > 0) }
}

function misspelt(random: Random, word: string): string {
  const at = 1 + Math.floor(random() * (word.length - 2))
  const slips = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
    word.slice(0, at) + pick(random, ['a', 'e', 's', 'o', 'r']) + word.slice(at + 1),
  ]
  const others = slips.filter((slip) => slip !== word)
  return pick(random, [others[0] ?? `${word}s`, ...others.slice(1)])
}

function retyped(random: Random, value: string): string {
  const bare = value.trim()
  const inside = /^["'].*["']$/.test(bare) ? bare.slice(1, -1) : bare
  const types = [
    '42',
    'true',
    'null',
    '""',
    '"7"',
    `[${bare}]`,
    `{ value: ${bare} }`,
    '12.50',
    '[]',
    '{}',
    `"${inside.replaceAll('"', "'")}"`,
    inside,
  ]
  const others = types.filter((type) => type !== bare)
  return pick(random, [others[0] ?? '', ...others.slice(1)]) + (value.endsWith(' ') ? ' ' : '')
}

/** The index behind a key and all that is indented below it, without the blank lines at its end. */
function blockEnd(lines: readonly string[], index: number): number {
  const indent = indentOf(lines[index])
  const end = lines.findIndex((line, at) => at > index && isContent(line) && indentOf(line) <= indent)
  return lines.findLastIndex((line, at) => at < (end < 0 ? lines.length : end) && isContent(line)) + 1
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length
}
