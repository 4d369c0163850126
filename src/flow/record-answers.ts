import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Example, Recorded } from '../model/tool.ts'
import { canonicalJson } from '../text/canonical-json.ts'
import { applyEdits, type Edit } from '../text/edits.ts'
import { lineAt, positionAt, type SourceFile } from '../text/source-file.ts'
import type { Files } from '../world/world.ts'
import { parseYaml } from '../yaml/parse.ts'
import { printInLine, printMapping } from '../yaml/print.ts'
import { recordedBody } from './recorded-answer.ts'
import { rewrite } from './rewrite.ts'

/** Recording is an answer to write into the file of its example. It holds no secrets. */
export interface Recording {
  readonly example: Example
  /** Undefined for a tool of an MCP server, whose answer has none. */
  readonly status: number | undefined
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** WrittenDown is which recordings are in their files now, and why others are not. */
export interface WrittenDown {
  readonly recorded: ReadonlySet<Example>
  readonly refused: ReadonlyMap<Example, Diagnostic>
}

// A reviewer has to read it, and an editor to open it.
const mostBytes = 64 * 1024

/** recordAnswers writes answers into the files of their examples. All else in the files stays byte for byte, comments and layout too. */
export async function recordAnswers(files: Files, recordings: readonly Recording[]): Promise<WrittenDown> {
  const recorded = new Set<Example>()
  const refused = new Map<Example, Diagnostic>()
  for (const [file, ofFile] of byFile(recordings)) {
    const fitting = ofFile.filter((recording) => {
      const bytes = new TextEncoder().encode(recording.body).byteLength
      if (bytes <= mostBytes) return true
      const message = `the answer is not recorded: it has ${Math.ceil(bytes / 1024)} KiB; at most ${mostBytes / 1024} KiB are`
      refused.set(recording.example, notRecorded(recording.example, message, 'ask the server for less, or record a smaller example'))
      return false
    })
    const trouble = fitting.length === 0 ? undefined : await writeInto(files, file, fitting)
    for (const { example } of fitting) {
      if (trouble === undefined) recorded.add(example)
      else refused.set(example, trouble)
    }
  }
  return { recorded, refused }
}

function byFile(recordings: readonly Recording[]): ReadonlyMap<SourceFile, readonly Recording[]> {
  const files = new Map<SourceFile, Recording[]>()
  for (const recording of recordings) {
    const { file } = recording.example.at
    const known = files.get(file)
    if (known === undefined) files.set(file, [recording])
    else known.push(recording)
  }
  return files
}

/** notRecorded says that the answer to an example was not written down. */
export function notRecorded({ at }: Example, message: string, hint: string): Diagnostic {
  return diagnose('example-not-recorded', { message, span: at.value('name'), hint })
}

async function writeInto(files: Files, file: SourceFile, recordings: readonly Recording[]): Promise<Diagnostic | undefined> {
  const [first] = recordings
  if (first === undefined) return undefined
  const edits = recordings.map(editFor).toSorted((left, right) => left.start - right.start)
  const text = applyEdits(file.text, edits)
  if (await saysOnly(file, text, recordings)) return rewrite(files, file, await inLayoutOf(file, text))
  const message = 'the answer is not recorded: the file is written in a way that cannot be added to'
  return notRecorded(first.example, message, 'write the examples as a plain list, without anchors, and record again')
}

/** Whether a text says what the file says, and the recordings, and nothing else. */
async function saysOnly(file: SourceFile, text: string, recordings: readonly Recording[]): Promise<boolean> {
  const [before, after] = [await parseYaml(file), await parseYaml({ ...file, text })]
  if (!before.ok || !after.ok) return false
  const wanted: unknown = structuredClone(before.root.data)
  for (const recording of recordings) {
    const example = recording.example.at.path.reduce((value, step) => memberOf(value, step), wanted)
    if (typeof example !== 'object' || example === null) return false
    Object.assign(example, { recorded: recordedValue(recording) })
  }
  return canonicalJson(wanted) === canonicalJson(after.root.data)
}

/** A file in the one layout stays in it; any other is left as it is laid out. */
async function inLayoutOf(file: SourceFile, text: string): Promise<string> {
  const { layOut } = await import('../yaml/layout.ts')
  const laidOut = async (source: SourceFile): Promise<string | undefined> => {
    const parsed = await parseYaml(source)
    const result = parsed.ok ? await layOut(source, parsed.root) : undefined
    return result?.ok === true ? result.text : undefined
  }
  return (await laidOut(file)) === file.text ? ((await laidOut({ ...file, text })) ?? text) : text
}

function memberOf(value: unknown, step: string | number): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined
}

/** recordedOf is what is kept of an answer: the headers only that say what it is, and that the example asks about. */
export function recordedOf({ example, status, headers, body }: Recording): Recorded {
  const wanted = new Set(['content-type', ...example.expect.headers.map(([name]) => name.toLowerCase())])
  const kept = new Map(headers.map(([name, value]) => [name.toLowerCase(), value] as const).filter(([name]) => wanted.has(name)))
  // A tool of an MCP server answers without a status; the format wants one.
  return { status: status ?? 200, headers: [...kept], body: recordedBody(body) }
}

function recordedValue(recording: Recording): object {
  const { status, headers, body } = recordedOf(recording)
  return {
    status,
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(body === undefined ? {} : { body }),
  }
}

function editFor(recording: Recording): Edit {
  const { at } = recording.example
  const { file } = at
  const value = recordedValue(recording)
  const whole = at.value()
  // An example in braces stays in them.
  if (file.text.charAt(whole.start) === '{') return editInBraces(recording, printInLine(value))
  const lineEnd = /\r\n|\r|\n/.exec(file.text)?.[0] ?? '\n'
  const indent = positionAt(file, at.firstKey().start).column - 1
  const [head = '', ...rest] = printMapping({ recorded: value }, indent)
  if (at.in('recorded').data === undefined) {
    const end = endOfLine(file, whole.end)
    return { start: end, end, text: [head, ...rest].map((line) => lineEnd + line).join('') }
  }
  const key = at.key('recorded')
  const old = at.value('recorded')
  const end = endOfLine(file, old.end)
  // What stands behind the key stays there; on the line of an old recording the new one would become a part of a comment.
  const isBelow = positionAt(file, old.start).line > positionAt(file, key.start).line
  if (isBelow) return { start: endOfLine(file, key.end), end, text: rest.map((line) => lineEnd + line).join('') }
  return { start: key.start, end, text: [head.trimStart() + file.text.slice(old.end, end).trimEnd(), ...rest].join(lineEnd) }
}

function editInBraces({ example: { at } }: Recording, json: string): Edit {
  if (at.in('recorded').data !== undefined) {
    const { start, end } = at.value('recorded')
    return { start, end, text: json }
  }
  const last = Object.keys(Object(at.data)).at(-1) ?? ''
  const { end } = at.value(last)
  return { start: end, end, text: `, recorded: ${json}` }
}

function endOfLine(file: SourceFile, offset: number): number {
  const { line, column } = positionAt(file, offset)
  return offset - (column - 1) + lineAt(file, line).length
}
