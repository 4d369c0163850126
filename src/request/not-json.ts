import { parseJson } from '../json/parse.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { isPage } from './said.ts'

/** NotJson says what a body is instead of JSON, and the next step. */
export interface NotJson {
  /** Completes "the answer of tool "x" is …". */
  readonly what: string
  readonly hint: string
}

/** notJson looks at a body that is no JSON: what people meet instead of it. */
export function notJson(text: string, type: string | undefined): NotJson {
  const trimmed = text.trim()
  const path = 'check the path; the API may want another Accept header'
  if (trimmed === '') return { what: 'empty', hint: 'leave select out where the API answers with nothing; or check path and Accept header' }
  if (isPage(trimmed)) return { what: 'an HTML page', hint: pageHint(trimmed) }
  if (/^<\?xml|^<[a-z][\w.-]*(?::[\w.-]+)?[\s>/]/i.test(trimmed))
    return {
      what: `XML${called(type)}`,
      hint: 'the API may speak JSON when asked: headers: { Accept: application/json }, or a path that ends in .json',
    }
  if (/^\)\]\}'|^while\s*\(1\)|^for\s*\(;;\)/.test(trimmed))
    return { what: 'JSON behind a guard against scripts', hint: 'this is the API of a web page: use the one that is meant for programs' }
  if (/^[\w.$]+\s*\([[{]/.test(trimmed)) return { what: 'a script that wraps JSON (JSONP)', hint: 'leave the callback parameter out of the query' }
  if (isJsonLines(trimmed)) return { what: 'several JSON values, one on each line', hint: 'look for a way to ask for one list' }
  if (/^[[{]/.test(trimmed)) return brokenJson(trimmed)
  return { what: `no JSON${called(type)}`, hint: path }
}

function pageHint(page: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(page.slice(0, 20_000))?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
  const named = title === '' ? '' : `, titled "${printableLine(shorten(title, 60))}",`
  const isLogin = /type=["']?password|log\s?-?in|sign\s?-?in/i.test(page.slice(0, 100_000))
  return isLogin
    ? `a login page${named} answered instead of the API: check credentials and base_url`
    : `a page${named} answered instead of the API: check base_url and path; a proxy may answer too`
}

function brokenJson(text: string): NotJson {
  const isCutOff = !/[\]}]$/.test(text)
  if (isCutOff)
    return {
      what: 'JSON that breaks off before its end',
      hint: 'the server, or a proxy in between, gave up in the middle of its answer: look at its log',
    }
  if (/^[[{]\s*'/.test(text))
    return { what: 'no JSON: its texts stand in single quotes', hint: 'the server prints its data instead of encoding it: tell who runs it' }
  if (/\b(?:NaN|-?Infinity)\b/.test(text))
    return { what: 'no JSON: it holds NaN or Infinity', hint: 'the server encodes a number that JSON does not have: tell who runs it' }
  return { what: `JSON with a mistake in it${placeOf(text)}`, hint: 'the server encodes its answer wrongly: tell who runs it' }
}

/** Node names the place only in words, and only from some versions on. */
function placeOf(text: string): string {
  try {
    JSON.parse(text)
  } catch (error) {
    const at = Number(/position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? NaN)
    if (!Number.isNaN(at)) return `, near "${printableLine(text.slice(Math.max(0, at - 20), at + 20))}"`
  }
  return ''
}

function isJsonLines(text: string): boolean {
  const lines = text
    .slice(0, 100_000)
    .split('\n')
    .filter((line) => line.trim() !== '')
  return lines.length > 1 && lines.slice(0, 2).every((line) => parseJson(line) !== undefined)
}

function called(type: string | undefined): string {
  return type === undefined ? '' : ` (${printableLine(shorten(type, 60))})`
}
