import type { Finding } from '../diagnostic/diagnostic.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Integration } from '../model/integration.ts'
import { type ProjectTool, toolsOf } from '../model/project.ts'
import { placeholdersOf } from '../model/template.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { cutBehind } from './cut-text.ts'
import { isOneWord, isUnfinished } from './description.ts'
import { effectOf, isAmount, propertiesOf, wordsOf } from './effect.ts'
import { mayBeNoQuestion } from './ordinary/words.ts'
import type { OfferedTool } from './rule.ts'

interface Unread {
  readonly what: 'amount' | 'target' | 'anything'
  /** The parameters that would say it. */
  readonly parameters: readonly string[]
}

interface Judged {
  readonly tool: ProjectTool
  readonly unread: Unread | undefined
}

// Three rules ask about one tool in turn; it is judged once.
let latest: Judged | undefined

/**
 * unreadOf tells what the confirmation of a tool should read back and does not: how much is paid, what is taken away, or anything at all. The
 * gravest of them, for one confirmation is rewritten once.
 */
export function unreadOf(offered: OfferedTool): Unread | undefined {
  const { tool } = offered
  if (tool.confirmation === undefined || !tool.mayChange || isNoQuestion(tool.confirmation)) return undefined
  // What a comment cuts off may be what is missing.
  const at = tool.type === 'http' ? tool.http.at : tool.rule?.at
  if (at !== undefined && at.document.hasTightComments !== false && cutBehind(at.value('confirmation')) !== undefined) return undefined
  if (latest?.tool !== tool) latest = { tool, unread: judge(offered, tool.confirmation) }
  return latest.unread
}

/** confirmationsIn lists the confirmations that an integration asks for, each with the tool or rule that it belongs to. */
export function confirmationsIn(integration: Integration): readonly { readonly text: string; readonly at: Cursor }[] {
  const asking = integration.type === 'mcp' ? integration.rules : integration.tools
  return asking.flatMap(({ confirmation, at }) => (confirmation === undefined ? [] : [{ text: confirmation, at }]))
}

// Words that hints of ours begin with.
const pastedHint = /^the question (?:to which the caller says|that the caller answers)\b/

/** isNoQuestion tells whether a confirmation asks nothing: a switch (yes, "true", required), a mark to write one, the words of a hint. */
export function isNoQuestion(text: string): boolean {
  if (!mayBeNoQuestion(text)) return false
  return pastedHint.test(text) || isUnfinished(text) || isOneWord(text.trim())
}

/** unreadFinding is what there is to say of a confirmation that leaves something out. */
export function unreadFinding(tool: ProjectTool, message: string, { parameters }: Unread): Finding {
  const at = tool.type === 'http' ? tool.http.at : tool.rule?.at
  return { message, span: at?.value('confirmation'), hint: `read back ${holesOf(parameters)}` }
}

/** confirmationHint is the next step for a tool that asks nobody first. */
export function confirmationHint(offered: OfferedTool): string {
  const properties = propertiesOf(offered.tool)
  const worth = worthOf(offered)
  const sums = worth.filter((name) => isSum(name, properties[name]))
  const question = 'add confirmation: the question to which the caller says yes'
  return worth.length === 0 ? question : `${question}, with ${holesOf([...new Set([...sums, ...worth])])}`
}

/** More than three values are not heard together. */
function holesOf(parameters: readonly string[]): string {
  const holes = parameters.slice(0, 3).map((name) => `{${name}}`)
  return holes.length < 2 ? holes.join('') : `${holes.slice(0, -1).join(', ')} and ${holes.at(-1) ?? ''}`
}

function judge(offered: OfferedTool, confirmation: string): Unread | undefined {
  const { tool } = offered
  if (readsAll(tool, confirmation)) return undefined
  const required = requiredOf(tool)
  const properties = propertiesOf(tool)
  const holes = placeholdersOf(confirmation)
  // A hole that is no parameter, or a parameter in the braces of something else, is told by another rule: most likely it is the missing one.
  if (holes.some(({ kind, name }) => (kind === 'parameter') !== Object.hasOwn(properties, name))) return undefined
  const effect = effectOf(tool)
  if (effect === 'reads') return undefined
  if (effect === 'pays') {
    const amounts = required.filter((name) => isSum(name, properties[name]))
    if (amounts.length > 0) return holes.some(({ name }) => amounts.includes(name)) ? undefined : { what: 'amount', parameters: amounts }
  }
  const isNamed = holes.some(({ kind, name }) => effect !== 'takes away' || kind === 'variable' || !isFreeText(name))
  const parameters = isNamed ? [] : worthOf(offered)
  return parameters.length === 0 ? undefined : { what: effect === 'takes away' ? 'target' : 'anything', parameters }
}

function readsAll({ inputSchema: { required } }: ProjectTool, confirmation: string): boolean {
  if (!Array.isArray(required)) return true
  for (const name of required) if (!confirmation.includes(`{${name}}`)) return false
  return true
}

function requiredOf({ inputSchema }: ProjectTool): readonly string[] {
  const { required } = inputSchema
  return Array.isArray(required) ? required.filter((name): name is string => typeof name === 'string') : []
}

/** A sum may be a text too: "20.50". */
function isSum(name: string, schema: unknown): boolean {
  return isAmount(name, schema) || (isJsonObject(schema) && schema['type'] === 'string' && isAmount(name, { type: 'number' }))
}

/** The required values that a caller recognizes when they are read back. */
function worthOf({ tool, integration }: OfferedTool): readonly string[] {
  const properties = propertiesOf(tool)
  const tools = new Set(toolsOf(integration).map(({ name }) => name))
  return requiredOf(tool).filter((name) => {
    const schema = properties[name]
    return isJsonObject(schema) && canBeSaid(schema) && !isFreeText(name) && !isFromTool(schema, tools)
  })
}

/** Whether a value can be said in a few words: no list, no yes or no, no constant, nothing that only machines read. */
function canBeSaid(schema: JsonObject): boolean {
  const { type, format, pattern } = schema
  if ('const' in schema || format === 'uuid' || format === 'uri') return false
  return (type === 'string' || type === 'integer' || type === 'number') && !(typeof pattern === 'string' && isLong(pattern))
}

/** Whether a pattern lets through more than a dozen letters and digits in disorder: `^re_[A-Za-z0-9]+$`. Digits alone may be many. */
function isLong(pattern: string): boolean {
  const letters = pattern.replace(/(?:\\d|\[0-9\])(?:[+*]|\{[\d,]{1,9}\})/g, '')
  return /[\])\w.][+*]|[{,](?:1[3-9]|[2-9]\d|\d{3,9})\}|\d,\}/.test(letters)
}

/** A value that another tool returned means nothing to the caller; its description names that tool. */
function isFromTool({ description }: JsonObject, tools: ReadonlySet<string>): boolean {
  return typeof description === 'string' && description.split(/[^A-Za-z0-9_-]+/).some((word) => tools.has(word))
}

const freeWords = new Set(
  (
    'description descripcion beschreibung descrizione descricao message mensaje nachricht messaggio mensagem comment comments comentario comentarios ' +
    'kommentar commentaire commento note notes nota notas notiz details detail detalles reason motivo grund motif razon text texto content contenido ' +
    'inhalt contenu body summary resumen feedback transcript query question'
  ).split(' '),
)

/** Free text is the caller's own; what it is about says more than all of it read aloud. */
function isFreeText(name: string): boolean {
  return wordsOf(name).some((word) => freeWords.has(word))
}
