import type { JsonObject } from '../../json/schema.ts'
import { type Agent, isSystemVariable } from '../../model/agent.ts'
import { object, text } from '../../model/plain.ts'
import type { Surroundings } from '../../model/project.ts'
import { holeEnd, nameEnd } from '../../model/template.ts'
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
  // Agents share tools: each is looked at once.
  const known = new Map<JsonObject, Looked>()
  for (const agent of agents) {
    const tools = toolsOf(agent, written)
    if (tools === undefined || !isPlainPrompt(agent, tools, homes)) return false
    const descriptions = new Set<string>()
    let characters = 0
    for (const { name, data } of tools) {
      const looked = known.get(data) ?? lookAt(data)
      known.set(data, looked)
      if (!looked.saysWhen || !looked.variables.every((variable) => isSupplied(variable, agent))) return false
      descriptions.add(looked.letters)
      characters += name.length + looked.characters
    }
    // Each of them is rounded up to a token.
    if (descriptions.size < tools.length || characters > (budgetOfTools - tools.length) * 4) return false
  }
  return true
}

/** Looked is what a tool is, whichever agent has it. */
interface Looked {
  readonly saysWhen: boolean
  /** Those of its description that no little word has, which tells nothing apart: a, the, please, eine, los. */
  readonly letters: string
  /** At most so many are what the model reads of it, beside its name. */
  readonly characters: number
  /** What its request has filled of the call. */
  readonly variables: readonly string[]
}

function lookAt(tool: JsonObject): Looked {
  const description = text(tool['description'])
  return {
    saysWhen: saysWhenPlainly(description),
    letters: description.toLowerCase().replace(/[^bcfkqvwxz]+/g, ''),
    // The schema that a model reads holds each parameter, and the names of those that are required once more.
    characters: description.length + 2 * JSON.stringify(tool['parameters'] ?? noParameters).length + longestFrame,
    variables: variablesIn(JSON.stringify(tool['request'])),
  }
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

/** The call variables of a text; what is written with spaces or brackets is the empty one, which nobody supplies. */
function variablesIn(written: string): readonly string[] {
  const variables: string[] = []
  for (let at = written.indexOf('{{'); at >= 0; at = written.indexOf('{{', at + 2)) variables.push(variableAt(written, at))
  return variables
}

/** The name of the call variable that begins at `open`; empty where there is none. */
function variableAt(written: string, open: number): string {
  const end = isVariable(written, open) ? holeEnd(written, open) : -1
  return end < 0 ? '' : written.slice(open + 2, end - 1)
}

function isSupplied(variable: string, { variables }: Agent): boolean {
  return variables.has(variable) || isSystemVariable(variable)
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
  const own = new Set(tools.map(({ name }) => name))
  for (let at = prompt.indexOf('_'); at >= 0;) {
    let start = at
    while (isOfWord(prompt.charCodeAt(start - 1))) start -= 1
    const end = wordEnd(prompt, at)
    const word = prompt.slice(start, end)
    if (!own.has(word)) {
      const isQuoted = prompt.charAt(start - 1) === '`' || prompt.charAt(end) === '`'
      if (isQuoted || homes.has(word) || !isSupplied(word, agent)) return false
    }
    at = prompt.indexOf('_', end)
  }
  for (let at = prompt.indexOf('{'); at >= 0;) {
    const variable = variableAt(prompt, at)
    const end = at + variable.length + 4
    if (!isSupplied(variable, agent) || prompt.charAt(end) === '[' || isOfWord(prompt.charCodeAt(end))) return false
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
      const name = secrets.slice(at + 2, nameEnd(secrets, at + 2))
      const before = addressByName.get(name)
      if (before === undefined) addressByName.set(name, address)
      else if (before !== address) return false
    }
  }
  return true
}
