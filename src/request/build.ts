import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import type { HttpIntegration, Integration } from '../model/integration.ts'
import { isJsonObject } from '../json/schema.ts'
import { partsOf, placeholdersOf, wholePlaceholder } from '../model/template.ts'
import type { HttpTool } from '../model/tool.ts'
import { isInsecureUrl } from '../model/url.ts'
import { printableLine } from '../text/printable.ts'
import { encoded, type Hideable, joined, reveal, Secret, shown } from '../world/secret.ts'
import type { HttpRequest } from '../world/world.ts'
import { absent, Filler, type Values, writtenOut } from './fill.ts'

/** Built is a request ready to be sent, or the diagnostics that say what it lacks. */
export type Built =
  | { readonly ok: true; readonly request: HttpRequest; readonly secrets: readonly Secret[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** buildRequest fills a tool's request from the arguments of a call; credentials are added by `withCredentials`. */
export function buildRequest(integration: HttpIntegration, tool: HttpTool, values: Values): Built {
  const filler = new Filler(values)
  const base = fillAddress(filler, integration.baseUrl, integration, 'base_url')
  refuseQueryIn(filler, base, integration)
  const path = fillPath(filler, tool)
  const query = fillQuery(filler, tool)
  const headers = fillHeaders(filler, integration, tool)
  const body = fillBody(filler, tool)
  if (filler.diagnostics.length > 0) return { ok: false, diagnostics: filler.diagnostics }
  const url = joined([
    withoutSlash(base),
    path,
    ...(query.length === 0 ? [] : [reveal(path).includes('?') ? '&' : '?', ...query.flatMap((pair, index) => (index === 0 ? [pair] : ['&', pair]))]),
  ])
  return {
    ok: true,
    request: { method: tool.request.method, url, headers: withDefaults(headers, bodyType(tool, body)), body },
    secrets: filler.secrets,
  }
}

/**
 * fillAddress fills the address of a server from the environment and makes sure that it is one. The part up to the host is shown as it is,
 * since a person has to see where a call goes; a value further back may be a key and stays hidden, and so does what a credential is made of.
 */
export function fillAddress(filler: Filler, template: string, { at, credentials }: Integration, ...steps: string[]): Hideable {
  const keys = variablesIn(credentials)
  const spanOf = (written: string): Span => at.within(written, ...steps)
  const parts: Hideable[] = []
  // Without its host, of which only the name is known, there is nothing to judge yet.
  let isComplete = true
  for (const part of partsOf(template)) {
    if (part.kind === 'words') parts.push(part.text)
    else if (part.kind !== 'environment') {
      filler.refuse(
        'request-url-invalid',
        `"${part.written}" cannot decide where a call goes`,
        spanOf(part.written),
        'write the address out, or take it from the environment: ${NAME}',
      )
    } else {
      const isHost = !/^[a-z]+:\/\/[^/?#]*[/?#]/i.test(parts.map(reveal).join(''))
      const at = (): Span => spanOf(part.written)
      const value = isHost && !keys.has(part.name) ? filler.openEnvironment(part.name, at) : filler.environment(part.name, at)
      isComplete &&= !isHost || filler.isSet(part.name)
      // An address with a slash at its end is the same address.
      parts.push(typeof value === 'string' ? value.replace(/\/+$/, '') : value)
    }
  }
  const address = joined(parts)
  if (filler.diagnostics.length === 0 && isComplete) judgeAddress(filler, address, () => at.value(...steps))
  return address
}

/** The variables that credentials are made of. */
function variablesIn(credentials: Integration['credentials']): ReadonlySet<string> {
  const written = JSON.stringify(credentials, (key, value: unknown) => (key === 'tokenUrl' ? undefined : value))
  return new Set(placeholdersOf(written).flatMap(({ kind, name }) => (kind === 'environment' ? [name] : [])))
}

function judgeAddress(filler: Filler, address: Hideable, at: () => Span): void {
  const text = reveal(address)
  if (!URL.canParse(text) || !/^https?:\/\/[^/\\?#]/i.test(text)) {
    filler.refuse('request-url-invalid', `"${shown(address)}" is no http address`, at(), 'an address looks like https://api.example.com/v1')
    return
  }
  const { username, password } = new URL(text)
  if (username !== '' || password !== '')
    filler.refuse('request-url-invalid', 'the address holds a user name or password', at(), 'move them to credentials')
  else if (isInsecureUrl(text))
    filler.refuse('request-url-insecure', `"${shown(address)}" is not https`, at(), 'use https://; only loopback may use http')
}

/** The path of a tool is joined to base_url, so nothing may stand behind its path. */
function refuseQueryIn(filler: Filler, base: Hideable, integration: HttpIntegration): void {
  if (!/[?#]/.test(reveal(base))) return
  filler.refuse(
    'request-url-invalid',
    `"${shown(base)}" has a query or a fragment`,
    integration.at.value('base_url'),
    'end base_url with its path; send what stands behind it in the query of each tool',
  )
}

function withoutSlash(address: Hideable): Hideable {
  if (typeof address === 'string') return address.replace(/\/+$/, '')
  const last = address.made?.of.at(-1)
  return last === undefined || reveal(last) === '' ? address : joined([...(address.made?.of.slice(0, -1) ?? []), withoutSlash(last)])
}

function fillPath(filler: Filler, tool: HttpTool): Hideable {
  const spanOf = (written: string): Span => tool.at.within(written, 'request', 'path')
  const segments = tool.request.path.split('/').map((segment) => {
    const filled = filler.text(segment, spanOf, (value) => encoded(value, 'percent', encodeSafely))
    const isHole = partsOf(segment).some((part) => part.kind !== 'words')
    if (isHole && /^\.*$/.test(reveal(filled)) && filler.diagnostics.length === 0) {
      filler.refuse(
        'request-segment-refused',
        `the path segment "${segment}" would become "${shown(filled)}"`,
        spanOf(segment),
        'give a value that is not empty and not only dots',
      )
    }
    return filled
  })
  return joined(segments.flatMap((segment, index) => (index === 0 ? [segment] : ['/', segment])))
}

function fillQuery(filler: Filler, tool: HttpTool): readonly Hideable[] {
  return tool.request.query.flatMap(([name, template]) => {
    const value = filler.tree(template, (written) => tool.at.within(written, 'request', 'query', name))
    return fillPairs(name, value, (text) => encoded(text, 'percent', encodeSafely))
  })
}

/** The pairs of one key: a list repeats it, and what was not given leaves it out. */
function fillPairs(name: string, value: unknown, encode: (text: Hideable) => Hideable): readonly Hideable[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values
    .filter((item) => item !== absent && item !== null)
    .map((item) => joined([encode(name), '=', encode(item instanceof Secret ? item : writtenOut(item))]))
}

/** A lone surrogate cannot be encoded; it becomes the replacement character, as in every URL parser. */
function encodeSafely(value: string): string {
  return encodeURIComponent(value.toWellFormed())
}

function fillHeaders(filler: Filler, integration: HttpIntegration, tool: HttpTool): HttpRequest['headers'] {
  const merged = new Map<string, readonly [string, Hideable]>()
  const add = (name: string, template: string, spanOf: (written: string) => Span): void => {
    const hole = wholePlaceholder(template)
    const value = hole === undefined ? filler.text(template, spanOf) : filler.value(hole, spanOf)
    if (value === absent) return
    const text = value instanceof Secret ? value : writtenOut(value)
    const wrong = /[^\t\x20-\x7e\x80-\xff]/u.exec(reveal(text))?.[0]
    if (wrong !== undefined) {
      const isBreak = wrong === '\r' || wrong === '\n'
      const what = isBreak ? 'a line break' : `"${printableLine(wrong)}"`
      filler.refuse(
        'request-header-refused',
        `the value of header "${name}" holds ${what}, which no header can carry`,
        spanOf(template),
        isBreak ? 'take the line break out' : 'send the value in the query or the body',
      )
    }
    merged.set(name.toLowerCase(), [name, text])
  }
  for (const [name, text] of integration.headers) add(name, text, (written) => integration.at.within(written, 'headers', name))
  for (const [name, text] of tool.request.headers) add(name, text, (written) => tool.at.within(written, 'request', 'headers', name))
  return [...merged.values()]
}

function fillBody(filler: Filler, tool: HttpTool): Hideable | undefined {
  const { form } = tool.request
  if (form !== undefined) return fillForm(filler, tool, form)
  if (tool.request.body === undefined) return undefined
  const tree = filler.tree(tool.request.body, (written, ...steps) => tool.at.within(written, 'request', 'body', ...steps))
  if (tree === absent) return undefined
  return jsonOf(tree)
}

function fillForm(filler: Filler, tool: HttpTool, form: NonNullable<HttpTool['request']['form']>): Hideable {
  const pairs = form.flatMap(([name, template]) => {
    const value = filler.tree(template, (written, ...steps) => tool.at.within(written, 'request', 'form', name, ...steps))
    return fillPairs(name, value, (text) => encoded(text, 'form', encodeForForm))
  })
  return joined(pairs.flatMap((pair, index) => (index === 0 ? [pair] : ['&', pair])))
}

/** As browsers write it: a space is a plus sign. */
function encodeForForm(text: string): string {
  return new URLSearchParams([['', text]]).toString().slice(1)
}

/** A tree as JSON, of which the secrets in it stay parts. */
function jsonOf(tree: unknown): Hideable {
  if (tree instanceof Secret) {
    const inQuotes = (text: string): string => JSON.stringify(text).slice(1, -1)
    return joined(['"', new Secret(inQuotes(tree.label), inQuotes(tree.reveal()), { of: [tree], encoding: 'json' }), '"'])
  }
  if (Array.isArray(tree)) return joined(['[', ...listed(tree.map(jsonOf)), ']'])
  if (!isJsonObject(tree)) return JSON.stringify(tree) ?? 'null'
  return joined(['{', ...listed(Object.entries(tree).map(([key, item]) => joined([`${JSON.stringify(key)}:`, jsonOf(item)]))), '}'])
}

function listed(items: readonly Hideable[]): readonly Hideable[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [',', item]))
}

function bodyType(tool: HttpTool, body: Hideable | undefined): string | undefined {
  if (body === undefined) return undefined
  return tool.request.form === undefined ? 'application/json' : 'application/x-www-form-urlencoded'
}

function withDefaults(headers: HttpRequest['headers'], type: string | undefined): HttpRequest['headers'] {
  const has = (wanted: string): boolean => headers.some(([name]) => name.toLowerCase() === wanted)
  const added: [string, string][] = []
  if (!has('accept')) added.push(['Accept', 'application/json'])
  if (type !== undefined && !has('content-type')) added.push(['Content-Type', type])
  return [...added, ...headers]
}
