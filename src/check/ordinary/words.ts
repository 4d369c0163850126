import { parameterNamed } from '../../model/lookup.ts'
import { type Placeholder, placeholdersOf } from '../../model/template.ts'
import { mayChange, type HttpTool } from '../../model/tool.ts'
import { reservedBy } from '../names.ts'
import { bearable, longestWait } from '../waiting.ts'
import { soundsOdd } from './sound.ts'
import { beginner } from './value.ts'

// What marks a text that was never written begins like this, or with a sign.
const beginsWithMark = beginner(['todo', 'tbd', 't.b', 'to be', 'fixme', 'fill', 'xxx', 'lorem', 'placeholder', 'n/a'])
const longestMark = 50

/** mayBeUnfinished is a cheap look that nearly every description fails; what passes may still be one. */
export function mayBeUnfinished(text: string): boolean {
  if (!startsWithLetter(text) || endsOpen(text) || beginsWithMark(text.slice(0, 'placeholder'.length).toLowerCase())) return true
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

/** isOrdinaryConfirmation tells whether a tool that changes something asks first, and reads every value back that it needs. */
export function isOrdinaryConfirmation({ confirmation, parameters, request: { method } }: HttpTool): boolean {
  if (confirmation === undefined) return !mayChange(method)
  if (confirmation.includes(':') || soundsOdd(confirmation) || mayBeNoQuestion(confirmation)) return false
  const holes = placeholdersOf(confirmation)
  let braces = 0
  for (let at = 0; at < holes.length; at += 1) {
    const hole = holes[at]
    if (hole === undefined || hole.kind === 'environment') return false
    // A value that the agent fills has one brace, and a variable of the call two.
    if ((parameterNamed({ parameters }, hole.name) === undefined) !== (hole.kind === 'variable')) return false
    braces += hole.kind === 'variable' ? 2 : 1
  }
  for (let at = 0; at < parameters.length; at += 1) {
    const parameter = parameters[at]
    if (parameter?.required === true && !isRead(parameter.name, holes)) return false
  }
  return count('{', confirmation) === braces && count('"', confirmation) % 2 === 0
}

function isRead(parameter: string, holes: readonly Placeholder[]): boolean {
  for (let at = 0; at < holes.length; at += 1) {
    const hole = holes[at]
    if (hole?.kind === 'parameter' && hole.name === parameter) return true
  }
  return false
}

function count(sign: string, text: string): number {
  let found = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) found += 1
  return found
}

/** areOrdinaryErrors tells whether what is said of failures is plain speech. */
export function areOrdinaryErrors(errors: HttpTool['response']['errors']): boolean {
  for (const [status, text] of errors) if (status < 300 || text.includes('{') || soundsOdd(text) || mayBeUnfinished(text)) return false
  return true
}

/** isOrdinaryWait tells whether callers bear the wait. */
export function isOrdinaryWait(tool: HttpTool): boolean {
  const seconds = longestWait(tool)
  if (tool.executionAudio !== 'none') return seconds <= bearable.sound
  return seconds <= (tool.preSpeech === 'force' ? bearable.announced : bearable.silence)
}

const portable = /^[a-z][a-z0-9_]{0,39}$/

/** isOrdinaryToolName tells whether every platform takes the name of a tool, and none has it itself. */
export function isOrdinaryToolName(name: string): boolean {
  return portable.test(name) && reservedBy(name) === undefined
}
