import type { ShownRequest } from '../flow/tried.ts'
import { addedHeaders } from '../world/headers.ts'
import { bodyLines, linesOf, type Look, section } from './try-lines.ts'

/** requestText shows what is sent: what was filled in is marked, credentials are named. */
export function requestText(request: ShownRequest, plain: Look): string {
  const look: Look = { ...plain, isMarked: request.marked !== undefined }
  const { method } = request
  const { url, headers, body } = request.marked ?? request
  const { theme } = look
  const lines = [
    ...linesOf(`${method} ${url}`, look, (text) => (text.startsWith(`${method} `) ? theme.strong(method) + text.slice(method.length) : text)),
    ...headers.flatMap(([name, value]) => linesOf(`${name}: ${value}`, look, theme.dim)),
    // As the connection adds them.
    ...(plain.isVerbose && request.sent !== undefined ? addedHeaders(request) : []).map(([name, value]) => theme.dim(`${name}: ${value}`)),
    ...(body === undefined ? [] : bodyLines(isForm(headers) ? formText(body) : body, look)),
  ]
  return section('request', lines, theme)
}

function isForm(headers: ShownRequest['headers']): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded\b/i.test(value))
}

/** A form with a line for each pair, as a person reads it. */
function formText(body: string): string {
  const lines = body.split('&').map((pair) => pair.split('=').map(decoded).join(' = '))
  return lines.join('\n')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' ')).replaceAll('\n', '\\n')
  } catch {
    return text
  }
}
