import { readEventPlaces } from './event-places.ts'
import { readFastPlaces } from './fast-places.ts'
import type { Slot } from './place-builder.ts'

/** readPlaces finds where everything in a text stands. It is loaded for files that have something to report: a clean one never asks. */
export function readPlaces(text: string): Slot {
  return readFastPlaces(text) ?? readEventPlaces(text)
}
