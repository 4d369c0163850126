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

/** Saying is one diagnostic to be: remarks that say the same, of several targets, tools or integrations. */
interface Saying {
  readonly remarks: Remark[]
  readonly targets: Set<string>
}

/** diagnosticsOf turns what targets remarked into diagnostics: errors for what is refused, warnings for what is lost, notes for the rest, each thing said once. */
export function diagnosticsOf(project: Project, agent: Agent, said: readonly TargetRemark[]): readonly Diagnostic[] {
  const sayings = new Map<string, Saying>()
  for (const { target, remark } of said) {
    const key = JSON.stringify(sameness(remark))
    const saying = sayings.get(key) ?? { remarks: [], targets: new Set() }
    saying.targets.add(target)
    if (!saying.remarks.some((other) => isSamePlace(other, remark))) saying.remarks.push(remark)
    sayings.set(key, saying)
  }
  return [...sayings.values()].map((saying) => diagnosticOf(project, agent, saying))
}

/** What is refused has to be put right tool by tool; anything else is said once for all tools and integrations that it holds for. */
function sameness({ weight, integration, tool, subject, message }: Remark): readonly unknown[] {
  return weight === 'refused' ? [weight, integration, tool, subject, message] : [weight, tool === undefined, subject, message]
}

function isSamePlace(left: Remark, right: Remark): boolean {
  return left.integration === right.integration && left.tool === right.tool && left.steps.join('/') === right.steps.join('/')
}

function diagnosticOf(project: Project, agent: Agent, { remarks, targets }: Saying): Diagnostic {
  const [first, ...others] = remarks
  if (first === undefined) throw new Error('a saying has a remark')
  const tools = [...new Set(remarks.flatMap(({ tool }) => tool ?? []))].toSorted().map(printableLine)
  const integrations = [...new Set(remarks.map(({ integration }) => integration))].toSorted()
  const about = tools.length === 0 ? counted('integration', integrations) : counted('tool', tools)
  const message = `${counted('target', [...targets].toSorted())}, ${about}: ${first.message}`
  const span = spanOf(project, first)
  if (first.weight === 'refused') return diagnose('bundle-loss', { message, span, related: assignedAt(agent, first), hint: first.hint })
  const related = others.flatMap((other) => {
    const place = spanOf(project, other)
    return place === undefined ? [] : [{ span: place, label: 'here too' }]
  })
  return diagnose(first.weight === 'lost' ? 'bundle-lossy' : 'bundle-note', { message, span, related, hint: first.hint })
}

/** counted names several things of one kind, the first three of them by name. */
export function counted(word: string, names: readonly string[]): string {
  if (names.length === 1) return `${word} "${names[0]}"`
  const shown = names.slice(0, 3).map((name) => `"${name}"`)
  const rest = names.length - shown.length
  return rest === 0 ? `${word}s ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}` : `${word}s ${shown.join(', ')} and ${rest} more`
}
