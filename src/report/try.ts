import type { Tried } from '../flow/tried.ts'
import { columnsOf } from '../text/columns.ts'
import { durationText } from '../text/duration.ts'
import { printable, printableLine } from '../text/printable.ts'
import { jsonText } from './json.ts'
import type { Words } from './text.ts'
import type { Theme } from './theme.ts'
import { courseText } from './try-course.ts'
import { heardText } from './try-heard.ts'
import { linesOf, type Look, section } from './try-lines.ts'
import { requestText } from './try-request.ts'
import { responseText } from './try-response.ts'
import { wrap } from './wrap.ts'

/** tryWords is the screen of a manual call: verdict first, then the request, the answer, the time, and what the agent would hear. */
export function tryWords(tried: Tried | undefined, theme: Theme, { isVerbose = false, isOk = true } = {}): Words {
  if (tried === undefined) return { body: '' }
  const { request, confirmation, response, course, attempts, heard } = tried
  const look: Look = { theme, isVerbose }
  const blocks = [
    request === undefined ? '' : requestText(request, look),
    confirmation === undefined ? '' : confirmationText(confirmation, look),
    response === undefined ? (course === undefined ? '' : courseText(course, attempts, theme)) : responseText(response, attempts, look),
    heard === undefined ? '' : heardText(heard, response, look),
  ]
  return { head: verdictText(tried, theme, isOk), body: blocks.filter((block) => block !== '').join('\n\n') }
}

/**
 * bareWords is what the agent hears and nothing else, to be piped: JSON for a value, a text as it is; nothing where there is none. Where JSON is
 * awaited, the words under response.errors come as JSON too.
 */
export function bareWords(tried: Tried | undefined, isScreen: boolean): string {
  if (tried?.heard === undefined || tried.heard.from === 'nothing') return ''
  const { value, from } = tried.heard
  return typeof value === 'string' && (isScreen || from !== 'errors') ? `${printable(value)}\n` : jsonText(value ?? null)
}

function verdictText({ integration, tool, verdict, request, response, course }: Tried, theme: Theme, isOk: boolean): string {
  const name = theme.strong(`${integration}/${tool}`)
  const status = response === undefined ? '' : ` ${response.status ?? 'answered'} in ${durationText(response.milliseconds)}`
  const isHalf = response?.isPartial === true
  switch (verdict) {
    case 'works':
      // What --strict takes for an error was told as one.
      if (!isOk) return `${theme.error('fails')}  ${name}${status}, by --strict`
      return `${theme.good('works')}  ${name}${status}`
    case 'fails':
      return `${theme.error('fails')}  ${name}${status}`
    case 'no-answer':
      if (isHalf) return `${theme.error('half an answer')}  ${name}${status}`
      return `${theme.error('no answer')}  ${name}${course?.isSent === false && !/^(?:GET|HEAD)$/.test(request?.method ?? 'GET') ? ', nothing was sent' : ''}`
    case 'unknown':
      return `${theme.error('unknown')}  ${name} may have been carried out`
    case 'unconfirmed':
    case 'declined':
      return `${theme.warning('not sent')}  ${name}`
    case 'not-sent':
      return `${theme.note('dry run')}  ${name} was not sent`
    case 'refused':
      return `${theme.error('not sent')}  ${name} has to be put right first`
  }
}

function confirmationText({ question, answer }: NonNullable<Tried['confirmation']>, look: Look): string {
  const { theme } = look
  const asked = wrap(printableLine(question), theme.width - 2).split('\n')
  // A value without spaces may still be too long.
  const lines = asked.flatMap((line) => (columnsOf(line) > theme.width - 2 ? linesOf(line, look) : [line]))
  return section('confirmation', [...lines, theme.dim(`→ ${answer}`)], theme)
}
