import type { ShownResponse, Tried } from '../flow/tried.ts'
import { firstColumns } from '../text/columns.ts'
import { printableLine } from '../text/printable.ts'
import { reasonOf } from './reason.ts'
import { attemptLines } from './try-course.ts'
import { bodyLines, linesOf, type Look, section, sizeText } from './try-lines.ts'
import { timeLines } from './try-time.ts'

/** responseText shows what came back: status, type and size, the way there, the time, the body. */
export function responseText(response: ShownResponse, attempts: Tried['attempts'], look: Look): string {
  const { theme, isVerbose } = look
  const { status, type, bytes, body, base64, headers, redirects, isPartial } = response
  const phrase = status === undefined ? '' : `${status} ${reasonOf(status)}`.trimEnd()
  const size = sizeText(bytes)
  const head = [theme.strong(phrase), firstColumns(printableLine(type), theme.width - phrase.length - size.length - 6), size]
    .filter((part) => part !== '')
    .join('  ')
  const lines = [
    head,
    ...(isPartial ? [theme.warning('only a part of it: this is what had come')] : []),
    ...attemptLines(attempts, theme),
    ...redirects.flatMap((address) => linesOf(`redirected to ${address}`, look)),
    ...timeLines(response, theme),
    ...(isVerbose ? headers.flatMap(([name, value]) => linesOf(`${name}: ${value}`, look, theme.dim)) : []),
    ...(base64 === undefined ? bodyLines(body, look) : [theme.dim('(no text)')]),
  ]
  return section('response', lines, theme)
}
