import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { defaultTimeoutSeconds } from '../../model/project.ts'
import { holeEnd } from '../../model/template.ts'
import { reservedBy } from '../names.ts'
import { isDigit } from '../secret-words.ts'
import { bearable } from '../waiting.ts'
import { type Declared, isVariable } from './declared.ts'
import { bitOf } from './parts.ts'
import { remembered } from './remembered.ts'
import { soundsOdd } from './sound.ts'
import { beginner } from './value.ts'

// What marks a text that was never written begins like this, or with a sign.
const beginsWithMark = beginner(['todo', 'tbd', 't.b', 'to be', 'fixme', 'fill', 'xxx', 'lorem', 'placeholder', 'n/a'])
const longestMark = 50

/** Whether the first two letters are those of a mark: nearly no text need be written in small letters for it. */
function mayBeginWithMark(text: string): boolean {
  const second = text.charCodeAt(1) | 0x20
  switch (text.charCodeAt(0) | 0x20) {
    case 0x74: // to, tb, t.
      return second === 0x6f || second === 0x62 || second === 0x2e
    case 0x66: // fi
      return second === 0x69
    case 0x78: // xx
      return second === 0x78
    case 0x6c: // lo
      return second === 0x6f
    case 0x70: // pl
      return second === 0x6c
    case 0x6e: // n/
      return second === 0x2f
    default:
      return false
  }
}

/** mayBeUnfinished is a cheap look that nearly every description fails; what passes may still be one. */
export function mayBeUnfinished(text: string): boolean {
  if (!startsWithLetter(text) || endsOpen(text)) return true
  if (mayBeginWithMark(text) && beginsWithMark(text.slice(0, 'placeholder'.length).toLowerCase())) return true
  return text.length <= longestMark && text.includes('escription')
}

/** With "..." or "…", or so near to its end that brackets and white space may follow. */
function endsOpen(text: string): boolean {
  let at = text.length - 1
  while (at >= 0 && (text.charCodeAt(at) <= 0x20 || text.charCodeAt(at) === 0x22 || text.charCodeAt(at) === 0x29)) at -= 1
  const last = text.charCodeAt(at)
  if (last === 0x2026) return true
  return last === 0x2e && (text.charCodeAt(at - 1) === 0x2e || text.charCodeAt(at - 1) === 0x2026)
}

/** A Latin letter, perhaps with an accent. */
function startsWithLetter(text: string): boolean {
  const code = text.charCodeAt(0)
  if (code < 0xc0) return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)
  return code <= 0x24f && code !== 0xd7 && code !== 0xf7
}

/** isOrdinaryDescription tells whether a description is a sentence in which nothing is to be filled. */
export function isOrdinaryDescription(text: string): boolean {
  return !mayBeUnfinished(text) && !text.includes('{')
}

// Shorter ones may say too little, or no more than the name; longer ones are more than models like to read.
const shortest = 60
const longest = 1000

/** isOrdinaryToolDescription tells as much of the description of a tool, which has to say more, and holds no key that was swallowed. */
export function isOrdinaryToolDescription(text: string): boolean {
  return text.length > shortest && text.length <= longest && !text.includes(':') && isOrdinaryDescription(text)
}

/** mayBeNoQuestion is a cheap look that nearly every confirmation fails. */
export function mayBeNoQuestion(text: string): boolean {
  return !text.includes(' ') || text.startsWith('the question') || mayBeUnfinished(text)
}

/**
 * oddPartsOfConfirmation marks where a tool that changes something does not ask first, does not read every value back that it needs, or reads one back that
 * may be missing.
 */
export function oddPartsOfConfirmation(confirmation: unknown, method: unknown, declared: Declared): number {
  if (confirmation === undefined) return method === 'GET' || method === 'HEAD' ? 0 : bitOf.confirmation
  if (typeof confirmation !== 'string') return bitOf.confirmation | bitOf.holes
  let read = 0
  for (let brace = confirmation.indexOf('{'); brace >= 0;) {
    const end = holeEnd(confirmation, brace)
    if (end < 0 || confirmation.charAt(brace - 1) === '$') return bitOf.confirmation | bitOf.holes
    const bit = declared.bitOfHole(confirmation, brace, end)
    if ((bit === 0) !== isVariable(confirmation, brace)) return bitOf.confirmation | bitOf.holes
    read |= bit
    brace = confirmation.indexOf('{', end + 1)
  }
  const isOdd =
    (declared.required & ~read) !== 0 ||
    confirmation.includes(':') ||
    soundsOdd(confirmation) ||
    mayBeNoQuestion(confirmation) ||
    count('"', confirmation) % 2 !== 0
  return (isOdd ? bitOf.confirmation : 0) | ((read & ~declared.required) === 0 ? 0 : bitOf.holes)
}

function count(sign: string, text: string): number {
  let found = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found += 1
  return found
}

/** areOrdinaryErrors tells whether what is said of failures, if anything is, is plain speech. */
export function areOrdinaryErrors(errors: unknown): boolean {
  if (errors === undefined) return true
  if (!isJsonObject(errors)) return false
  // Numbers as keys: the engine walks over a list of them sooner than over the object.
  const statuses = Object.keys(errors)
  for (let at = 0; at < statuses.length; at += 1) {
    const status = statuses[at] ?? ''
    const text = errors[status]
    if (typeof text !== 'string' || !isFailure(status) || text.includes('{') || soundsOdd(text) || mayBeUnfinished(text)) return false
  }
  return true
}

/** A status of 300 and more. */
function isFailure(status: string): boolean {
  const first = status.charCodeAt(0)
  return status.length === 3 && first >= 0x33 && first <= 0x35 && isDigit(status.charCodeAt(1)) && isDigit(status.charCodeAt(2))
}

/** isOrdinaryWait tells whether callers bear the wait. */
export function isOrdinaryWait(tool: JsonObject): boolean {
  const { timeout_seconds: seconds = defaultTimeoutSeconds, execution_audio: audio = 'none', pre_speech: speech = 'auto' } = tool
  if (typeof seconds !== 'number' || !(seconds > 0) || (speech !== 'auto' && speech !== 'force')) return false
  if (audio === 'typing' || audio === 'waiting_music') return seconds <= bearable.sound
  return audio === 'none' && seconds <= (speech === 'force' ? bearable.announced : bearable.silence)
}

const portable = /^[a-z][a-z0-9_]{0,39}$/

/** isOrdinaryToolName tells whether every platform takes the name of a tool, and none has it itself. */
export const isOrdinaryToolName = remembered((name) => portable.test(name) && reservedBy(name) === undefined)
