import { agent, integration, lock, project } from '../generated/fits.js'
import type { Cursor } from '../yaml/cursor.ts'
import type { Shape } from './schema/published.ts'

const fits = { integration, agent, project, lock }

/** hasShape tells whether a document has the shape of its published schema. */
export function hasShape(shape: Shape, root: Cursor): boolean {
  return fits[shape](root.data)
}
