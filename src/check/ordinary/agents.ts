import type { JsonObject } from '../../json/schema.ts'
import { type Agent, isSystemVariable } from '../../model/agent.ts'
import { object, text } from '../../model/plain.ts'
import type { Surroundings } from '../../model/project.ts'
import { budgetOfTools, comfortableTools } from '../agent-limits.ts'
import { longText, stands } from '../mentions.ts'
import { saysWhenPlainly } from '../says-when.ts'
import { isVariable } from './declared.ts'

/** Across is what the rules across files judge, as far as this look needs it. */
export interface Across extends Pick<Surroundings, 'agents'> {
  /** The data of each integration that agents use, by name, each with the shape of its schema and none of an MCP server. */
  readonly written: ReadonlyMap<string, JsonObject>
  readonly homes: ReadonlyMap<string, string>
}

/**
 * areOrdinaryAgents tells whether agents, their prompts and the integrations that they use are of the everyday kind beside each other: then no rule across
 * files has anything to say of them, and nothing need be decoded for it.
 */
export function areOrdinaryAgents({ agents, written, homes }: Across): boolean {
  if (!isEachSecretOfOneHost(written)) return false
  for (const agent of agents) {
    const tools = toolsOf(agent, written)
    if (tools === undefined || !areToldApart(tools) || !isPlainPrompt(agent, tools, homes)) return false
    let characters = 0
    for (const { name, data } of tools) {
      const description = text(data['description'])
      if (!saysWhenPlainly(description) || !areSupplied(JSON.stringify(data['request']), agent)) return false
      // The schema that a model reads holds each parameter, and the names of those that are required once more.
      characters += name.length + description.length + 2 * JSON.stringify(data['parameters'] ?? noParameters).length + longestFrame
    }
    // Each of them is rounded up to a token.
    if (characters > (budgetOfTools - tools.length) * 4) return false
  }
  return true
}

const noParameters: JsonObject = {}
// {"type":"object","properties":…,"required":[…],"additionalProperties":false}
const longestFrame = 80

interface Given {
  readonly name: string
  readonly data: JsonObject
}

/** The tools of an agent, each of which is there, and none twice; undefined where one is not, or where they are many. */
function toolsOf({ assignments }: Agent, written: ReadonlyMap<string, JsonObject>): readonly Given[] | undefined {
  if (assignments.length > comfortableTools) return undefined
  const seen = new Set<string>()
  const tools: Given[] = []
  for (const { integration, tool: name } of assignments) {
    const known = object(written.get(integration)?.['tools'])
    if (!Object.hasOwn(known, name)) return undefined
    seen.add(name.toLowerCase())
    tools.push({ name, data: object(known[name]) })
  }
  return seen.size === tools.length ? tools : undefined
}

/** Whether descriptions differ by more than the little words that tell nothing apart: none of those has one of these letters. */
function areToldApart(tools: readonly Given[]): boolean {
  const seen = new Set<string>()
  for (const { data } of tools)
    seen.add(
      text(data['description'])
        .toLowerCase()
        .replace(/[^bcfkqvwxz]+/g, ''),
    )
  return seen.size === tools.length
}

/** Whether an agent supplies each call variable of a text, all of which are written without spaces and brackets. */
function areSupplied(written: string, agent: Agent): boolean {
  for (let at = written.indexOf('{{'); at >= 0; at = written.indexOf('{{', at + 2)) {
    if (suppliedEnd(written, at, agent) < 0) return false
  }
  return true
}

/** Where a call variable ends that an agent supplies, and that begins at `open`; -1 where there is none. */
function suppliedEnd(written: string, open: number, { variables }: Agent): number {
  if (!isVariable(written, open)) return -1
  const end = wordEnd(written, open + 2)
  const name = written.slice(open + 2, end)
  return written.startsWith('}}', end) && (variables.has(name) || isSystemVariable(name)) ? end + 2 : -1
}

/**
 * Whether a prompt, if there is one, names every tool of the agent, and nothing else that looks like a tool, and has only variables in braces that the
 * agent supplies.
 */
function isPlainPrompt(agent: Agent, tools: readonly Given[], homes: ReadonlyMap<string, string>): boolean {
  const file = agent.prompt?.file
  if (file === undefined) return true
  const prompt = file.text
  if (prompt.length >= longText || !tools.every(({ name }) => stands(name, prompt))) return false
  for (let at = prompt.indexOf('_'); at >= 0;) {
    let start = at
    while (isOfWord(prompt.charCodeAt(start - 1))) start -= 1
    const end = wordEnd(prompt, at)
    const word = prompt.slice(start, end)
    if (!tools.some(({ name }) => name === word)) {
      const isQuoted = prompt.charAt(start - 1) === '`' || prompt.charAt(end) === '`'
      if (isQuoted || homes.has(word) || !(agent.variables.has(word) || isSystemVariable(word))) return false
    }
    at = prompt.indexOf('_', end)
  }
  for (let at = prompt.indexOf('{'); at >= 0;) {
    const end = suppliedEnd(prompt, at, agent)
    if (end < 0 || prompt.charAt(end) === '[' || isOfWord(prompt.charCodeAt(end))) return false
    at = prompt.indexOf('{', end)
  }
  return true
}

function wordEnd(words: string, start: number): number {
  let end = start
  while (isOfWord(words.charCodeAt(end))) end += 1
  return end
}

/** What `\w` is: an ASCII letter, a digit, or `_`. */
function isOfWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x5f
}

/** Whether no variable of the environment stands in the credentials of two integrations that are of two addresses. */
function isEachSecretOfOneHost(written: ReadonlyMap<string, JsonObject>): boolean {
  const addressByName = new Map<string, string>()
  for (const { base_url: baseUrl, credentials } of written.values()) {
    if (credentials === undefined) continue
    const address = `${text(baseUrl)} ${text(object(credentials)['token_url'])}`
    const secrets = JSON.stringify(credentials)
    for (let at = secrets.indexOf('${'); at >= 0; at = secrets.indexOf('${', at + 2)) {
      const name = secrets.slice(at + 2, wordEnd(secrets, at + 2))
      const before = addressByName.get(name)
      if (before === undefined) addressByName.set(name, address)
      else if (before !== address) return false
    }
  }
  return true
}
