import type { Readable } from 'node:stream'

// A server may log for as long as it runs; only its last words may say why it ended.
const mostKept = 4096

/** lastWords reads a program's stderr so that it never blocks, keeps its end, and gives the line of it that says most. */
export function lastWords(stderr: Readable): () => string {
  let kept = Buffer.alloc(0)
  stderr.on('data', (chunk: Buffer) => {
    const all = chunk.byteLength >= mostKept ? chunk : Buffer.concat([kept, chunk])
    kept = Buffer.from(all.subarray(-mostKept))
  })
  return () => tellingLine(kept.toString('utf8'))
}

// In traces of Node, Python, Java and Go; a line of a stack is none.
const error = /^(?:[\w.$]*(?:Error|Exception)\b|error\b|fatal\b|panic\b|npm error\b)/i

function tellingLine(text: string): string {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  return lines.findLast((line) => error.test(line)) ?? lines.at(-1) ?? ''
}
