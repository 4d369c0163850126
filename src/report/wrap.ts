/** wrap breaks a text at spaces so that no line is longer than `width`; a word longer than that stands alone. Later lines get the indent; `taken` columns of the first line are taken already. */
export function wrap(text: string, width: number, { indent = '', taken = 0 } = {}): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const limit = width - (lines.length === 0 ? taken : indent.length)
    if (line !== '' && line.length + 1 + word.length > limit) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((part, index) => (index === 0 ? part : indent + part)).join('\n')
}
