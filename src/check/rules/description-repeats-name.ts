import { isTooShort } from '../description.ts'
import { defineRule } from '../rule.ts'

// Longer than this, a description says more than a name can.
const longest = 60

// Words that add nothing to a name, in the languages that our teams write: articles, prepositions, and what every tool is.
const empty: ReadonlySet<string> = new Set(
  [
    'a an the this that of for to from in on by with and or tool function endpoint api call calls used use lets you allows can be is it its given',
    'el la los las lo un una unos unas de del al en por con para y o herramienta esta este',
    'els les l d dels per amb i eina aquesta der die das den dem des ein eine einen einem einer für von zu mit und oder werkzeug dieses',
    'le une au aux du pour avec et ou outil cet il gli i di da per con e strumento os as um uma do dos no na com ferramenta',
  ].flatMap((line) => line.split(' ')),
)

// For a tool that reads, one of these words is as good as the other.
const reading: ReadonlySet<string> = new Set(
  'get gets fetch fetches retrieve retrieves read reads return returns show shows find finds list lists look looks up lookup obtain obtains'.split(
    ' ',
  ),
)

export const descriptionRepeatsName = defineRule({
  code: 'description-repeats-name',
  on: 'tool',
  about: 'descriptions',
  severity: 'warning',
  title: 'A description says no more than the name of the tool',
  why: 'The agent knows the name already; what it needs to know is when to use the tool and what to ask the caller for.',
  check({ tool }, report) {
    const { name, description } = tool
    if (description.length > longest || isTooShort(description) || !isRepeated(name, description)) return
    report({
      message: `"${description.trim()}" says no more than the name "${name}"`,
      span: tool.at.value('description'),
      hint: 'add when to use it and what it needs: "Use it when the caller ..."',
    })
  },
})

function isRepeated(name: string, description: string): boolean {
  const named = wordsOf(name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, ' '))
  const isReading = named.some((word) => reading.has(word))
  let repeated = 0
  for (const word of wordsOf(description)) {
    if (named.some((part) => isSameWord(part, word))) repeated += 1
    else if (!empty.has(word) && !(isReading && reading.has(word))) return false
  }
  return repeated > 0
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** Forms of one word: "cancel" and "cancels", "crear" and "crea", "buchen" and "Bucht". */
function isSameWord(left: string, right: string): boolean {
  const shorter = Math.min(left.length, right.length)
  let common = 0
  while (common < shorter && left[common] === right[common]) common += 1
  if (common === shorter && Math.abs(left.length - right.length) <= 1) return true
  return common >= 4 && left.length - common <= 3 && right.length - common <= 3
}
