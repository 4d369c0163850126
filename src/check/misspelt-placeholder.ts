import { usesParameter } from '../model/lookup.ts'
import { closest } from '../diagnostic/did-you-mean.ts'
import { partsOf } from '../model/template.ts'
import type { HttpTool, RequestTemplate, TemplateText } from '../model/tool.ts'

/** Misspelt is a placeholder in a writing that nothing fills, such as `{order-id}`, `:order_id` or `<order_id>`. */
export interface Misspelt {
  readonly written: string
  /** The parameter that is used nowhere else and must have been meant. */
  readonly parameter: string | undefined
  readonly in: TemplateText
}

const nothing: readonly Misspelt[] = []

// As other tools write holes, and slips of the fingers. Every repetition is bounded: the texts come from files.
const writings = /\{([^{}/]{1,64})\}|\{\s{0,8}(\w{1,64})|(\w{1,64})\s{0,8}\}|<([^<>/]{1,64})>|\[(\w{1,64})\]|[:$@](\w{1,64})/g

/** misspeltPlaceholders finds what was meant as a placeholder: by the name of a parameter that is not used, and by any bracket in a path. */
export function misspeltPlaceholders({ parameters, request }: HttpTool): readonly Misspelt[] {
  const unused: string[] = []
  for (const { name } of parameters) if (!usesParameter(request, name)) unused.push(name)
  if (unused.length === 0 && !hasLooseBracket(request)) return nothing
  const found: Misspelt[] = []
  const byBareName = new Map(unused.map((name) => [bare(name), name] as const).toReversed())
  for (const text of request.texts) {
    if (text.where === 'path' || unused.length > 0) collect(text, { unused, byBareName }, found)
  }
  return found
}

interface Unused {
  readonly unused: readonly string[]
  readonly byBareName: ReadonlyMap<string, string>
}

function collect(text: TemplateText, { unused, byBareName }: Unused, found: Misspelt[]): void {
  const pathEnd = text.where === 'path' ? queryStart(text.text) : 0
  let offset = 0
  for (const part of partsOf(text.text)) {
    if (part.kind === 'words') {
      for (const match of part.text.matchAll(writings)) {
        const [written, ...contents] = match
        const content = contents.find((item) => item !== undefined) ?? ''
        const parameter = byBareName.get(bare(content))
        if (parameter !== undefined) found.push({ written, parameter, in: text })
        // What stands in a query inside of a path is told as a query there.
        else if (/[{}<]/.test(written) && offset + match.index < pathEnd) found.push({ written, parameter: closest(content, unused), in: text })
      }
    }
    offset += part.kind === 'words' ? part.text.length : part.written.length
  }
}

function queryStart(path: string): number {
  const start = path.search(/(?<!\{)[?#]/)
  return start < 0 ? path.length : start
}

/** hasLooseBracket tells whether a path has brackets beside its holes. They are counted, for nearly every path has holes and is right. */
export function hasLooseBracket({ path, holes }: RequestTemplate): boolean {
  let brackets = 0
  for (let index = path.length - 1; index >= 0; index -= 1) {
    const unit = path.charCodeAt(index)
    if (unit === 0x7b || unit === 0x7d || unit === 0x3c) brackets += 1
  }
  if (brackets === 0) return false
  for (const hole of holes) if (hole.in.where === 'path') brackets -= hole.kind === 'variable' ? 4 : 2
  return brackets > 0
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '')
}
