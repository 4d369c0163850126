/**
 * What must not reach a terminal or a reviewer's eye as it is: C0 and C1 controls (ESC and OSC among them), soft hyphen, zero width and
 * bidirectional marks, variation selectors, the tag block, lone surrogates. Line feed and tab are left to the caller.
 * The ranges are those of the poisoning reports: invisible tag characters and bidi overrides hide text from a reviewer.
 */
const unseen =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu

/** hasUnseen tells whether a text holds characters that a reader would not see. */
export function hasUnseen(text: string): boolean {
  unseen.lastIndex = 0
  return unseen.test(text)
}

/** escapeUnseen writes every character that a reader would not see by means of `escape`, and leaves line feeds and tabs alone. */
export function escapeUnseen(text: string, escape: (codePoint: number) => string): string {
  return text.replace(unseen, (character) => escape(character.codePointAt(0) ?? 0))
}

/** printable makes any text safe to show on several lines: unseen characters become `\u{...}`. */
export function printable(text: string): string {
  return escapeUnseen(text, (codePoint) => `\\u{${codePoint.toString(16)}}`)
}

/** printableLine makes any text safe to show inside one line: breaks and tabs are written out too. */
export function printableLine(text: string): string {
  return printable(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t')
}

/** shorten cuts a text to `most` characters and says that it did. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** abridge cuts a text to `most` characters in its middle, for what a sentence says may stand at its end. */
export function abridge(text: string, most: number): string {
  if (text.length <= most) return text
  const end = Math.floor(most / 4)
  return `${text.slice(0, most - end - 1)}…${text.slice(-end)}`
}
