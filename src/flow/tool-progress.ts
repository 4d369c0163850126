import { type Redact } from '../request/redact.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { ToolProgress } from '../world/world.ts'

// A server may tell of its progress a thousand times a second.
const interval = 500
const mostLines = 100

/** progressTeller says now and then how far a server says to be. */
export function progressTeller(say: (text: string) => void, now: () => number, redact: Redact): (progress: ToolProgress) => void {
  let next = -Infinity
  let lines = 0
  return (progress) => {
    const moment = now()
    if (moment < next || lines === mostLines) return
    next = moment + interval
    lines += 1
    say(`  ${wordsOf(progress, redact)}`)
  }
}

function wordsOf({ progress, total, message = '' }: ToolProgress, redact: Redact): string {
  const amount = total === undefined ? String(progress) : `${progress} of ${total}`
  const said = printableLine(shorten(redact(message), 100)).trim()
  return said === '' ? redact(amount) : `${redact(amount)}: ${said}`
}
