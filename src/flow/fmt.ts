import { posix } from 'node:path'
import { Checker } from '../check/check.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { decodeSettings, defaultSettings } from '../model/settings.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Files, World } from '../world/world.ts'
import { parseYaml } from '../yaml/parse.ts'
import { choosePaths } from './chosen-paths.ts'
import { Documents, saysNothing, wholeFile } from './documents.ts'
import { findRoot, settingsName, yamlFilesIn } from './find-project.ts'
import type { Outcome } from './outcome.ts'
import { UsageError } from './usage-error.ts'
import { rewrite } from './rewrite.ts'

/** FmtOptions says what to lay out. */
export interface FmtOptions {
  /** Files, folders and patterns. */
  readonly paths: readonly string[]
  /** Whether nothing is to be written. */
  readonly check: boolean
}

/** LaidOutFile is what became of a file; a diagnostic says more of the last two. `left-alone`: it was named, and is not for `fmt`. */
export interface LaidOutFile {
  readonly path: string
  readonly status: 'unchanged' | 'written' | 'left-alone' | 'differs' | 'refused'
}

/** Formatted is what became of all of them. */
export interface Formatted {
  readonly check: boolean
  readonly files: readonly LaidOutFile[]
}

// The library takes time with the square of some things; a text of this size is laid out in seconds.
const mostCharacters = 512 * 1024

/** fmt gives integrations, agents and settings their one layout. Lockfiles are written by sync, prompts by people: both are left alone. */
export async function fmt({ files }: World, { paths, check }: FmtOptions): Promise<Outcome<Formatted>> {
  const chosen = choosePaths(files, paths)
  const documents = new Documents(files, new Checker())
  const { root, all } = await yamlOf(files, documents, chosen.start)
  chosen.check(root, all)
  const wanted = all.filter((path) => chosen.has?.(path) ?? true)
  const others = paths.filter((path) => files.kind(path) === 'file' && !all.includes(files.resolve(path))).map((path) => files.resolve(path))
  if (wanted.length + others.length + documents.diagnostics.length === 0)
    throw new UsageError(`there is no integration, agent or ${settingsName} in "${documents.shown(files.resolve(chosen.start))}"`)
  const laidOut: LaidOutFile[] = others.map((path) => ({ path: documents.shown(path), status: 'left-alone' }))
  for (const path of wanted) laidOut.push(await one(files, documents, { path, check }))
  return { diagnostics: documents.diagnostics, result: { check, files: laidOut.toSorted((left, right) => (left.path < right.path ? -1 : 1)) } }
}

/** The files of the project that have a layout, as absolute paths. */
async function yamlOf(files: Files, documents: Documents, start: string): Promise<{ readonly root: string; readonly all: readonly string[] }> {
  const root = findRoot(files, start)
  const path = posix.join(root, settingsName)
  const hasSettings = files.kind(path) === 'file'
  const reader = new Documents(files, new Checker())
  const settings = hasSettings ? await reader.yaml(path, 'project', { emptyIsFine: true }) : undefined
  // Settings that cannot be read may have named other folders.
  if (settings === undefined) documents.diagnostics.push(...reader.diagnostics)
  const folders = settings === undefined ? defaultSettings : decodeSettings(settings)
  const found = [folders.integrations, folders.agents].map((folder) => yamlFilesIn(files, posix.join(root, folder)))
  documents.unreadable(found.flatMap(({ unreadable }) => unreadable))
  return { root, all: [...(hasSettings ? [path] : []), ...found.flatMap(({ yaml }) => yaml)] }
}

async function one(files: Files, documents: Documents, { path, check }: { readonly path: string; readonly check: boolean }): Promise<LaidOutFile> {
  const file = documents.read(path)
  const refused: LaidOutFile = { path: documents.shown(path), status: 'refused' }
  if (file === undefined) return refused
  const { text, diagnostics } = await layOutText(file)
  documents.diagnostics.push(...diagnostics)
  if (text === undefined) return refused
  if (text === file.text) return { path: file.path, status: 'unchanged' }
  const trouble = check ? differs(file, text) : rewrite(files, file, text)
  if (trouble !== undefined) documents.diagnostics.push(trouble)
  return { path: file.path, status: check ? 'differs' : trouble === undefined ? 'written' : 'refused' }
}

/** fmtInput lays out what comes in on standard input; without a text it says why there is none. */
export async function fmtInput({ terminal }: World, check: boolean): Promise<Outcome<Formatted> & { readonly text?: string }> {
  const input = await terminal.readInput()
  if (input === undefined) throw new UsageError('standard input cannot be read')
  const mark = input.startsWith('\ufeff') ? '\ufeff' : ''
  const file = { path: '-', text: input.slice(mark.length) }
  const { text, diagnostics } = await layOutText(file)
  const result = (status: LaidOutFile['status']): Formatted => ({ check, files: [{ path: '-', status }] })
  if (text === undefined) return { diagnostics, result: result('refused') }
  if (check && text !== file.text) return { diagnostics: [differs(file, text)], result: result('differs') }
  return { diagnostics, result: result(text === file.text ? 'unchanged' : 'written'), text: mark + text }
}

async function layOutText(file: SourceFile): Promise<{ readonly text: string | undefined; readonly diagnostics: readonly Diagnostic[] }> {
  const span = wholeFile({ path: file.path, text: '' })
  const refused = (message: string, hint: string): Diagnostic => diagnose('format-refused', { message, span, hint })
  if (file.text.length > mostCharacters)
    return { text: undefined, diagnostics: [refused(`"${file.path}" is too large to be laid out`, 'split the integration into several')] }
  const parsed = await parseYaml(file)
  if (!parsed.ok && posix.basename(file.path) === settingsName && saysNothing(file)) return { text: file.text, diagnostics: [] }
  if (!parsed.ok) return { text: undefined, diagnostics: parsed.diagnostics }
  const { layOut } = await import('../yaml/layout.ts')
  const laidOut = await layOut(file, parsed.root)
  if (laidOut.ok) return { text: laidOut.text, diagnostics: [] }
  return {
    text: undefined,
    diagnostics: [refused(`"${file.path}" cannot be laid out safely: ${laidOut.reason}`, 'write the unusual part of it in a plainer way')],
  }
}

function differs({ path, text }: SourceFile, laidOut: string): Diagnostic {
  const [lines, wanted] = [text.split('\n'), laidOut.split('\n')]
  const line = lines.findIndex((words, index) => words !== wanted[index])
  // The line itself is not shown: what differs is mostly white space, and nobody has looked for secrets in it.
  const blank = '\n'.repeat(line < 0 ? lines.length - 1 : line)
  const span = { file: { path, text: blank }, start: blank.length, end: blank.length }
  return diagnose('format-differs', { message: 'the layout differs from here on', span, hint: `run diga-int fmt ${path}` })
}
