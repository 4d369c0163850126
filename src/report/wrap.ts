/**
 * wrap breaks a text at spaces so that no line is longer than `width`, and a word that is longer than that where it has to. Later lines get the
 * indent; `taken` columns of the first line are taken already.
 */
export function wrap(text: string, width: number, { indent = '', taken = 0 } = {}): string {
  const lines: string[] = []
  let line = ''
  const room = (): number => width - (lines.length === 0 ? taken : indent.length)
  for (const word of text.split(' ')) {
    let rest = word
    if (line !== '' && line.length + 1 + rest.length > room()) {
      lines.push(line)
      line = ''
    }
    for (let most = mostOf(rest, room()); line === '' && rest.length > most; most = mostOf(rest, room())) {
      lines.push(rest.slice(0, most))
      rest = rest.slice(most)
    }
    line = line === '' ? rest : `${line} ${rest}`
  }
  return [...lines, line].map((part, index) => (index === 0 ? part : indent + part)).join('\n')
}

const fewest = 20

/** Where a word is broken: never in the middle of a letter. */
function mostOf(word: string, room: number): number {
  const most = Math.max(room, fewest)
  return /[\ud800-\udbff]/.test(word.charAt(most - 1)) ? most - 1 : most
}
