import type { Lockfile } from '../model/lockfile.ts'
import { commandLine } from '../model/program.ts'
import type { Change, Introduced } from './change.ts'
import { byGrade } from './grade.ts'

/** serverChanges tells what changed of what a server says of itself; before undefined: it is new, so that only instructions like an attack matter. */
export function serverChanges(before: Lockfile | undefined, after: Lockfile, introduced: Introduced): readonly Change[] {
  if (before === undefined) {
    const change = instructionsChange(undefined, after.instructions, introduced)
    return change?.grade === 'security' ? [change] : []
  }
  const changes = [
    instructionsChange(before.instructions, after.instructions, introduced),
    changeOf('/name', before.serverName, after.serverName, 'security', 'another server answers: it calls itself otherwise'),
    changeOf('/protocol_version', before.protocolVersion, after.protocolVersion, 'safe', 'the server speaks another revision of MCP'),
    changeOf('/transport', before.transport, after.transport, 'safe', 'the integration says another transport'),
    before.program === undefined && after.program === undefined
      ? addressChange(before.url, after.url)
      : changeOf(after.program === undefined ? '/url' : '/command', placeOf(before), placeOf(after), 'security', placeWords(after)),
    changeOf('/version', before.serverVersion, after.serverVersion, 'safe', 'the server calls itself another version'),
  ]
  return changes.filter((change) => change !== undefined).toSorted(byGrade)
}

/** isDrift tells whether a change of the server is one that matters to an agent: versions are its own words about itself. */
export function isDrift({ pointer }: Change): boolean {
  return pointer === '/instructions' || pointer === '/name'
}

function changeOf(pointer: string, before: string, after: string, grade: Change['grade'], message: string): Change | undefined {
  return before === after ? undefined : { grade, pointer, before, after, message }
}

function instructionsChange(before: string | undefined, after: string | undefined, introduced: Introduced): Change | undefined {
  if (before === after) return undefined
  const remarks = after === undefined ? [] : introduced.inInstructions(before, after)
  const said =
    before === undefined
      ? 'the server has instructions for every agent now'
      : after === undefined
        ? 'the server has no instructions any more'
        : 'the instructions for every agent have changed'
  const message = [said, ...remarks.map((remark) => remark.message)].join('; ')
  return { grade: remarks.length > 0 ? 'security' : 'warning', pointer: '/instructions', before, after, message }
}

function addressChange(before: string, after: string): Change | undefined {
  if (before === after) return undefined
  const isSameOrigin = originOf(before) === originOf(after)
  const message = isSameOrigin ? 'the integration says another address of the same server' : 'the integration says another server'
  return { grade: isSameOrigin ? 'safe' : 'security', pointer: '/url', before, after, message }
}

function placeWords({ program }: Lockfile): string {
  return program === undefined ? 'the integration says a server in place of a program' : 'the integration starts another program'
}

function placeOf({ url, program }: Lockfile): string {
  return program === undefined ? url : commandLine(program)
}

/** Scheme, host and port as they are written, placeholders included. */
function originOf(url: string): string {
  return /^[^/]*\/\/[^/?#]*/.exec(url)?.[0] ?? url
}
