import type { Event } from 'js-yaml'
import { COLLECTION_STYLE, EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE } from 'js-yaml'
import { blockSpan, PlaceBuilder, type Slot } from './place-builder.ts'

// Taken once: in the package each look at what a library exports is a call.
const { ALIAS, DOCUMENT, MAPPING, POP, SCALAR, SEQUENCE } = EVENT_ID
const { DOUBLE_QUOTED, FOLDED_BLOCK, LITERAL_BLOCK, SINGLE_QUOTED } = SCALAR_STYLE
const { FLOW } = COLLECTION_STYLE

/** Stretch is a part of a text. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** readTexts lists where the scalars of a text stand, in their order: there, a `#` starts no comment. */
export function readTexts(text: string): readonly Stretch[] {
  return parseEvents(text, { maxDepth: 1000 }).flatMap((event) =>
    event.type === SCALAR && event.valueStart >= 0 ? [{ start: event.valueStart, end: event.valueEnd }] : [],
  )
}

/** readEventPlaces finds where everything in a text stands, whatever YAML it is written in. */
export function readEventPlaces(text: string): Slot {
  const builder = new PlaceBuilder(text)
  const anchors = new Map<string, Slot>()
  // From their end, so that each is let go once it was seen: a text may have millions.
  const events = parseEvents(text, { maxDepth: 1000 }).reverse()
  for (let event = events.pop(); event !== undefined; event = events.pop()) {
    if (event.type === DOCUMENT) continue
    if (event.type === POP) {
      builder.close()
      continue
    }
    const span = spanOf(text, event)
    if (builder.isAtKey) {
      // A collection as a key is refused when the data is built, so only scalars come here for documents that parsed.
      if (span === undefined) builder.emptyKey()
      else builder.key(event.type === SCALAR ? getScalarValue(text, event) : '', span.start, span.end)
      continue
    }
    const slot = slotFor(builder, event, span)
    if (event.anchorStart < 0) continue
    const anchor = text.slice(event.anchorStart, event.anchorEnd)
    if (event.type !== ALIAS) anchors.set(anchor, slot)
    else slot.first = anchors.get(anchor)?.first
  }
  return builder.root
}

type Value = Exclude<Event, { readonly type: typeof DOCUMENT | typeof POP }>

function slotFor(builder: PlaceBuilder, event: Value, span: Stretch | undefined): Slot {
  if (event.type === MAPPING || event.type === SEQUENCE) return builder.open(event.start, event.type === MAPPING, event.style === FLOW)
  return span === undefined ? builder.emptyValue() : builder.value(span.start, span.end)
}

/** Where a value is written; undefined where it is not. */
function spanOf(text: string, event: Value): Stretch | undefined {
  if (event.type === ALIAS) return { start: event.anchorStart - 1, end: event.anchorEnd }
  if (event.type !== SCALAR) return { start: event.start, end: event.start + 1 }
  const { style, valueStart: start, valueEnd: end } = event
  if (start < 0) return undefined
  if (style === SINGLE_QUOTED || style === DOUBLE_QUOTED) return { start: start - 1, end: end + 1 }
  return style === LITERAL_BLOCK || style === FOLDED_BLOCK ? blockSpan(text, start, end) : { start, end }
}
