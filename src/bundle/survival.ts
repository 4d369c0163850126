import type { CanonicalBundle, CanonicalTool } from './canonical.ts'
import { notebookOn, type Remark } from './loss.ts'
import type { EmittedTool, Emission, Target, Way } from './target.ts'

const holding: readonly Way[] = ['native', 'hint', 'description', 'meta']

/**
 * emissionOf has a target write a bundle, and refuses for it what it would drop: no target, present or to come, leaves out a tool or loses a
 * confirmation in silence, whatever its own code says.
 */
export function emissionOf(target: Target, bundle: CanonicalBundle): Emission {
  const emission = target.emit(bundle)
  return { ...emission, remarks: [...emission.remarks, ...unkept(bundle, emission)] }
}

function unkept({ tools }: CanonicalBundle, emission: Emission): readonly Remark[] {
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
