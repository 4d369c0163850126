import { type Diagnostic, roomFor } from '../diagnostic/diagnostic.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { hasShape } from './has-shape.ts'
import type { Shape } from './schema/published.ts'

/**
 * checkShape judges a document by its published schema. An empty list means that decoding cannot fail. Most files fit, so only yes or no is
 * asked at first; what says why is loaded for a file that does not fit. `before` is how much was told of other files.
 */
export async function checkShape(shape: Shape, root: Cursor, before = 0): Promise<readonly Diagnostic[]> {
  return hasShape(shape, root) ? [] : misfits(shape, root, before)
}

/** misfits is checkShape for a document that is known not to have the shape. */
export async function misfits(shape: Shape, root: Cursor, before: number): Promise<readonly Diagnostic[]> {
  const { explainShape } = await (explaining ??= import('./schema.ts'))
  return explainShape(shape, root, roomFor(before))
}

// Kept: each import makes a new object of all that the file exports.
let explaining: Promise<typeof import('./schema.ts')> | undefined
