import type { Plant } from '../corpus.ts'

/** Message is what a tool said, whatever its format. */
export interface Message {
  /** As in the manifest: relative to the corpus. */
  readonly file: string
  /** Undefined where the tool gives no line. */
  readonly line?: number | undefined
  readonly code: string
  readonly text: string
}

/** Answer is a planted mistake with what was said about its file, in the order in which it was said. */
export interface Answer {
  readonly plant: Plant
  readonly messages: readonly Message[]
}

/** Answers is a run of a tool over a corpus, sorted by mistake. */
export interface Answers {
  readonly answers: readonly Answer[]
  /** Messages about files that nothing is wrong with. */
  readonly elsewhere: readonly Message[]
}

/** Quality sums answers up; rates are over all that was planted, messages over what was found. */
export interface Quality {
  readonly planted: number
  readonly found: number
  readonly messagesPerDefect: number
  /** Null for tools that give no lines. */
  readonly exactLine: number | null
  readonly rightLineFirst: number | null
}

/** answersTo sorts the messages of a run by the mistakes that were planted. */
export function answersTo(plants: readonly Plant[], messages: readonly Message[]): Answers {
  const byFile = new Map<string, Message[]>(plants.map(({ file }) => [file, []]))
  const elsewhere: Message[] = []
  for (const message of messages) (byFile.get(message.file) ?? elsewhere).push(message)
  return { answers: plants.map((plant) => ({ plant, messages: byFile.get(plant.file) ?? [] })), elsewhere }
}

/** qualityOf counts: every message counts, also those in files that nothing is wrong with. */
export function qualityOf({ answers, elsewhere }: Answers): Quality {
  const found = answers.filter(({ messages }) => messages.length > 0)
  const said = found.reduce((sum, { messages }) => sum + messages.length, elsewhere.length)
  const hasLines = found.some(({ messages }) => messages.some(({ line }) => line !== undefined))
  const share = (isRight: (answer: Answer) => boolean): number | null => (hasLines ? answers.filter(isRight).length / answers.length : null)
  return {
    planted: answers.length,
    found: found.length,
    messagesPerDefect: found.length === 0 ? 0 : said / found.length,
    exactLine: share(isExact),
    rightLineFirst: share(isFirst),
  }
}

/** isExact: some message stands on the line to blame. */
export function isExact({ plant, messages }: Answer): boolean {
  return messages.some((message) => isOn(plant, message))
}

/** isFirst: the first message of the file stands on the line to blame. */
export function isFirst({ plant, messages: [first] }: Answer): boolean {
  return first !== undefined && isOn(plant, first)
}

function isOn({ line, or }: Plant, message: Message): boolean {
  return message.line === line || (or !== undefined && message.line === or)
}
