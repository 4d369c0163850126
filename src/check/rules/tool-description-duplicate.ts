import type { Assignment } from '../../model/agent.ts'
import { integrationNamed, type ProjectTool, toolNamed } from '../../model/project.ts'
import { lettered } from '../../text/lettered.ts'
import { defineRule } from '../rule.ts'

// Words that do not tell one thing from another.
const empty = lettered(
  '(?<![\\p{L}\\p{N}])(?:a|an|the|el|la|los|las|els|les|le|un|una|une|der|die|das|den|ein|eine|einen|il|lo|gli|os|um|uma|please|simply|just)(?![\\p{L}\\p{N}])',
  'g',
)
const word = lettered('[\\p{L}\\p{N}]+', 'g')

export const toolDescriptionDuplicate = defineRule({
  code: 'tool-description-duplicate',
  on: 'agent',
  severity: 'warning',
  title: 'Two tools of an agent have the same description',
  why: 'The agent cannot tell by their descriptions which one is meant, and takes the wrong one now and then.',
  check(agent, report, project) {
    if (agent.assignments.length < 2) return
    const firstByWords = new Map<string, Given>()
    const seen = new Set<ProjectTool>()
    for (const assignment of agent.assignments) {
      const home = integrationNamed(project, assignment.integration)
      const tool = home === undefined ? undefined : toolNamed(home, assignment.tool)
      if (tool === undefined || tool.description.trim() === '' || seen.has(tool)) continue
      seen.add(tool)
      const words = wordsOf(tool.description)
      const first = firstByWords.get(words)
      if (first === undefined) firstByWords.set(words, { tool, assignment })
      // Two tools of one name are told as such.
      else if (first.tool.name.toLowerCase() !== tool.name.toLowerCase()) {
        const isExact = first.tool.description.trim() === tool.description.trim()
        report({
          message: `tools "${first.tool.name}" and "${tool.name}" of agent "${agent.name}" have ${isExact ? 'the same description' : 'descriptions that differ by little words only'}`,
          span: placeOf({ tool, assignment }),
          related: [{ span: placeOf(first), label: `the description of "${first.tool.name}"` }],
          hint: 'say in each what it does that the other does not, and when to use it',
        })
      }
    }
  },
})

interface Given {
  readonly tool: ProjectTool
  readonly assignment: Assignment
}

/** What an MCP server says cannot be changed here; what the agent is given can. */
function placeOf({ tool, assignment }: Given): ReturnType<Assignment['at']['value']> {
  return tool.type === 'http' ? tool.http.at.value('description') : assignment.at.value()
}

function wordsOf(description: string): string {
  const text = description.toLowerCase().replace(/[-‐‑'’]/g, '')
  return (text.replace(empty(text), ' ').match(word(text)) ?? []).join(' ')
}
