import type { ShownCourse, ShownRequest, ShownResponse, Tried } from '../flow/tried.ts'
import { heardTokens } from './try-heard.ts'

/** tryJson is a manual call in the words of the JSON format (schemas/report.schema.json). */
export function tryJson({ integration, tool, verdict, request, confirmation, response, course, attempts, heard }: Tried): object {
  return {
    integration,
    tool,
    verdict,
    request: request === undefined ? null : requestJson(request),
    confirmation: confirmation ?? null,
    response: response === undefined ? null : responseJson(response),
    ...(course === undefined ? {} : { course: courseJson(course) }),
    ...(attempts === undefined
      ? {}
      : {
          attempts: attempts.map(({ status, failure, milliseconds }) => ({ status: status ?? null, failure: failure ?? null, milliseconds })),
        }),
    heard: heard === undefined ? null : { ...heard, tokens: heardTokens(heard) },
  }
}

function requestJson({ method, url, headers, body }: ShownRequest): object {
  return { method, url, headers: named(headers), body: body ?? null }
}

function courseJson({ milliseconds, timeoutSeconds, phases, isSent }: ShownCourse): object {
  return {
    milliseconds: milliseconds === undefined ? null : Math.round(milliseconds),
    timeout_seconds: timeoutSeconds,
    phases: phasesJson(phases),
    sent: isSent,
  }
}

function phasesJson(phases: ShownResponse['phases']): readonly object[] {
  return phases.map(({ name, milliseconds }) => ({ name, milliseconds: Math.round(milliseconds * 1000) / 1000 }))
}

function responseJson(response: ShownResponse): object {
  const { status, type, headers, bytes, body, base64, milliseconds, timeoutSeconds, phases, redirects, attempts, isPartial } = response
  return {
    status: status ?? null,
    type,
    headers: named(headers),
    bytes,
    body,
    ...(base64 === undefined ? {} : { base64 }),
    milliseconds,
    timeout_seconds: timeoutSeconds,
    phases: phasesJson(phases),
    redirects,
    attempts,
    ...(isPartial ? { partial: true } : {}),
  }
}

function named(headers: ShownResponse['headers']): readonly object[] {
  return headers.map(([name, value]) => ({ name, value }))
}
