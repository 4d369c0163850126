import { hasUnseen } from '../text/printable.ts'

/** Invisible is what a text hides from its reader. */
export interface Invisible {
  /** How many such characters there are. */
  readonly count: number
  /** The first kinds of them, written out: `\u{200b}`. */
  readonly shown: readonly string[]
  /** What the characters of the tag block spell, which a model may read; empty where there are none. */
  readonly spelt: string
}

/** invisibleIn finds the characters that a reader would not see and no script or emoji needs; undefined when there are none. */
export function invisibleIn(text: string): Invisible | undefined {
  if (!hasUnseen(text)) return undefined
  const hidden = [...text.replace(needed, '')].filter((character) => suspicious.test(character))
  if (hidden.length === 0 || (isRightToLeft.test(text) && hidden.every((character) => directional.test(character)))) return undefined
  const kinds = [...new Set(hidden)].slice(0, mostShown)
  return {
    count: hidden.length,
    shown: kinds.map((character) => `\\u{${codePointOf(character).toString(16)}}`),
    spelt: hidden.map((character) => tagLetter(codePointOf(character))).join(''),
  }
}

const mostShown = 3

// Line breaks of every system; emoji that are joined or asked for in colour; flags of regions; joiners and word breaks inside of the scripts
// that have them; the forms of a Han character; a byte order mark where a text came out of a file.
const needed =
  /^\ufeff|\r\n|[\u2028\u2029]|\u{1f3f4}[\u{e0061}-\u{e007a}]{4,6}\u{e007f}|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d(?=\p{Extended_Pictographic})|(?<=\p{Emoji})[\ufe0e\ufe0f]|(?<=[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Sinhala}])[\u200c\u200d]|(?<=[\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Tibetan}])\u200b|(?<=\p{Script=Mongolian})[\u180b-\u180f]|(?<=\p{Ideographic})[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu

// What facts/mcp.md F1 lists; what the terminal escapes beyond it hides nothing from a reader of a file.
const suspicious =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e01ef}]|\p{Surrogate}/u

const directional = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/
const isRightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u

/** tagLetter is the letter that a character of the tag block stands for, which repeats ASCII unseen; empty for any other. */
export function tagLetter(codePoint: number): string {
  return codePoint >= 0xe0020 && codePoint <= 0xe007e ? String.fromCodePoint(codePoint - 0xe0000) : ''
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0
}
