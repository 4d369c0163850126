import { posix } from 'node:path'
import { checkText } from '../check/check.ts'
import { checkShape, type Shape } from '../check/shape.ts'
import { type Waiver, waiversIn } from '../check/waiver.ts'
import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { FileFailure, Files } from '../world/world.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { parseYaml } from '../yaml/parse.ts'

/** Documents reads the texts of a project one by one, and keeps what is wrong with each and what its comments waive. */
export class Documents {
  readonly diagnostics: Diagnostic[] = []
  readonly waivers: Waiver[] = []
  /** What was read, or tried to be read, as absolute paths. */
  readonly paths: string[] = []
  private readonly files: Files
  private readonly here: string

  constructor(files: Files) {
    this.files = files
    this.here = files.resolve('.')
  }

  /** The root of a YAML file that has its shape, or undefined after telling why there is none. */
  async yaml(path: string, shape: Shape, { emptyIsFine = false } = {}): Promise<Cursor | undefined> {
    const file = this.read(path)
    if (file === undefined) return undefined
    if (emptyIsFine && file.text.split('\n').every((line) => /^\s*(#|$)/.test(line))) return undefined
    const parsed = await parseYaml(file)
    const troubles = parsed.ok ? await checkShape(shape, parsed.root) : parsed.diagnostics
    for (const trouble of troubles) this.diagnostics.push(trouble)
    if (!parsed.ok || troubles.length > 0) return undefined
    this.judge(file, parsed.root)
    return parsed.root
  }

  /** The text of a prompt, or why it cannot be read. */
  prompt(path: string): { readonly file: SourceFile } | { readonly trouble: string } {
    const read = this.files.read(path)
    if (!read.ok) return { trouble: `"${this.shown(path)}" ${failureWords(read.failure)}` }
    this.paths.push(path)
    const file = { path: this.shown(path), text: read.text }
    this.judge(file, undefined)
    return { file }
  }

  /** Paths are shown from where the person stands, so that a terminal can open them. */
  shown(path: string): string {
    return posix.relative(this.here, path) || '.'
  }

  private read(path: string): SourceFile | undefined {
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

  private judge(file: SourceFile, root: Cursor | undefined): void {
    for (const diagnostic of checkText({ file, root })) this.diagnostics.push(diagnostic)
    const { waivers, diagnostics } = waiversIn(file, root)
    this.waivers.push(...waivers)
    this.diagnostics.push(...diagnostics)
  }
}

/** wholeFile is the place of trouble with a file as such. */
export function wholeFile(file: SourceFile): Span {
  return { file, start: 0, end: 0 }
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
    case 'other':
      return `cannot be read (${detail})`
  }
}
