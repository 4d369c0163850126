import { pick, type Random } from '../random.ts'

/** Planted is a text with a mistake in it. */
export interface Planted {
  readonly lines: readonly string[]
  /** The line to blame, from 1. */
  readonly line: number
  /** For something that is missing: the line of the key that opens the mapping, which is as good a place. */
  readonly or?: number
}

/** Defect is one way to break a file. `plant` gives undefined when the file offers no place for it. */
export interface Defect {
  readonly kind: string
  readonly what: string
  /** What the codes of messages about it may start with. */
  readonly families: readonly string[]
  /** Who can see it: a YAML parser, a validator that knows the schema alone, or one that knows the meaning. */
  readonly level: 'yaml' | 'schema' | 'meaning'
  readonly plant: (lines: readonly string[], random: Random) => Planted | undefined
}

/** lineOf picks the index of one of the lines that match. */
export function lineOf(lines: readonly string[], pattern: RegExp, random: Random): number | undefined {
  const [first, ...others] = lines.flatMap((line, index) => (pattern.test(line) ? [index] : []))
  return first === undefined ? undefined : pick(random, [first, ...others])
}

/** changed rewrites one of the lines that match; the line itself is to blame. */
export function changed(pattern: RegExp, replacement: string): Defect['plant'] {
  return (lines, random) => {
    const index = lineOf(lines, pattern, random)
    return index === undefined ? undefined : { lines: lines.toSpliced(index, 1, lines[index]?.replace(pattern, replacement) ?? ''), line: index + 1 }
  }
}

/** inserted writes a line below one that matches; the new line is to blame. */
export function inserted(pattern: RegExp, line: string): Defect['plant'] {
  return (lines, random) => {
    const index = lineOf(lines, pattern, random)
    return index === undefined ? undefined : { lines: lines.toSpliced(index + 1, 0, line), line: index + 2 }
  }
}

/** removed takes a key with all that belongs to it away; the first key that is left beside it is to blame, or the key above. */
export function removed(pattern: RegExp): Defect['plant'] {
  return (lines, random) => {
    const index = lineOf(lines, pattern, random)
    if (index === undefined) return undefined
    const indent = indentOf(lines[index])
    const left = lines.toSpliced(index, blockEnd(lines, index) - index)
    const above = indent === 0 ? -1 : lines.findLastIndex((line, at) => at < index && isContent(line) && indentOf(line) < indent)
    const first = left.findIndex((line, at) => at > above && isContent(line))
    return { lines: left, line: first + 1, ...(above < 0 ? {} : { or: above + 1 }) }
  }
}

/** blockEnd is the index behind a key and all that is indented below it. */
export function blockEnd(lines: readonly string[], index: number): number {
  const indent = indentOf(lines[index])
  const end = lines.findIndex((line, at) => at > index && isContent(line) && indentOf(line) <= indent)
  return end < 0 ? lines.length : end
}

/** oneOf tries several ways in an order of chance. */
export function oneOf(...plants: [Defect['plant'], ...Defect['plant'][]]): Defect['plant'] {
  return (lines, random) => {
    const start = Math.floor(random() * plants.length)
    for (const plant of [...plants.slice(start), ...plants.slice(0, start)]) {
      const planted = plant(lines, random)
      if (planted !== undefined) return planted
    }
    return undefined
  }
}

function indentOf(line = ''): number {
  return line.length - line.trimStart().length
}

function isContent(line: string): boolean {
  return line.trim() !== '' && !line.trimStart().startsWith('#')
}
