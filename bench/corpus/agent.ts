import { pick, type Random, shuffled } from '../random.ts'
import type { DraftIntegration } from './integration.ts'
import { phoneNumber } from './things.ts'

/** DraftAgent is an agent and its prompt as text. */
export interface DraftAgent {
  readonly name: string
  readonly text: string
  readonly prompt: string
}

/** draftAgent gives an agent five to eight tools of several integrations, no two of one kind, and a prompt that names them all. */
export function draftAgent(random: Random, index: number, integrations: readonly DraftIntegration[]): DraftAgent {
  const name = `front_desk_${String(index).padStart(3, '0')}`
  const chosen = chooseTools(random, integrations)
  const assigned = chosen.map(({ integration, tools }) => `  ${integration.name}: [${tools.map((tool) => tool.name).join(', ')}]`)
  const all = chosen.flatMap(({ tools }) => tools)
  const samples: Readonly<Record<string, string>> = { user_phone_number: phoneNumber(random), call_id: `call-${1000 + index}` }
  const variables = [...new Set(all.flatMap((tool) => tool.variables))].map((variable) => `  ${variable}: "${samples[variable] ?? ''}"`)
  const text = `# yaml-language-server: $schema=../schemas/agent.schema.json
description: Answers the phone for front desk ${index}
prompt: ../prompts/${name}.md
tools:
${assigned.join('\n')}
${variables.length === 0 ? '' : `variables:                # sample values: validate and try use them\n${variables.join('\n')}\n`}`
  const steps = all.map((tool, step) => `${step + 1}. When ${tool.when} \`${tool.name}\`.`)
  const prompt = `You answer the phone for front desk ${index}. You are brief, warm and exact: two sentences at most, then you listen.

${steps.join('\n')}

If a tool fails, say that it did not work, do not try again, and offer a colleague.
`
  return { name, text, prompt }
}

interface Chosen {
  readonly integration: DraftIntegration
  readonly tools: DraftIntegration['tools'][number][]
}

function chooseTools(random: Random, integrations: readonly DraftIntegration[]): readonly Chosen[] {
  const chosen: Chosen[] = []
  const taken = new Set<string>()
  const wanted = pick(random, [5, 6, 7, 8])
  for (const integration of shuffled(integrations, random)) {
    const free = shuffled(
      integration.tools.filter(({ action }) => !taken.has(action)),
      random,
    ).slice(0, Math.min(2, wanted - taken.size))
    for (const { action } of free) taken.add(action)
    if (free.length > 0) chosen.push({ integration, tools: free })
    if (taken.size === wanted) break
  }
  return chosen
}
