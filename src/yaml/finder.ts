/**
 * Finder looks for words inside of one value of a text: where they stand first. Of a very long value, whoever asks for many words asks in their order,
 * so each search goes on where the last one ended: a hundred thousand placeholders are found in one go through the text, and not in one for each.
 */
export class Finder {
  private readonly value: string
  private readonly start: number
  private readonly known = new Map<string, number>()
  private latest = 0
  private misses = 0

  constructor(text: string, start: number, end: number) {
    this.value = text.slice(start, end)
    this.start = start
  }

  /** The offset of the words in the whole text, or -1. */
  find(words: string): number {
    const known = this.known.get(words) ?? this.search(words)
    this.known.set(words, known)
    return known < 0 ? known : this.start + known
  }

  private search(words: string): number {
    if (this.value.length <= short) return this.value.indexOf(words)
    if (this.misses > mostMisses) return -1
    const ahead = this.value.indexOf(words, this.latest)
    const at = ahead >= 0 ? ahead : this.value.indexOf(words)
    if (at < 0) this.misses += 1
    else this.latest = at
    return at
  }
}

const short = 4096
// A value written with escapes holds its words nowhere.
const mostMisses = 20
