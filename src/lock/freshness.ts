import { diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type LockedAt, type McpIntegration, serverKey } from '../model/integration.ts'
import { commandLine } from '../model/program.ts'
import { type Hash, listDigest, lockedTool } from './pin.ts'

/**
 * freshness tells, offline, what is wrong between an integration and its lockfile: missing, made for another server, edited by hand. An
 * empty list means that the lock may be trusted as far as it goes.
 */
export function freshness(integration: McpIntegration, sha256: Hash): readonly Diagnostic[] {
  const { name, lock, at } = integration
  if (lock !== undefined) return [...staleness(integration, lock), ...lockEdits(name, lock, sha256)]
  return [
    diagnose('lock-missing', {
      message: `integration "${name}" has no lockfile`,
      span: at.key(serverKey(integration)),
      hint: `run diga-int sync ${name}`,
    }),
  ]
}

function staleness(integration: McpIntegration, { lockfile, at: lock }: LockedAt): Diagnostic[] {
  const { name, url, program, transport, at } = integration
  const hint = `run diga-int sync ${name} and review what changes`
  if (lockfile.url !== url || wordsOf(lockfile.program) !== wordsOf(program)) {
    const sameCommand = program !== undefined && lockfile.program?.command === program.command
    const [key, kind] = lockfile.program === undefined ? ['url', 'address'] : sameCommand ? ['args', 'list'] : ['command', 'program']
    const related = [{ span: lock.value('server', key), label: `the lockfile was made for this ${kind}` }]
    const what = program === undefined ? 'address' : sameCommand ? 'list of args' : 'program'
    const message = `the lockfile of "${name}" was made for another ${what}`
    const span = sameCommand && program.args.length > 0 ? at.value('args') : at.value(serverKey(integration))
    return [diagnose('lock-stale', { message, span, related, hint })]
  }
  if (lockfile.transport === transport) return []
  const related = [{ span: lock.value('server', 'transport'), label: 'the lockfile was made with this transport' }]
  return [
    diagnose('lock-stale', {
      message: `the lockfile of "${name}" was made over ${lockfile.transport}, the integration says ${transport}`,
      span: at.key(serverKey(integration)),
      related,
      hint,
    }),
  ]
}

function wordsOf(program: { readonly command: string; readonly args: readonly string[] } | undefined): string {
  return program === undefined ? '' : commandLine(program)
}

/** lockEdits tells which parts of a lockfile are not what was once written there: they do not match their digests. */
export function lockEdits(name: string, { lockfile, at }: LockedAt, sha256: Hash): readonly Diagnostic[] {
  const hint = `undo the change, or run diga-int sync ${name}; rules of our own belong into the integration`
  const edited = lockfile.tools.flatMap((tool) => {
    const fresh = lockedTool(tool.definition, sha256)
    const wrong =
      fresh.definitionDigest !== tool.definitionDigest
        ? 'definition_digest'
        : fresh.contractDigest !== tool.contractDigest
          ? 'contract_digest'
          : undefined
    if (fresh.name === tool.name && wrong === undefined) return []
    const message = `the definition of tool "${tool.name}" does not match its digest: it was edited by hand`
    return [diagnose('lock-edited', { message, span: at.value('tools', tool.name, wrong ?? 'definition'), hint })]
  })
  if (edited.length > 0 || listDigest(lockfile.tools, sha256) === lockfile.listDigest) return edited
  return [
    diagnose('lock-edited', {
      message: 'the list of tools does not match its digest: a tool was added or removed by hand',
      span: at.value('list_digest'),
      hint,
    }),
  ]
}
