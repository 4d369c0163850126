// English and JSON together come to about four characters a token.
const charactersPerToken = 4

/** aboutTokens estimates how many tokens a model reads in a text of so many characters. */
export function aboutTokens(characters: number): number {
  return Math.ceil(characters / charactersPerToken)
}
