import type { ProjectTool } from '../model/project.ts'
import { partsOf } from '../model/template.ts'
import { writtenOut } from './fill.ts'
import type { Values } from './fill.ts'

/** Asking is what the question before a call has to know of it. */
export interface Asking {
  /** What is sent, and where to. */
  readonly target: string
  readonly mayChange: boolean
}

/** questionOf is what has to be answered with yes before a tool is called, or undefined when it may be called at once. */
export function questionOf({ confirmation }: ProjectTool, values: Values, { target, mayChange }: Asking): string | undefined {
  if (confirmation !== undefined) return readBack(confirmation, values)
  return mayChange ? `${target} may change something. Send it?` : undefined
}

/** The confirmation as the caller would hear it: values in place. */
function readBack(template: string, { arguments: given, variables }: Values): string {
  return partsOf(template)
    .map((part) => {
      if (part.kind === 'words') return part.text
      const value = part.kind === 'parameter' ? given[part.name] : variables.get(part.name)
      return value === undefined ? part.written : writtenOut(value)
    })
    .join('')
}
