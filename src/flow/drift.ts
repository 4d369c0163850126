import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { LockDifference, ToolChange } from '../lock/diff.ts'
import { type Grade, isAtLeast } from '../lock/grade.ts'
import { isDrift } from '../lock/server-changes.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import type { Lockfile } from '../model/lockfile.ts'
import { printableLine, shorten } from '../text/printable.ts'

/** driftDiagnostics tells what a server offers otherwise than it is locked; what is less than the grade to fail on is a note. */
export function driftDiagnostics(integration: McpIntegration, difference: LockDifference, failOn: Grade): readonly Diagnostic[] {
  const hint = `run diga-int sync ${integration.name} and review what changes`
  const at = integration.lock?.at
  const drift = (grade: Grade, message: string, span: Diagnostic['span']): Diagnostic => {
    const diagnostic = diagnose('lock-drift', { message: `"${integration.name}" ${message}`, span, hint })
    return isAtLeast(grade, failOn) ? diagnostic : { ...diagnostic, severity: 'note' }
  }
  const tools = difference.tools.map((change) => {
    const locked = change.kind === 'added' ? undefined : (change.formerly ?? change.tool)
    return drift(
      change.grade,
      toolWords(change),
      locked === undefined || at === undefined ? integration.at.value(serverKey(integration)) : at.key('tools', locked),
    )
  })
  // Versions are a server's own words about itself; only what reaches a model, or who answers, counts as drift.
  const server = difference.server.filter(isDrift).map(({ grade, message }) => {
    const said = grade === 'security' ? `${message} (security)` : 'has changed its instructions (warning)'
    return drift(grade, grade === 'security' ? `has changed: ${said}` : said, at?.key('server') ?? integration.at.value(serverKey(integration)))
  })
  return [...tools, ...server]
}

function toolWords({ kind, tool, formerly = '', grade, contract, parts }: ToolChange): string {
  const name = printableLine(shorten(tool, 60))
  const [worst] = parts
  const why = worst === undefined ? '' : `: ${worst.message}`
  switch (kind) {
    case 'added':
      return `offers a tool that is not locked: "${name}" (${grade})${why}`
    case 'removed':
      return `no longer offers "${name}" (${grade})`
    case 'renamed':
      return `has most likely renamed "${printableLine(shorten(formerly, 60))}" to "${name}" (${grade})`
    case 'changed':
      return `has changed "${name}" (${grade}${contract ? '' : ', wording only'})${why}`
  }
}

/** goneTools tells of tools that the project's own files name, but that the server has no longer. */
export function goneTools(integration: McpIntegration, fresh: Lockfile, { tools }: LockDifference): readonly Diagnostic[] {
  const left = new Set(fresh.tools.map(({ name }) => name))
  const before = integration.lock?.lockfile.tools.map(({ name }) => name) ?? []
  const named = [
    ...integration.rules.map(({ name, at }) => ({ name, span: at.key() })),
    ...(integration.include ?? []).map((name, index) => ({ name, span: integration.at.value('tools', 'include', index) })),
  ]
  return named
    .filter(({ name }) => before.includes(name) && !left.has(name))
    .map(({ name, span }) =>
      diagnose('lock-tool-gone', {
        message: `"${integration.name}" no longer offers "${name}"`,
        span,
        hint: goneHint(tools.find(({ formerly }) => formerly === name)?.tool),
      }),
    )
}

function goneHint(renamed: string | undefined): string {
  if (renamed === undefined) return 'take it out here and out of the agents that use it'
  return `it is most likely called "${printableLine(shorten(renamed, 60))}" now: name that here and in the agents that use it`
}
