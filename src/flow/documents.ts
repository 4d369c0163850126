import { posix } from 'node:path'
import { mayHoldWaivers } from '../check/ordinary/text.ts'
import type { Checker } from '../check/check.ts'
import type { Shape } from '../check/schema/published.ts'
import { hasShape } from '../check/has-shape.ts'
import { misfits } from '../check/shape.ts'
import { type Waiver, waiversIn } from '../check/waiver.ts'
import { diagnose } from '../diagnostic/codes.ts'
import { type Diagnostic, readAtOnce, type Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { FileFailure, Files } from '../world/world.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { parseEveryday, parseUnusual } from '../yaml/parse.ts'
import type { Enough } from './enough.ts'

interface Reading {
  readonly emptyIsFine?: boolean
  readonly look?: (root: Cursor) => boolean
}

interface Asked {
  readonly shape: Shape
  readonly look: (root: Cursor) => boolean
  readonly isSkimmed: boolean
}

type Everyday = ReturnType<typeof parseEveryday>

const never = (): boolean => false

type Prompt = { readonly file: SourceFile } | { readonly trouble: string }

/** Documents reads the texts of a project one by one, and keeps what is wrong with each and what its comments waive. */
export class Documents {
  readonly diagnostics: Diagnostic[] = []
  readonly waivers: Waiver[] = []
  /** What was read, or tried to be read, as absolute paths. */
  readonly paths: string[] = []
  /** Knows from when on it is only asked whether a file is wrong, and not why; undefined: it is always asked. */
  enough: Enough | undefined
  /** Whether of some files it was only asked whether they are wrong. */
  hasSkimmed = false
  private readonly files: Files
  private readonly checker: Checker | undefined
  private readonly here: string
  private readonly below: string
  private readonly prompts = new Map<string, Prompt>()

  /** Without a checker the texts are read, and not judged beyond their shape. */
  constructor(files: Files, checker?: Checker) {
    this.files = files
    this.checker = checker
    this.here = files.resolve('.')
    this.below = posix.join(this.here, '/')
  }

  /**
   * The root of a YAML file that has its shape, or undefined after telling why there is none. `look` sees each root that has its shape once, and
   * may be asked before the schema: whether what it has seen leaves no doubt. Only for a file that is written unusually, or wrong, there is a wait.
   */
  yaml(path: string, shape: Shape, { emptyIsFine = false, look = never }: Reading = {}): Cursor | undefined | Promise<Cursor | undefined> {
    const file = this.read(path)
    if (file === undefined) return undefined
    if (emptyIsFine && saysNothing(file)) return undefined
    const isSkimmed = this.isSkimmed(file)
    const everyday = parseEveryday(file)
    if (!everyday.ok || !this.fits(shape, everyday.root, look)) return this.unusual(file, everyday, { shape, look, isSkimmed })
    this.judge(file, everyday.root)
    return everyday.root
  }

  private async unusual(file: SourceFile, everyday: Everyday, { shape, look, isSkimmed }: Asked): Promise<Cursor | undefined> {
    const parsed = everyday.ok ? everyday : await parseUnusual(file, everyday, !isSkimmed)
    if (!everyday.ok && parsed.ok && this.fits(shape, parsed.root, look)) {
      this.judge(file, parsed.root)
      return parsed.root
    }
    if (isSkimmed) {
      this.hasSkimmed = true
      this.diagnostics.push(unexplained(file, parsed.ok ? 'schema-value-refused' : 'yaml-syntax'))
      return undefined
    }
    const troubles = parsed.ok ? await misfits(shape, parsed.root, this.diagnostics.length) : parsed.diagnostics
    for (const trouble of troubles) this.diagnostics.push(trouble)
    return undefined
  }

  /** Where much is wrong, the schema is asked first: it is the shorter question for what does not fit. */
  private fits(shape: Shape, root: Cursor, look: (root: Cursor) => boolean): boolean {
    if (this.diagnostics.length < readAtOnce.ofAll) return look(root) || hasShape(shape, root)
    if (!hasShape(shape, root)) return false
    look(root)
    return true
  }

  /** The text of a prompt, or why it cannot be read. Agents may share one: it is read once. */
  prompt(path: string): Prompt {
    const known = this.prompts.get(path) ?? this.readPrompt(path)
    this.prompts.set(path, known)
    return known
  }

  private readPrompt(path: string): Prompt {
    const read = this.files.read(path)
    if (!read.ok) return { trouble: `"${this.shown(path)}" ${failureWords(read.failure)}` }
    this.paths.push(path)
    const file = { path: this.shown(path), text: read.text }
    this.judge(file, undefined)
    return { file }
  }

  /** Paths are shown from where the person stands, so that a terminal can open them. */
  shown(path: string): string {
    // Most paths lie below; of those this is the same.
    return path.startsWith(this.below) ? path.slice(this.below.length) : posix.relative(this.here, path) || '.'
  }

  /** The text of a file, or undefined after telling why there is none. */
  read(path: string): SourceFile | undefined {
    const shown = this.shown(path)
    const read = this.files.read(path)
    this.paths.push(path)
    if (read.ok) return { path: shown, text: read.text }
    this.diagnostics.push(
      diagnose('project-file-unreadable', {
        message: `"${shown}" ${failureWords(read.failure)}`,
        span: wholeFile({ path: shown, text: '' }),
        hint: failureHint(read.failure),
      }),
    )
    return undefined
  }

  /** Tells of folders that cannot be looked into. */
  unreadable(folders: readonly string[]): void {
    for (const folder of folders) {
      const shown = this.shown(folder)
      const span = wholeFile({ path: shown, text: '' })
      this.diagnostics.push(
        diagnose('project-file-unreadable', { message: `folder "${shown}" may not be read`, span, hint: 'give yourself the right to read it' }),
      )
    }
  }

  /** Whether of a file that is wrong no more than that is asked; never once a comment waives something, for then what was found may not be shown. */
  isSkimmed({ path }: SourceFile): boolean {
    return this.enough !== undefined && this.waivers.length === 0 && this.enough.isBefore(path, this.diagnostics)
  }

  private judge(file: SourceFile, root: Cursor | undefined): void {
    if (this.checker === undefined) return
    for (const diagnostic of this.checker.text({ file, root })) this.diagnostics.push(diagnostic)
    if (!mayHoldWaivers(file.text)) return
    const { waivers, diagnostics } = waiversIn(file, root)
    for (const waiver of waivers) this.waivers.push(waiver)
    for (const diagnostic of diagnostics) this.diagnostics.push(diagnostic)
  }
}

/** wholeFile is the place of trouble with a file as such. */
export function wholeFile(file: SourceFile): Span {
  return { file, start: 0, end: 0 }
}

/** What stands for all that is wrong with a file; without its text, for nobody looked whether that holds a secret. */
function unexplained({ path }: SourceFile, code: 'yaml-syntax' | 'schema-value-refused'): Diagnostic {
  return diagnose(code, { message: 'the file is wrong, and it was not asked how', span: wholeFile({ path, text: '' }) })
}

/** saysNothing tells whether a YAML text is nothing but white space and comments: settings may be. */
export function saysNothing({ text }: SourceFile): boolean {
  return text.split('\n').every((line) => /^\s*(#|$)/.test(line))
}

function failureHint({ kind }: FileFailure): string | undefined {
  if (kind === 'not-utf8') return 'save it as UTF-8'
  return kind === 'missing' ? 'it is a link to nothing' : undefined
}

function failureWords({ kind, detail }: FileFailure): string {
  switch (kind) {
    case 'missing':
      return 'is not there'
    case 'folder':
      return 'is a folder, not a file'
    case 'denied':
      return 'may not be read'
    case 'not-utf8':
      return 'is not UTF-8 text'
    case 'too-large':
      return `is too large to be one of ours (${detail})`
    case 'elsewhere':
    case 'other':
      return `cannot be read (${detail})`
  }
}
