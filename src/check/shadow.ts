import type { LockedText } from './locked-text.ts'
import { lookalikesFolded } from './lookalike.ts'

/** OtherTool is a tool of another integration than the one that is judged. */
export interface OtherTool {
  readonly tool: string
  /** The integration that it belongs to. */
  readonly home: string
}

/** ToolHomes finds tools by name, and the integrations that have them: all of them, where several have one. */
export class ToolHomes<Tool extends OtherTool = OtherTool> {
  private readonly byName = new Map<string, Tool[]>()

  constructor(tools: Iterable<Tool>) {
    for (const tool of tools) {
      const name = tool.tool.toLowerCase()
      const known = this.byName.get(name)
      if (known === undefined) this.byName.set(name, [tool])
      else known.push(tool)
    }
  }

  /** The tools of this name that others than `owner` have: first those in the same capitals. */
  named(name: string, owner: string): readonly Tool[] {
    const others = this.byName.get(name.toLowerCase())?.filter(({ home }) => home !== owner) ?? []
    return [...others.filter(({ tool }) => tool === name), ...others.filter(({ tool }) => tool !== name)]
  }
}

/** lookalikeOf is the tool that a name looks like though it is written in other letters; `find` takes capitals for small letters. */
export function lookalikeOf<Tool>(name: string, find: (plain: string) => Tool | undefined): Tool | undefined {
  const plain = lookalikesFolded(name)
  return plain === name ? undefined : find(plain)
}

/** Spoken is a tool of another integration that a text speaks of. */
export interface Spoken extends OtherTool {
  readonly in: LockedText
}

/** Speaking is what a server has itself, and which other integration has a tool of a name. */
export interface Speaking {
  readonly own: ReadonlySet<string>
  readonly homeOf: (tool: string) => string | undefined
}

/** foreignIn lists the tools that running text speaks of, that another integration has and this server has not: each once, where it is named first. */
export function foreignIn(texts: readonly LockedText[], { own, homeOf }: Speaking): readonly Spoken[] {
  const found: Spoken[] = []
  const seen = new Set<string>()
  let values: ReadonlySet<string> | undefined
  for (const text of texts) {
    for (const tool of mentionsOf(text)) {
      if (seen.has(tool)) continue
      seen.add(tool)
      const home = own.has(tool) ? undefined : homeOf(tool)
      if (home === undefined) continue
      // What is an argument or a value of one as well is not meant for the tool of another server.
      values ??= new Set(texts.map((each) => each.text))
      if (!values.has(tool)) found.push({ tool, home, in: text })
    }
  }
  return found
}

// A name in snake_case, or anything that is set off as code.
const mention = /`([^`\n]{3,64})`|\b[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+/g

/** mentionsOf lists the words of running text that may be names of tools, letters that look Latin as Latin ones: a model reads them so. */
export function mentionsOf({ text, isKey }: LockedText): readonly string[] {
  if (isKey || !text.includes(' ') || !/[_`]/.test(text)) return []
  // A single plain word in code is a field or a value more often than a tool.
  return [...lookalikesFolded(text).matchAll(mention)].map(([word, code]) => code ?? word).filter((word) => /[_.-]|[a-z][A-Z]/.test(word))
}
