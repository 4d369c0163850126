import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { didYouMean } from '../diagnostic/did-you-mean.ts'
import { type Integration, nameMatcher } from '../model/integration.ts'
import { type ProjectTool, toolNamed } from '../model/project.ts'
import type { Example } from '../model/tool.ts'
import { brokenParts, findIntegration, findTool, unknownTool } from './find-tool.ts'
import type { LoadedProject } from './load-project.ts'
import { hasErrors } from './outcome.ts'

/** FoundExample is an example with the tool that it calls. */
export interface FoundExample {
  readonly integration: Integration
  readonly toolName: string
  readonly example: Example
  /** The tool, or why it cannot be called. */
  readonly tool: ProjectTool | readonly Diagnostic[]
}

/** FoundExamples is the examples that were asked for, in the order of the files, and what is wrong with what was asked for. */
export interface FoundExamples {
  readonly examples: readonly FoundExample[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Wanted is which examples are asked for. */
interface Wanted {
  /** `integration` or `integration/tool`; none: the whole project. */
  readonly targets: readonly string[]
  /** A name, or a pattern of names. */
  readonly name?: string | undefined
}

/** findExamples finds the examples of what is named, those of a name alone where one is given. */
export function findExamples(loaded: LoadedProject, { targets, name }: Wanted): FoundExamples {
  const diagnostics: Diagnostic[] = []
  const wanted = new Set<string>()
  for (const target of targets) {
    const found = target.includes('/') ? findTool(loaded, target) : findIntegration(loaded, target)
    if ('diagnostics' in found) diagnostics.push(...found.diagnostics)
    else wanted.add(target)
  }
  if (targets.length === 0) diagnostics.push(...unreadable(loaded))
  const isWanted = (integration: string, tool: string): boolean =>
    targets.length === 0 || wanted.has(integration) || wanted.has(`${integration}/${tool}`)
  const examples = loaded.project.integrations.flatMap((integration) => examplesOf(loaded, integration, (tool) => isWanted(integration.name, tool)))
  return name === undefined ? { examples, diagnostics } : named(name, { examples, diagnostics })
}

function named(pattern: string, { examples, diagnostics }: FoundExamples): FoundExamples {
  const matches = nameMatcher(pattern)
  const chosen = examples.filter(({ example }) => matches(example.name))
  if (chosen.length > 0 || examples.length === 0) return { examples: chosen, diagnostics }
  const hint = didYouMean(
    pattern,
    examples.map(({ example }) => example.name),
  )
  return { examples: [], diagnostics: [...diagnostics, diagnose('example-none-run', { message: `no example is named "${pattern}"`, hint })] }
}

/** A run over the whole project must not pass because a part of it could not be read. */
function unreadable(loaded: LoadedProject): readonly Diagnostic[] {
  const { project, diagnostics } = loaded
  const broken = [...project.broken].flatMap((name) => {
    const found = findIntegration(loaded, name)
    return 'diagnostics' in found ? found.diagnostics : []
  })
  return [...diagnostics.filter(({ code }) => code === 'project-empty'), ...broken]
}

function examplesOf(loaded: LoadedProject, integration: Integration, isWanted: (tool: string) => boolean): readonly FoundExample[] {
  const written = integration.type === 'http' ? integration.tools : integration.rules
  return written.flatMap(({ name, examples }): readonly FoundExample[] => {
    if (examples.length === 0 || !isWanted(name)) return []
    const broken = brokenParts(loaded, integration, name)
    const tool = toolNamed(integration, name) ?? unknownTool(integration, name)
    const brokenOf = brokenByExample(broken, examples)
    return examples.map((example, index) => {
      const own = brokenOf[index] ?? []
      return { integration, toolName: name, example, tool: hasErrors(own) ? own : tool }
    })
  })
}

/** What is wrong with one example says nothing of the others. */
function brokenByExample(broken: readonly Diagnostic[], examples: readonly Example[]): readonly (readonly Diagnostic[])[] {
  // Finding a place reads the file a second time.
  if (broken.length === 0) return []
  const spans = examples.map(({ at }) => at.value())
  const holds = (index: number, { span }: Diagnostic): boolean => {
    const own = spans[index]
    return own !== undefined && span !== undefined && own.file === span.file && own.start <= span.start && span.start < own.end
  }
  const placed = broken.map((diagnostic) => ({ diagnostic, of: spans.findIndex((_, index) => holds(index, diagnostic)) }))
  return examples.map((_, index) => placed.filter(({ of }) => of === -1 || of === index).map(({ diagnostic }) => diagnostic))
}
