import { mayBeUnfinished } from './ordinary/words.ts'

// What is too short to choose a tool by. Scripts that set no spaces say more with each sign.
const fewWords = 3
const fewCharacters = 15
const fewSigns = 4
const denseScript =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** isTooShort tells whether a description says too little for an agent to choose by, in whatever language. */
export function isTooShort(description: string): boolean {
  if (description.length > 60) return false
  const text = description.trim()
  if (denseScript.test(text)) return text.length < fewSigns
  const words = text.split(/\s+/).length
  return words === 1 || (words < fewWords && text.length < fewCharacters)
}

// In capitals: "todo" is Spanish for "all", so what follows must not be a word in capitals either.
const marks = /^[^\p{L}\p{N}]*(?:TODO(?![ \t]+\p{Lu}{2})|TBD|FIXME|XXX+|T\.B\.D\.)(?![\p{L}\p{N}])/u
// What generators and editors leave behind.
const leftovers = new Set(['tbd', 'fixme', 'placeholder', 'n/a', 'fill in', 'fill me in', 'to be done', 'to be defined', 'to be written'])
// What a hint left open, or somebody: "Use it when the caller ...".
const openEnd =
  /(?<![\p{L}\p{N}])(?:callers?|asks?|wants?|when|if|after|to|the|cuando|si|cliente|pide|wenn|falls|nach|anrufer|fragt|quand|après|appelant|demande)\s*(?:\.{3}|…)[.")]?\s*$/iu
const leftover = /^\s*(?:<[^<>]*>\s*$|lorem ipsum)|^.{0,20}\bdescription (?:goes )?here[.!…]*\s*$/i

/** isUnfinished tells whether a description is a mark to write one, or no words at all. */
export function isUnfinished(description: string): boolean {
  if (!mayBeUnfinished(description)) return false
  if (!/[\p{L}\p{N}]/u.test(description) || marks.test(description) || openEnd.test(description)) return true
  return leftovers.has(description.trim().toLowerCase()) || leftover.test(description)
}

/** isOneWord tells whether a text is a single word that asks nothing and names no value; scripts that set no spaces say more. */
export function isOneWord(text: string): boolean {
  return !/[\s{?]/.test(text) && !denseScript.test(text)
}
