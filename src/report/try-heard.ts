import type { ShownResponse, Tried } from '../flow/tried.ts'
import { aboutTokens } from '../text/tokens.ts'
import { bodyLines, type Look, section } from './try-lines.ts'

type Heard = NonNullable<Tried['heard']>

/** heardTokens estimates what the model has to read of it. */
export function heardTokens({ from, value }: Heard): number {
  return from === 'nothing' ? 0 : aboutTokens(typeof value === 'string' ? value.length : JSON.stringify(value ?? null).length)
}

/** heardText shows what of an answer reaches the agent, and how large it is. */
export function heardText(heard: Heard, response: ShownResponse | undefined, look: Look): string {
  const { from, value } = heard
  const tokens = heardTokens(heard)
  const size = from === 'nothing' ? '' : `, about ${tokens} token${tokens === 1 ? '' : 's'}`
  const title = `the agent hears (${sources[from]}${size})`
  // What stands right above is not shown twice.
  const isAbove = from === 'answer' && value !== '' && response !== undefined && isSame(value, response.body)
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return section(title, from === 'nothing' ? [] : isAbove ? [look.theme.dim('as it stands above')] : bodyLines(text, look), look.theme)
}

const sources = {
  answer: 'the whole answer',
  select: 'what select picks',
  errors: 'the words under response.errors',
  nothing: 'nothing it can use',
}

function isSame(value: unknown, body: string): boolean {
  if (value === body) return true
  try {
    return JSON.stringify(JSON.parse(body)) === JSON.stringify(value)
  } catch {
    return false
  }
}
