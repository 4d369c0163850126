import { type Answer, type Answers, isExact, isFirst, type Message, type Quality, qualityOf } from './judge.ts'

/** Judged is the quality of one tool on one corpus. */
export interface Judged extends Quality {
  readonly tool: string
  readonly corpus: string
}

/** qualityTable compares tools. */
export function qualityTable(judged: readonly Judged[]): string {
  const rows = judged.map(({ tool, corpus, planted, found, messagesPerDefect, exactLine, rightLineFirst }) => {
    return `| ${tool} | ${corpus} | ${found} of ${planted} | ${messagesPerDefect.toFixed(2)} | ${percent(exactLine)} | ${percent(rightLineFirst)} |`
  })
  return `| tool | corpus | found | messages per defect | exact line | right line first |\n|---|---|--:|--:|--:|--:|\n${rows.join('\n')}\n`
}

function percent(share: number | null): string {
  return share === null ? 'none' : `${(share * 100).toFixed(1)} %`
}

/** kindTable shows where a tool is strong and weak. */
export function kindTable({ answers }: Answers): string {
  const kinds = groupBy(answers, ({ plant }) => plant.kind)
  const rows = [...kinds].map(([kind, group]) => {
    const { planted, found, messagesPerDefect } = qualityOf({ answers: group, elsewhere: [] })
    return `| ${kind} | ${planted} | ${found} | ${messagesPerDefect.toFixed(2)} | ${group.filter(isExact).length} | ${group.filter(isFirst).length} |`
  })
  return `| kind | planted | found | messages per defect | exact line | right line first |\n|---|--:|--:|--:|--:|--:|\n${rows.join('\n')}\n`
}

/** missList names each way in which a mistake is told badly once, with the number of times and one file to look at. */
export function missList({ answers, elsewhere }: Answers): string {
  const missed = answers.flatMap((answer) => {
    const trouble = troubleOf(answer)
    return trouble === undefined ? [] : [{ answer, trouble }]
  })
  const groups = groupBy(missed, ({ answer: { plant, messages }, trouble }) => {
    return [plant.kind, plant.what, trouble, ...messages.map(({ code, line }) => `${code} ${Math.sign((line ?? 0) - plant.line)}`)].join('|')
  })
  const lines = [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const { plant, messages } = first.answer
    const head = `${others.length + 1} × ${plant.kind}: ${plant.what}: ${first.trouble}\n    ${plant.file}:${plant.line}`
    return [[head, ...messages.slice(0, 4).map((message) => `      ${sentence(message)} (${offset(message.line, plant.line)})`)].join('\n')]
  })
  const echoes = [...groupBy(elsewhere, ({ code }) => code)].map(([code, [first, ...others]]) => {
    return `${others.length + 1} × ${code} about a file with nothing wrong in it\n${first === undefined ? '' : `    ${first.file}\n      ${sentence(first)}`}`
  })
  return [...lines, ...echoes].map((text) => `${text}\n`).join('')
}

function troubleOf(answer: Answer): string | undefined {
  const { plant, messages } = answer
  if (messages.length === 0) return 'not found'
  if (!isExact(answer)) return 'no message on its line'
  if (!isFirst(answer)) return 'the first message is on another line'
  if (messages.length > 1) return `${messages.length} messages`
  return plant.families.some((family) => messages[0]?.code.startsWith(family)) ? undefined : 'a code of another family'
}

function sentence({ line, code, text }: Message): string {
  return `${line ?? '-'}: ${code}: ${text}`
}

function offset(line: number | undefined, planted: number): string {
  if (line === undefined) return 'no line'
  return line === planted ? 'its line' : `${line > planted ? '+' : '-'}${Math.abs(line - planted)}`
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
