import type { JsonObject } from '../json/schema.ts'
import type { Step } from '../yaml/cursor.ts'
import type { CanonicalBundle, CanonicalTool } from './canonical.ts'
import { askFirst, describedWith, noteVariables } from './confirmation.ts'
import { type Dialect, shapeInputSchema } from './input-schema.ts'
import { type Notebook, notebookOn, type Remark } from './loss.ts'

/** ModelRules is what a target that takes plain function tools demands of them. */
export interface ModelRules {
  readonly names: { readonly pattern: RegExp; readonly rule: string }
  readonly dialect: Dialect
}

/** ModelTool is a tool as a model is told of it: a name, words and a schema. */
export interface ModelTool {
  readonly tool: CanonicalTool
  readonly name: string
  readonly description: string
  readonly schema: JsonObject
}

/** ModelTools is the tools of a bundle as a model is told of them. */
export interface ModelTools {
  readonly tools: readonly ModelTool[]
  readonly remarks: readonly Remark[]
}

/** modelTools writes the tools of a bundle for a target that takes plain function tools. The confirmation becomes a clause of the description. */
export function modelTools({ tools }: CanonicalBundle, rules: ModelRules): ModelTools {
  const written = tools.map((tool) => {
    const notebook = notebookOn(tool.integration, tool.name)
    return { made: modelTool(tool, rules, notebook), notebook }
  })
  const remarks = written.flatMap(({ notebook }) => notebook.remarks)
  return { tools: written.map(({ made }) => made), remarks: [...remarks, ...nameClashes(tools)] }
}

function modelTool(tool: CanonicalTool, { names, dialect }: ModelRules, notebook: Notebook): ModelTool {
  if (!names.pattern.test(tool.name)) {
    const hint = tool.type === 'http' ? 'rename the tool' : 'the server chose the name: take the tool out of the agent for this target'
    notebook.refuse({ subject: 'name', steps: [], message: `the name is refused: ${names.rule}`, hint })
  }
  const { schema, remarks } = shapeInputSchema(tool.input_schema, dialect)
  for (const { weight, said } of remarks) {
    const placed = { ...said, steps: stepsInProject(tool, said.steps) }
    if (weight === 'refused') notebook.refuse(placed)
    else notebook[weight === 'equal' ? 'same' : 'change']({ subject: placed.subject, steps: placed.steps, message: placed.message })
  }
  return { tool, name: tool.name, description: describe(tool, notebook), schema }
}

function describe(tool: CanonicalTool, notebook: Notebook): string {
  if (tool.confirmation === undefined) return tool.description
  noteVariables(tool, notebook)
  notebook.change({
    subject: 'confirmation',
    steps: ['confirmation'],
    message: 'the confirmation goes into the description, for want of a field that holds the call back; manifest.json lists it for the runtime',
  })
  return describedWith(tool.description, askFirst(tool.confirmation))
}

/** An HTTP tool's schema is made from its `parameters`; that of an MCP tool stands in the locked definition. */
function stepsInProject(tool: CanonicalTool, steps: readonly Step[]): readonly Step[] {
  if (tool.type === 'mcp') return ['inputSchema', ...steps]
  return steps[0] === 'properties' ? ['parameters', ...steps.slice(1)] : ['parameters']
}

/** A model picks a tool by its name alone; some APIs ignore case. */
function nameClashes(tools: readonly CanonicalTool[]): readonly Remark[] {
  return tools.flatMap((tool, index) => {
    const first = tools.slice(0, index).find(({ name }) => name.toLowerCase() === tool.name.toLowerCase())
    if (first === undefined) return []
    const notebook = notebookOn(tool.integration, tool.name)
    notebook.refuse({
      subject: 'name',
      steps: [],
      message: `integration "${first.integration}" gives the agent a tool of the same name`,
      hint: 'rename one of the two, or take it out of the agent',
    })
    return notebook.remarks
  })
}
