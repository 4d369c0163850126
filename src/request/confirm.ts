import type { ProjectTool } from '../model/project.ts'
import { partsOf } from '../model/template.ts'
import { writtenOut } from './fill.ts'
import type { Values } from './fill.ts'

/** questionOf is what has to be answered with yes before a tool is called, or undefined when it may be called at once. */
export function questionOf(tool: ProjectTool, values: Values, target: string): string | undefined {
  if (tool.confirmation !== undefined) return readBack(tool.confirmation, values)
  return tool.mayChange ? `${target} may change something. Send it?` : undefined
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
