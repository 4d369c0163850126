import { isJsonObject, type JsonObject } from '../json/schema.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'
import type { Parameter } from './parameter.ts'
import { type Placeholder, placeholdersOf } from './template.ts'

/** Method is an HTTP method that a tool may use. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Speech is what surrounds a call for the person on the line. */
export interface Speech {
  /** The question that the caller answers with yes before the tool runs; `{name}` reads a parameter back. */
  readonly confirmation: string | undefined
  /** `force`: the agent always says something before the call; `auto`: it decides. */
  readonly preSpeech: 'auto' | 'force'
  readonly executionAudio: 'none' | 'typing' | 'waiting_music'
  /** How long the agent waits for an answer. */
  readonly timeoutSeconds: number
}

/** Expectation is what an example wants of the answer; undefined: anything will do. */
export interface Expectation {
  readonly status: number | undefined
  /** What the agent gets must hold this value; in a box, because `null` is one too. */
  readonly result: { readonly value: unknown } | undefined
  /** `*` in a value stands for any characters. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly withinSeconds: number | undefined
}

/** Recorded is an answer as it was once given. */
export interface Recorded {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** A JSON value, or the text of a body that was none. */
  readonly body: unknown
}

/** Retry says when a request is sent again. */
export interface Retry {
  /** How often it is sent at most, the first time included. */
  readonly attempts: number
  /** Statuses, and `connection` for a connection that was not made or broke off. */
  readonly on: readonly (number | 'connection')[]
}

/** Example is one call worth repeating: arguments and what is expected of the answer. */
export interface Example {
  readonly name: string
  readonly arguments: JsonObject
  readonly expect: Expectation
  /** An answer that was recorded, for runs without the network. */
  readonly recorded: Recorded | undefined
  readonly at: Cursor
}

/** RequestTemplate is a request as declared, with its holes; what is sent is built from it. */
export interface RequestTemplate {
  readonly method: Method
  readonly path: string
  /** In the file's order. A list repeats the key. */
  readonly query: readonly (readonly [name: string, value: unknown])[]
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** Any JSON value with holes in its texts; undefined: no body. */
  readonly body: unknown
  /** The pairs of a form body, in the file's order; undefined: no form. A list repeats the key. */
  readonly form: readonly (readonly [name: string, value: unknown])[] | undefined
  /** The header that carries a key which is new for each call. */
  readonly idempotencyHeader: string | undefined
  /** Every text in which a hole may stand; made once, because many rules ask. */
  readonly texts: readonly TemplateText[]
  /** Every hole of those texts, in their order. */
  readonly holes: readonly Hole[]
}

/** ResponseRule is what becomes of the answer before the agent sees it. */
interface ResponseRule {
  /** A JMESPath expression, or undefined: the whole answer. */
  readonly select: string | undefined
  /** What the agent hears instead of a raw error, by status. */
  readonly errors: ReadonlyMap<number, string>
}

/** HttpTool is one action of an HTTP integration. */
export interface HttpTool extends Speech {
  readonly name: string
  readonly description: string
  readonly parameters: readonly Parameter[]
  readonly request: RequestTemplate
  readonly response: ResponseRule
  readonly retry: Retry | undefined
  readonly examples: readonly Example[]
  readonly at: Cursor
}

/** McpToolRule is what our side adds to one tool of an MCP server. Undefined: not said, so the default holds. */
export interface McpToolRule extends Speech {
  readonly name: string
  readonly examples: readonly Example[]
  readonly at: Cursor
}

/** mayChange tells whether a method may change something on the server. */
export function mayChange(method: Method): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** isRepeatable tells whether a request may be sent twice without being carried out twice: the method says so, or a key that the API keeps. */
export function isRepeatable({ method, idempotencyHeader }: Pick<RequestTemplate, 'method' | 'idempotencyHeader'>): boolean {
  return (method !== 'POST' && method !== 'PATCH') || idempotencyHeader !== undefined
}

/** TemplateText is one text of a request in which a hole may stand. */
export interface TemplateText {
  readonly text: string
  readonly where: 'path' | 'query' | 'header' | 'body'
  /** The way to it from the tool. */
  readonly steps: readonly Step[]
}

/** Hole is a placeholder with the text it stands in. */
export interface Hole extends Placeholder {
  readonly in: TemplateText
  /** Whether the text is nothing but this hole, so that the value keeps its type. */
  readonly isWhole: boolean
}

type Written = Omit<RequestTemplate, 'texts' | 'holes'>

/** requestTemplate completes a request as written with the list of its texts and holes. */
export function requestTemplate(written: Written): RequestTemplate {
  const { method, path, query, headers, body, form, idempotencyHeader } = written
  const texts: TemplateText[] = [new WrittenText(path, 'path', { step: 'path', up: inRequest })]
  // By index: there are many requests, and until the engine has got warm an iterator takes ten times as long.
  for (let at = 0; at < query.length; at += 1) {
    const pair = query[at]
    if (pair !== undefined) collectTexts(pair[1], 'query', { step: pair[0], up: inQuery }, texts)
  }
  for (let at = 0; at < headers.length; at += 1) {
    const header = headers[at]
    if (header !== undefined) texts.push(new WrittenText(header[1], 'header', { step: header[0], up: inHeaders }))
  }
  if (body !== undefined) collectTexts(body, 'body', inBody, texts)
  if (form !== undefined) for (const [name, value] of form) collectTexts(value, 'body', { step: name, up: inForm }, texts)
  const holes: Hole[] = []
  for (let at = 0; at < texts.length; at += 1) collectHoles(texts[at], holes)
  // Key by key: there are many requests, and a spread is ten times slower.
  return { method, path, query, headers, body, form, idempotencyHeader, texts, holes }
}

/** Trail is the way to a text, the last step first: there are many texts, and few are ever asked where they stand. */
interface Trail {
  readonly step: Step
  readonly up: Trail | undefined
}

const inRequest: Trail = { step: 'request', up: undefined }
const inQuery: Trail = { step: 'query', up: inRequest }
const inHeaders: Trail = { step: 'headers', up: inRequest }
const inBody: Trail = { step: 'body', up: inRequest }
const inForm: Trail = { step: 'form', up: inRequest }

class WrittenText implements TemplateText {
  readonly text: string
  readonly where: TemplateText['where']
  private readonly trail: Trail

  constructor(text: string, where: TemplateText['where'], trail: Trail) {
    this.text = text
    this.where = where
    this.trail = trail
  }

  get steps(): readonly Step[] {
    const steps: Step[] = []
    for (let part: Trail | undefined = this.trail; part !== undefined; part = part.up) steps.push(part.step)
    return steps.reverse()
  }
}

function collectHoles(text: TemplateText | undefined, into: Hole[]): void {
  if (text?.text.includes('{') !== true) return
  const found = placeholdersOf(text.text)
  const isWhole = found.length === 1 && found[0]?.written.length === text.text.length
  for (let at = 0; at < found.length; at += 1) {
    const hole = found[at]
    if (hole !== undefined) into.push({ kind: hole.kind, name: hole.name, written: hole.written, in: text, isWhole })
  }
}

function collectTexts(value: unknown, where: TemplateText['where'], trail: Trail, into: TemplateText[]): void {
  if (typeof value === 'string') into.push(new WrittenText(value, where, trail))
  else if (isJsonObject(value)) for (const key in value) collectTexts(value[key], where, { step: key, up: trail }, into)
  else if (Array.isArray(value))
    for (let index = 0; index < value.length; index += 1) collectTexts(value[index], where, { step: String(index), up: trail }, into)
}
