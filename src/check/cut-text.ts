import type { Span } from '../diagnostic/diagnostic.ts'

/**
 * cutBehind finds what a comment cuts off from a text that is not in quotes: `order #{order_id}?` ends behind "order". A comment that was meant as one
 * begins with a space, or stands further off.
 */
export function cutBehind({ file, start, end }: Span): Span | undefined {
  const { text } = file
  if (/["']/.test(text.charAt(start))) return undefined
  const [, space = '', cut] = /^( )(#[^\s#!][^\r\n]*)/.exec(text.slice(end, end + longestLine)) ?? []
  return cut === undefined ? undefined : { file, start: end + space.length, end: end + space.length + cut.trimEnd().length }
}

const longestLine = 1000
