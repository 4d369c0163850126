import type { ShownRequest, ShownResponse, Tried } from '../flow/tried.ts'
import { heardTokens } from './try-heard.ts'

/** tryJson is a manual call in the words of the JSON format (schemas/report.schema.json). */
export function tryJson({ integration, tool, verdict, request, confirmation, response, heard }: Tried): object {
  return {
    integration,
    tool,
    verdict,
    request: request === undefined ? null : requestJson(request),
    confirmation: confirmation ?? null,
    response: response === undefined ? null : responseJson(response),
    heard: heard === undefined ? null : { ...heard, tokens: heardTokens(heard) },
  }
}

function requestJson({ method, url, headers, body }: ShownRequest): object {
  return { method, url, headers: named(headers), body: body ?? null }
}

function responseJson(response: ShownResponse): object {
  const { status, type, headers, bytes, body, base64, milliseconds, timeoutSeconds, phases, redirects, attempts } = response
  return {
    status: status ?? null,
    type,
    headers: named(headers),
    bytes,
    body,
    ...(base64 === undefined ? {} : { base64 }),
    milliseconds,
    timeout_seconds: timeoutSeconds,
    phases: phases.map(({ name, milliseconds: time }) => ({ name, milliseconds: Math.round(time * 1000) / 1000 })),
    redirects,
    attempts,
  }
}

function named(headers: ShownResponse['headers']): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }))
}
