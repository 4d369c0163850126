import type { Values } from './fill.ts'

// START and END OF SELECTED AREA: control characters of ISO 6429 that were made for this, that every part of a request can carry and that no value holds.
const open = '\u0086'
const close = '\u0087'
// The same around a value that is no text, and loses its quotes in JSON again.
const openBare = '\u0091'
const closeBare = '\u0092'

/** markedValues are values of which a request shows where it has them; nothing like it is ever sent. */
export function markedValues(values: Values): Values {
  return {
    ...values,
    arguments: Object.fromEntries(Object.entries(values.arguments).map(([name, value]) => [name, marked(value)])),
    variables: new Map([...values.variables].map(([name, value]) => [name, `${open}${value}${close}`])),
  }
}

function marked(value: unknown): unknown {
  if (typeof value === 'string') return `${open}${value}${close}`
  if (typeof value === 'number' || typeof value === 'boolean') return `${openBare}${String(value)}${closeBare}`
  if (Array.isArray(value)) return value.map(marked)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, marked(item)]))
}

/** Stretch is a part of a text, and whether it is a value that was filled in. */
export interface Stretch {
  readonly text: string
  readonly isFilled: boolean
}

/** stretchesOf takes a text that was made from marked values apart. */
export function stretchesOf(text: string): readonly Stretch[] {
  const stretches: Stretch[] = []
  for (const [index, part] of plainMarks(text)
    .split(/[\u0086\u0087]/)
    .entries())
    if (part !== '') stretches.push({ text: part, isFilled: index % 2 === 1 })
  return stretches
}

/** holdsMarks tells whether a text has characters of its own that would be taken for marks. */
export function holdsMarks(text: string): boolean {
  return /[\u0086\u0087\u0091\u0092]|%C2%(?:86|87|91|92)/.test(text)
}

/** agreeing gives the marked text where, but for its marks, it is the plain one; else the plain one, of which then nothing is known. */
export function agreeing(marked: string | undefined, plain: string): string {
  return marked !== undefined && plainMarks(marked).replace(/[\u0086\u0087]/g, '') === plain ? marked : plain
}

/** Marks as they are, out of the quotes of JSON and the escapes of URLs. */
function plainMarks(text: string): string {
  return text
    .replace(/%C2%(86|87|91|92)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/("|%22)\u0091([^\u0091\u0092]*)\u0092\1/g, `${open}$2${close}`)
    .replace(/\u0091([^\u0091\u0092]*)\u0092/g, `${open}$1${close}`)
}
