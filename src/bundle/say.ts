import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import type { Project } from '../model/project.ts'
import { printableLine } from '../text/printable.ts'
import type { Remark } from './loss.ts'
import { assignedAt, spanOf } from './place.ts'

/** TargetRemark is a remark with the target that made it. */
export interface TargetRemark {
  readonly target: string
  readonly remark: Remark
}

/** Saying is one diagnostic to be: remarks that say the same, of several targets, places or tools. */
interface Saying {
  readonly first: Remark
  readonly targets: Set<string>
  readonly tools: Set<string>
}

/** diagnosticsOf turns what targets remarked into diagnostics: errors for what is refused, notes for the rest, each thing said once. */
export function diagnosticsOf(project: Project, agent: Agent, said: readonly TargetRemark[]): readonly Diagnostic[] {
  const sayings = new Map<string, Saying>()
  for (const { target, remark } of said) {
    const key = JSON.stringify(sameness(remark))
    const saying = sayings.get(key) ?? { first: remark, targets: new Set(), tools: new Set() }
    saying.targets.add(target)
    if (remark.tool !== undefined) saying.tools.add(remark.tool)
    sayings.set(key, saying)
  }
  return [...sayings.values()].map((saying) => diagnosticOf(project, agent, saying))
}

/** What is written differently with the same meaning is said once for all tools of an integration: there is nothing to do about it. */
function sameness({ weight, integration, tool, subject, message }: Remark): readonly unknown[] {
  return weight === 'equal' ? [weight, integration, subject, message] : [weight, integration, tool, subject, message]
}

function diagnosticOf(project: Project, agent: Agent, { first, targets, tools }: Saying): Diagnostic {
  const names = [...tools].toSorted().map(printableLine)
  const about = names.length === 0 ? `integration "${first.integration}"` : counted('tool', names)
  const message = `${counted('target', [...targets].toSorted())}, ${about}: ${first.message}`
  const span = spanOf(project, first)
  if (first.weight !== 'refused') return diagnose('bundle-note', { message, span, hint: first.hint })
  return diagnose('bundle-loss', { message, span, related: assignedAt(agent, first), hint: first.hint })
}

/** counted names several things of one kind, the first three of them by name. */
export function counted(word: string, names: readonly string[]): string {
  if (names.length === 1) return `${word} "${names[0]}"`
  const shown = names.slice(0, 3).map((name) => `"${name}"`)
  const rest = names.length - shown.length
  return rest === 0 ? `${word}s ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : `${word}s ${shown.join(', ')} and ${rest} more`
}
