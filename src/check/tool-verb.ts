import type { Method } from '../model/tool.ts'
import { changesAlso, wordsOf } from './effect.ts'
import { readingWords, takingWords } from './effect-words.ts'

// Only verbs that never stand for a small change: read_notification marks it as read, check_task ticks it, verify_email sets a flag.
const reading = /^(?:get|find|fetch|list|search|lookup|look_?up|retrieve|query|count|show|view|buscar|consultar|obtener|listar|ver)(?=[_A-Z-]|$)/
const checking = /^check_(?!in(?:_|$)|out(?:_|$)|off(?:_|$)|.*(?:item|task|todo|box)(?:_|$))/
const making = /^(?:create|add|update|edit|crear|actualizar|modificar)(?=[_A-Z-]|$)/
const changing = /^(?:create|delete|remove|cancel|update|edit|crear|borrar|eliminar|cancelar|actualizar|modificar)(?=[_A-Z-]|$)/
// Names that start with such a verb and speak of a thing all the same: cancel_policy, update_history.
const thing = /(?:status|state|policy|fees?|costs?|preview|reasons?|options?|terms|history|quote|logs?|info|rules?|link|form|url)$/

/** promiseBroken tells how a method does more than the name of its tool says: what only `reads` changes something, what `makes` something deletes. */
export function promiseBroken(name: string, method: Method): 'reads' | 'makes' | undefined {
  if (method === 'DELETE') return making.test(name) ? 'makes' : soundsHarmless(name) ? 'reads' : undefined
  // look_up_and_update_phone says both.
  if (method === 'GET' || method === 'HEAD' || method === 'POST' || changesAlso(wordsOf(name))) return undefined
  return reading.test(name) || checking.test(name) ? 'reads' : undefined
}

/** Nothing that only reads is a deletion, so any word for reading will do. */
function soundsHarmless(name: string): boolean {
  const words = wordsOf(name)
  return readingWords.has(words[0] ?? '') && !words.some((word) => takingWords.has(word)) && !/^check_?(?:in|out|off)(?:_|$)/i.test(name)
}

/** promisesChange tells whether the name of a tool says that it changes something. */
export function promisesChange(name: string): boolean {
  return changing.test(name) && !thing.test(name)
}
