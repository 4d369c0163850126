import { posix } from 'node:path'
import { UsageError } from '../flow/usage-error.ts'
import { formats, type SyncFormat } from '../report/formats.ts'

/** Output is a format and the file that it goes to; without a file it goes to stdout. */
export interface Output {
  readonly format: SyncFormat
  readonly file?: string
}

/** withFormat takes a `--format` up into what was asked for so far. */
export function withFormat(outputs: readonly Output[], word: string, known: readonly SyncFormat[] = formats): readonly Output[] {
  const format = known.find((name) => name === word)
  if (format === undefined) throw new UsageError(`format "${word}" is not one of ${known.join(', ')}`)
  return [...outputs, { format }]
}

/** withFile takes an `--output` up: it belongs to the `--format` before it, or to the text where none was named. */
export function withFile(outputs: readonly Output[], file: string): readonly Output[] {
  const last = outputs.at(-1) ?? { format: 'text' }
  if (last.file !== undefined) throw new UsageError(`--output "${file}" has no --format of its own; write --format before each --output`)
  return [...outputs.slice(0, -1), { ...last, file }]
}

/** outputsOf checks that what was asked for can be told apart. */
export function outputsOf(outputs: readonly Output[]): readonly Output[] {
  if (outputs.length === 0) return [{ format: 'text' }]
  const open = outputs.filter(({ file }) => file === undefined)
  if (open.length > 1) {
    const names = open.map(({ format }) => format).join(', ')
    throw new UsageError(`only one format can go to stdout, and there are ${open.length}: ${names}; give the others an --output`)
  }
  const paths = outputs.flatMap(({ file }) => (file === undefined ? [] : [posix.normalize(file)]))
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  if (twice !== undefined) throw new UsageError(`two formats cannot both be written to "${twice}"`)
  return outputs
}
