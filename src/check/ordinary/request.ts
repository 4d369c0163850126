import { isJsonObject } from '../../json/schema.ts'
import { parameterNamed } from '../../model/lookup.ts'
import type { Parameter } from '../../model/parameter.ts'
import { holeEnd } from '../../model/template.ts'
import type { Hole, HttpTool, RequestTemplate } from '../../model/tool.ts'
import { mayBeGraphql } from '../graphql.ts'
import { beginner, isOrdinaryScalar, isOrdinaryWord } from './value.ts'

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

const saysChange = beginner('create delete remove cancel update edit crear borrar eliminar actualizar modificar'.split(' '))
const reading = /^(?:get|find|fetch|list|search|look|retrieve|query|count|show|view|check|buscar|consultar|obtener|listar|ver)/

/** isOrdinaryMethod tells whether a method says nothing against the name of the tool and its body, and the request is sent once. */
export function isOrdinaryMethod({ name, retry, request: { method, body, form, idempotencyHeader } }: HttpTool): boolean {
  if (retry !== undefined || form !== undefined || idempotencyHeader !== undefined) return false
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

// With more of them it takes long to hold them against each other.
const mostPairs = 2000

/** haveOrdinaryHoles tells whether each hole has its parameter, each parameter its hole, and what may be left out can be. */
export function haveOrdinaryHoles({ parameters, request: { holes }, confirmation }: HttpTool): boolean {
  if (parameters.length * holes.length > mostPairs) return false
  for (let at = 0; at < holes.length; at += 1) {
    const hole = holes[at]
    if (hole?.kind !== 'parameter') continue
    if (parameterNamed({ parameters }, hole.name) === undefined) return false
    if (!hole.isWhole && hole.in.where === 'body' && mayBeGraphql(hole.in.text)) return false
  }
  for (let at = 0; at < parameters.length; at += 1) {
    const parameter = parameters[at]
    if (parameter === undefined || !fillsOrdinaryHoles(parameter, holes)) return false
    if (!parameter.required && confirmation?.includes(`{${parameter.name}}`) === true) return false
  }
  return true
}

function fillsOrdinaryHoles({ name, required }: Parameter, holes: readonly Hole[]): boolean {
  let isUsed = false
  for (let at = 0; at < holes.length; at += 1) {
    const hole = holes[at]
    if (hole?.name !== name) continue
    if (!required && (!hole.isWhole || hole.in.where === 'path')) return false
    isUsed ||= hole.kind === 'parameter'
  }
  return isUsed
}

/** areOrdinaryValues tells whether a request sends plain values under plain names. */
export function areOrdinaryValues({ query, body, form }: RequestTemplate): boolean {
  if (form !== undefined) return false
  for (let at = 0; at < query.length; at += 1) {
    const pair = query[at]
    if (pair === undefined || !isOrdinaryName(pair[0]) || pair[0].includes('%') || !isOrdinaryInQuery(pair[1])) return false
  }
  return body === undefined || (typeof body === 'object' && body !== null && isOrdinaryInBody(body, 0))
}

function isOrdinaryInQuery(value: unknown): boolean {
  if (typeof value === 'string') return isOrdinaryWord(value) && !value.includes('%')
  return Array.isArray(value) ? value.every(isOrdinaryInQuery) : isOrdinaryScalar(value)
}

const deepest = 20

function isOrdinaryInBody(value: unknown, depth: number): boolean {
  if (depth > deepest) return false
  if (Array.isArray(value)) {
    for (const item of value) if (!isOrdinaryInBody(item, depth + 1)) return false
    return true
  }
  if (!isJsonObject(value)) return isOrdinaryScalar(value)
  for (const key in value) if (!isOrdinaryName(key) || !isOrdinaryInBody(value[key], depth + 1)) return false
  return true
}

const meaningful = ['key', 'token', 'secret', 'password', 'authorization', 'admin']
const endings = new Set(meaningful.map((word) => word.slice(-3)))

/** A name that asks for no secret, holds no hole, and is no word that some readers of YAML take for yes or no. */
function isOrdinaryName(name: string): boolean {
  if (!isOrdinaryWord(name) || name.includes('{') || name === '<<') return false
  if (!endings.has(name.slice(-3).toLowerCase())) return true
  const lower = name.toLowerCase()
  for (const end of meaningful) if (lower.endsWith(end)) return false
  return true
}
