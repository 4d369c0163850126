import { printableLine, shorten } from '../text/printable.ts'

/**
 * code puts what somebody else wrote into an HTML `code` element, in one line. No reader of Markdown finds anything in it to obey, and code hosts look
 * for @mentions, #numbers and addresses everywhere but there.
 */
export function code(text: string, most: number): string {
  return `<code>${escaped(printableLine(shorten(text, most)))}</code>`
}

/** sentence leaves a sentence of our own as it is; one that quotes somebody, or might, goes into `code`. */
export function sentence(text: string, most: number): string {
  return /^[a-z ,;()'-]*$/i.test(text) ? escaped(shorten(text, most)) : code(text, most)
}

// All that means something in HTML or in any Markdown, with what makes an address: as a reference it is only a character.
function escaped(text: string): string {
  return text.replace(/[&<>"'`|*_~[\]\\!@#$^:]|(?<=www)\./gi, (character) => `&#${character.charCodeAt(0)};`)
}
