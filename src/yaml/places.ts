import { readEventPlaces } from './event-places.ts'
import { readFastPlaces } from './fast-places.ts'
import type { Slot } from './place-builder.ts'

/** readPlaces finds where everything in a text stands. It is loaded for files that have something to report: a clean one never asks. */
export function readPlaces(text: string): Slot {
  return readFastPlaces(text) ?? readEventPlaces(text)
}

/** readEverydayPlaces is readPlaces for everyday texts; undefined for all others, and for what is no YAML but for keys that stand twice in a mapping. */
export function readEverydayPlaces(text: string): Slot | undefined {
  return readFastPlaces(text)
}
