import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import type { Credentials } from '../../model/integration.ts'
import { holeEnd } from '../../model/template.ts'
import { mayBeGraphql } from '../graphql.ts'
import { areOrdinaryHeaders } from './connection.ts'
import { type Declared, isVariable } from './declared.ts'
import { bitOf } from './parts.ts'
import { remembered } from './remembered.ts'
import { beginner, hasOnly, isOrdinaryScalar, isOrdinaryWord } from './value.ts'

const keysOfRequest = new Set(['method', 'path', 'query', 'headers', 'body', 'form', 'idempotency_header'])

/** Sender is what a request is judged beside. */
interface Sender {
  /** What the tool is called. */
  readonly name: string
  readonly baseUrl: string
  readonly credentials: Credentials
  readonly declared: Declared
}

/** oddPartsOfRequest marks the parts of a request that are out of the ordinary, and which parameters it sends. */
export function oddPartsOfRequest(request: JsonObject, { name, baseUrl, credentials, declared }: Sender): number {
  const { method, path, query, headers, body, form, idempotency_header: idempotencyHeader } = request
  let odd = hasOnly(keysOfRequest, request) ? 0 : bitOf.shape
  if (form !== undefined || idempotencyHeader !== undefined || !isOrdinaryMethod(name, method, body)) odd |= bitOf.method
  if (typeof path !== 'string') return odd | bitOf.shape
  if (!isOrdinaryPath(path, baseUrl)) odd |= bitOf.path
  odd |= oddHoles(path, 'path', declared)
  if (query !== undefined) odd |= oddPartsOfQuery(query, declared)
  if (headers !== undefined && !areOrdinaryHeaders(headers, credentials)) odd |= bitOf.headers | oddHolesOfHeaders(headers, declared)
  if (body !== undefined) odd |= typeof body === 'object' && body !== null ? oddPartsOfBody(body, 0, declared) : bitOf.values | bitOf.holes
  // Its holes are left to the rules.
  if (form !== undefined) odd |= bitOf.values | bitOf.holes
  return declared.sent === declared.all ? odd : odd | bitOf.holes
}

/** isOrdinaryMethod tells whether a method says nothing against the name of the tool and its body. */
function isOrdinaryMethod(name: string, method: unknown, body: unknown): boolean {
  switch (method) {
    case 'GET':
      return body === undefined && !saysChange(name)
    case 'POST':
      return true
    case 'PUT':
    case 'PATCH':
      return !reading.test(name)
    case 'DELETE':
      return /^(?:delete|remove|cancel)_/.test(name)
    default:
      return false
  }
}

const saysChange = beginner('create delete remove cancel update edit crear borrar eliminar actualizar modificar'.split(' '))
const reading = /^(?:get|find|fetch|list|search|look|retrieve|query|count|show|view|check|buscar|consultar|obtener|listar|ver)/

type Where = 'path' | 'header' | 'query' | 'body'

/** Marks the holes of a text that have no parameter, that may be empty where they cannot be, or that only look like some. */
function oddHoles(text: string, where: Where, declared: Declared): number {
  for (let brace = text.indexOf('{'); brace >= 0;) {
    const end = holeEnd(text, brace)
    if (end < 0) return bitOf.holes
    const isWhole = brace === 0 && end === text.length - 1
    const bit = declared.bitOfHole(text, brace, end)
    // The environment has no place here but in headers; and a variable may be called like a parameter, which is for the rules to tell apart.
    const isEnvironment = text.charCodeAt(brace - 1) === dollar
    if ((bit === 0) !== (isVariable(text, brace) || isEnvironment) || (isEnvironment && where !== 'header')) return bitOf.holes
    if ((!isWhole || where === 'path') && (bit & ~declared.required) !== 0) return bitOf.holes
    if (!isWhole && where === 'body' && mayBeGraphql(text)) return bitOf.holes
    declared.sent |= bit
    brace = text.indexOf('{', end + 1)
  }
  return 0
}

function oddHolesOfHeaders(headers: unknown, declared: Declared): number {
  let odd = 0
  if (isJsonObject(headers))
    for (const name in headers) {
      const text = headers[name]
      if (typeof text === 'string') odd |= oddHoles(text, 'header', declared)
    }
  return odd
}

/** Marks what is no plain value under a plain name. */
function oddPartsOfQuery(query: unknown, declared: Declared): number {
  if (!isJsonObject(query)) return bitOf.shape
  let odd = 0
  for (const name in query) {
    if (!isOrdinaryName(name) || name.includes('%')) odd |= bitOf.values
    const value = query[name]
    if (!Array.isArray(value)) odd |= oddPartsOfQueryValue(value, declared)
    else for (let at = 0; at < value.length; at += 1) odd |= oddPartsOfQueryValue(value[at], declared)
  }
  return odd
}

function oddPartsOfQueryValue(value: unknown, declared: Declared): number {
  if (typeof value !== 'string') return isOrdinaryScalar(value) ? 0 : bitOf.values | bitOf.holes
  return (isOrdinaryWord(value) && !value.includes('%') ? 0 : bitOf.values) | oddHoles(value, 'query', declared)
}

const deepest = 20

function oddPartsOfBody(value: unknown, depth: number, declared: Declared): number {
  if (typeof value === 'string') return (isOrdinaryWord(value) ? 0 : bitOf.values) | oddHoles(value, 'body', declared)
  if (depth > deepest) return bitOf.values | bitOf.holes
  let odd = 0
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) odd |= oddPartsOfBody(value[at], depth + 1, declared)
    return odd
  }
  if (!isJsonObject(value)) return isOrdinaryScalar(value) ? 0 : bitOf.values
  for (const key in value) odd |= (isOrdinaryName(key) ? 0 : bitOf.values) | oddPartsOfBody(value[key], depth + 1, declared)
  return odd
}

/** isOrdinaryPath tells whether a path is made of plain segments and values, and begins otherwise than the address that it is joined to. */
export function isOrdinaryPath(text: string, baseUrl: string): boolean {
  if (!isPlainPath(text) || text.includes('}{')) return false
  const end = text.indexOf('/', 1)
  return !baseUrl.includes(end < 0 ? text : text.slice(0, end), baseUrl.startsWith('https://') ? 'https://'.length : 0)
}

/** Whether a path is of segments of letters and digits, with values in them; none begins with a dot. */
function isPlainPath(text: string): boolean {
  if (text.length < 2 || text.charCodeAt(0) !== slash) return false
  let isFirst = true
  for (let at = 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === slash) {
      if (isFirst) return false
      isFirst = true
      continue
    }
    if (code === openBrace) at = holeEnd(text, at)
    else if ((roles[code] ?? none) < (isFirst ? begins : goesOn)) return false
    if (at < 0) return false
    isFirst = false
  }
  return true
}

const dollar = 0x24
const slash = 0x2f
const openBrace = 0x7b

// What a character may do in a segment: what may begin it may stand anywhere.
const none = 0
const goesOn = 1
const begins = 2
const roles = new Uint8Array(128)
roles.fill(begins, 0x61, 0x7b)
roles.fill(begins, 0x41, 0x5b)
roles.fill(begins, 0x30, 0x3a)
for (const sign of '_~-') roles[sign.charCodeAt(0)] = begins
for (const sign of '.:@') roles[sign.charCodeAt(0)] = goesOn

const meaningful = ['key', 'token', 'secret', 'password', 'authorization', 'admin']
const endings = new Set(meaningful.map((word) => word.slice(-3)))

/** A name that asks for no secret, holds no hole, and is no word that some readers of YAML take for yes or no. */
const isOrdinaryName = remembered((name) => {
  if (!isOrdinaryWord(name) || name.includes('{') || name === '<<') return false
  if (!endings.has(name.slice(-3).toLowerCase())) return true
  const lower = name.toLowerCase()
  for (const end of meaningful) if (lower.endsWith(end)) return false
  return true
})
