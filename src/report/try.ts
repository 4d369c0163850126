import type { ShownRequest, ShownResponse, Tried } from '../flow/tried.ts'
import { printable, printableLine, shorten } from '../text/printable.ts'
import type { Words } from './text.ts'
import type { Theme } from './theme.ts'
import { wrap } from './wrap.ts'

/** tryWords is the screen of a manual call: verdict first, then the request, the answer, the time, and what the agent would hear. */
export function tryWords(tried: Tried | undefined, theme: Theme): Words {
  if (tried === undefined) return { body: '' }
  const { request, confirmation, response, heard } = tried
  const blocks = [
    ...(request === undefined ? [] : [requestText(request, theme)]),
    ...(confirmation === undefined
      ? []
      : [
          section(
            'confirmation',
            [wrap(printableLine(confirmation.question), theme.width - 2, { indent: '  ' }), theme.dim(`→ ${confirmation.answer}`)],
            theme,
          ),
        ]),
    ...(response === undefined ? [] : [responseText(response, theme)]),
    ...(heard === undefined ? [] : [heardText(heard, theme)]),
  ]
  return { head: verdictText(tried, theme), body: blocks.join('\n\n') }
}

function verdictText({ integration, tool, verdict, response }: Tried, theme: Theme): string {
  const name = theme.strong(`${integration}/${tool}`)
  const status = response === undefined ? '' : ` ${response.status ?? 'answered'} in ${seconds(response.milliseconds)}`
  switch (verdict) {
    case 'works':
      return `${theme.good('works')}  ${name}${status}`
    case 'fails':
      return `${theme.error('fails')}  ${name}${status}`
    case 'no-answer':
      return `${theme.error('no answer')}  ${name}`
    case 'unconfirmed':
    case 'declined':
      return `${theme.warning('not sent')}  ${name}`
    case 'not-sent':
      return `${theme.note('dry run')}  ${name} was not sent`
    case 'refused':
      return `${theme.error('not sent')}  ${name} has to be put right first`
  }
}

function requestText({ method, url, headers, body }: ShownRequest, theme: Theme): string {
  const lines = [
    `${theme.strong(method)} ${printableLine(url)}`,
    ...headers.map(([name, value]) => theme.dim(`${printableLine(name)}: ${printableLine(value)}`)),
  ]
  return section('request', [...lines, ...(body === undefined ? [] : bodyLines(body, theme))], theme)
}

function responseText(response: ShownResponse, theme: Theme): string {
  const { status, type, bytes, body } = response
  const head = [status === undefined ? '' : theme.strong(String(status)), printableLine(shorten(type, 60)), sizeText(bytes)]
    .filter((part) => part !== '')
    .join('  ')
  return section('response', [head, timeText(response, theme), ...bodyLines(body, theme)], theme)
}

/** The time against what the tool allows and what a caller bears. */
function timeText({ milliseconds, timeoutSeconds }: ShownResponse, theme: Theme): string {
  const width = 20
  const limit = timeoutSeconds * 1000
  const filled = Math.max(1, Math.min(width, Math.round((milliseconds / limit) * width)))
  const paint = milliseconds > 2000 ? theme.warning : theme.good
  return `${paint('█'.repeat(filled))}${theme.dim('░'.repeat(width - filled))} ${seconds(milliseconds)} of ${timeoutSeconds} s (a caller bears about 2 s)`
}

function heardText({ from, value }: NonNullable<Tried['heard']>, theme: Theme): string {
  const sources = {
    answer: 'the whole answer',
    select: 'what select picks',
    errors: 'the words under response.errors',
    nothing: 'nothing it can use',
  }
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '')
  return section(`the agent hears (${sources[from]})`, from === 'nothing' ? [] : cut(printable(text).split('\n'), theme), theme)
}

const mostLines = 30

function bodyLines(body: string, theme: Theme): readonly string[] {
  if (body === '') return []
  return cut(printable(pretty(body)).split('\n'), theme)
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

function cut(lines: readonly string[], theme: Theme): readonly string[] {
  // A few lines more are shorter than the note that they were left out.
  const most = lines.length <= mostLines + 5 ? lines.length : mostLines
  const shown = lines.slice(0, most).map((line) => shorten(line.replaceAll('\t', '  '), theme.width - 2))
  return lines.length > most ? [...shown, theme.dim(`… ${lines.length - most} more lines (--format json has all)`)] : shown
}

function section(title: string, lines: readonly string[], theme: Theme): string {
  return [theme.dim(title), ...lines.map((line) => `  ${line}`)].join('\n')
}

function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

function sizeText(bytes: number): string {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KiB`
}
