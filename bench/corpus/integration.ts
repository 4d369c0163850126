import { pick, type Random, shuffled } from '../random.ts'
import { actions, type Draft } from './tools.ts'
import { type System, systems } from './things.ts'

/** DraftIntegration is an integration as text, with its tools for the agents to choose from. */
export interface DraftIntegration {
  readonly name: string
  readonly system: System
  readonly text: string
  readonly tools: readonly (Draft & { readonly action: string })[]
}

// In turns, so that the first file, which stands for one file, is of the middle size.
const sizes = [4, 3, 4, 3, 5, 4, 3, 4]

/** draftIntegration writes an integration of three to five tools, about 90 lines, as a careful author would. */
export function draftIntegration(random: Random, index: number): DraftIntegration {
  const system = pick(random, systems)
  const chosen = shuffled(Object.entries(actions), random).slice(0, sizes[index % sizes.length])
  const tools = chosen.map(([action, draft]) => ({ action, ...draft(random, pick(random, system.things)) }))
  const branch = 1000 + index
  const variable = `${system.name.toUpperCase()}_${branch}`
  const host = pick(random, hosts)(variable, system.name.replaceAll('_', '-'), branch)
  const text = `# yaml-language-server: $schema=../schemas/integration.schema.json
# Branch ${branch}: what callers ask about most.
type: http
description: ${capital(system.things.map(({ many }) => many).join(' and '))} of ${system.words}, branch ${branch}
base_url: ${host}/v${pick(random, [1, 2, 3])}
credentials:
${pick(random, credentials)(variable, host)}
headers:
  Accept: application/json
  X-Branch: "${branch}"

tools:
${tools.map((tool) => `  ${tool.name}:\n${tool.text}`).join('\n')}`
  return { name: `${system.name}_${String(index).padStart(5, '0')}`, system, text, tools }
}

// Each branch has an account of its own, and variables of its own for it.
const hosts: readonly [Host, ...Host[]] = [
  (variable) => `\${${variable}_URL}`,
  (variable, system) => `https://\${${variable}_ACCOUNT}.${system}.example/api`,
  (_variable, system, branch) => `https://api.${system}-${branch}.example`,
]

type Host = (variable: string, system: string, branch: number) => string

const credentials: readonly [Credentials, ...Credentials[]] = [
  (name) => `  type: bearer\n  token: \${${name}_TOKEN}`,
  (name) => `  type: basic\n  username: \${${name}_USER}/token\n  password: \${${name}_PASSWORD}`,
  (name) => `  type: api_key\n  in: header\n  name: X-Api-Key\n  value: \${${name}_KEY}`,
  (name, host) => `  type: oauth2_client_credentials
  token_url: ${host}/oauth/token
  client_id: \${${name}_CLIENT_ID}
  client_secret: \${${name}_CLIENT_SECRET}`,
]

type Credentials = (name: string, host: string) => string

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
