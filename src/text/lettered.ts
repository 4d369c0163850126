/**
 * lettered gives, for a text, the regular expression of a source that speaks of letters and numbers as `\p{L}` and `\p{N}`, in brackets. For a text
 * of ASCII it is one that knows no others: the letters of all scripts take the engine 3 ms to prepare, which hardly any project needs.
 */
export function lettered(source: string, flags: string): (text: string) => RegExp {
  let ascii: RegExp | undefined
  let full: RegExp | undefined
  return (text) =>
    beyondAscii.test(text)
      ? (full ??= new RegExp(source, `${flags}u`))
      : (ascii ??= new RegExp(source.replaceAll('\\p{L}', 'A-Za-z').replaceAll('\\p{N}', '0-9'), flags))
}

const beyondAscii = /[^\0-\x7f]/
