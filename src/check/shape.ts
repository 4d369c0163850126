import { diagnose } from '../diagnostic/codes.ts'
import { type Diagnostic, roomFor } from '../diagnostic/diagnostic.ts'
import { agent, integration, lock, project } from '../generated/fits.js'
import type { Cursor } from '../yaml/cursor.ts'
import type { Shape } from './schema/published.ts'

const fits = { integration, agent, project, lock }

/**
 * checkShape judges a document by its published schema. An empty list means that decoding cannot fail. Most files fit, so only yes or no is
 * asked at first; what says why is loaded for a file that does not fit.
 */
export async function checkShape(shape: Shape, root: Cursor): Promise<readonly Diagnostic[]> {
  return hasShape(shape, root) ? [] : misfits(shape, root)
}

/**
 * misfits is checkShape for a document that is known not to have the shape. `before` is how much was told of other files. Asked for no `reasons`, it says
 * only that it has not.
 */
export async function misfits(shape: Shape, root: Cursor, { before = 0, reasons = true } = {}): Promise<readonly Diagnostic[]> {
  if (!reasons) {
    // Without the text: what nobody looked at may hold a secret.
    const span = { file: { path: root.file.path, text: '' }, start: 0, end: 0 }
    return [diagnose('schema-value-refused', { message: 'this does not have the shape that it needs', span })]
  }
  const { explainShape } = await (explaining ??= import('./schema.ts'))
  return explainShape(shape, root, roomFor(before))
}

// Kept: each import makes a new object of all that the file exports.
let explaining: Promise<typeof import('./schema.ts')> | undefined

/** hasShape tells whether a document has the shape of its published schema. */
export function hasShape(shape: Shape, root: Cursor): boolean {
  return fits[shape](root.data)
}
