import { innerEndings } from '../../model/address.ts'
import { holeEnd } from '../../model/template.ts'
import { isDigit, isWordCode } from '../secret-words.ts'

/**
 * isOrdinaryAddress tells whether an address is one of the open internet, of this machine, or comes from the environment, with a plain path behind it.
 * Names in another script are written in a way that not every client reads.
 */
export function isOrdinaryAddress(text: string): boolean {
  const end = text.startsWith(https) ? hostEnd(text, https.length) : text.startsWith('$') ? variableEnd(text, 0) : loopbackEnd(text)
  return end > 0 && isPlainBehind(text, end) && !text.includes('xn--')
}

const https = 'https://'

/** Where a host ends that has an ending of letters, and of which other parts may come from the environment; 0 where there is none. */
function hostEnd(text: string, start: number): number {
  let label = start
  let isOfLetters = true
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === slash) break
    if (code === dot) {
      if (at === label) return 0
      label = at + 1
      isOfLetters = true
    } else if (code === dollar) {
      at = variableEnd(text, at) - 1
      if (at < 0) return 0
      isOfLetters = false
    } else if (code < smallA || code > smallZ) {
      if (code !== dash && !isDigit(code)) return 0
      isOfLetters = false
    }
  }
  return isOfLetters && at > label && label > start && !innerEndings.has(text.slice(label, at)) ? at : 0
}

/** variableEnd is where a `${NAME}` ends that starts at an offset; 0 where there is none. */
export function variableEnd(text: string, start: number): number {
  const end = holeEnd(text, start + 1)
  return text.charCodeAt(end - 1) === closeBrace ? 0 : end + 1
}

function loopbackEnd(text: string): number {
  return /^http:\/\/(?:localhost|127\.0\.0\.1)(?::(?:[1-9]\d{1,3}|[1-5]\d{4}))?(?=\/|$)/.exec(text)?.[0].length ?? 0
}

/** Whether nothing follows but segments of letters and digits, which a dot or a dash does not begin. */
function isPlainBehind(text: string, start: number): boolean {
  if (start < text.length && text.charCodeAt(start) !== slash) return false
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const isInner = code === dot || code === dash || code === slash
    if (isInner ? text.charCodeAt(at - 1) === slash : !isWordCode(code)) return false
  }
  return true
}

const [dollar, dash, dot, slash, smallA, smallZ, closeBrace] = [0x24, 0x2d, 0x2e, 0x2f, 0x61, 0x7a, 0x7d]
