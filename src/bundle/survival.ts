import type { CanonicalBundle, CanonicalTool } from './canonical.ts'
import { notebookOn, type Remark } from './loss.ts'
import type { EmittedTool, Emission, Way } from './target.ts'

const holding: readonly Way[] = ['native', 'hint', 'description', 'meta']

/**
 * unkept finds the tools that a target left out and the confirmations that it does not carry: no target, present or to come, drops either in
 * silence, whatever its own code says.
 */
export function unkept({ tools }: CanonicalBundle, emission: Emission): readonly Remark[] {
  return tools.flatMap((tool) => {
    const notebook = notebookOn(tool.integration, tool.name)
    const emitted = emission.tools.find((candidate) => candidate.tool === tool)
    if (emitted === undefined) {
      notebook.refuse({ subject: 'definition', steps: [], message: 'the tool is left out', hint: 'take the tool out of the agent for this target' })
    } else if (tool.confirmation !== undefined && !isConfirmed(emitted, tool)) {
      notebook.refuse({
        subject: 'confirmation',
        steps: ['confirmation'],
        message: 'the confirmation would be lost',
        hint: 'take the tool out of the agent for this target, or choose a target that asks the caller',
      })
    }
    return notebook.remarks
  })
}

function isConfirmed({ carried, description }: EmittedTool, { confirmation = '' }: CanonicalTool): boolean {
  const ways = carried.confirmation ?? []
  const isInWords = ways.includes('description') || (carried.confirmation_wording ?? []).includes('description')
  return ways.some((way) => holding.includes(way)) && (!isInWords || description.includes(confirmation.trim()))
}
