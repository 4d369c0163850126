/** wrap breaks a text at spaces so that no line is longer than `width`; a word longer than that stands alone. Later lines get the indent. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const limit = lines.length === 0 ? width : width - indent.length
    if (line !== '' && line.length + 1 + word.length > limit) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((part, index) => (index === 0 ? part : indent + part)).join('\n')
}
