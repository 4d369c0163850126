import { isJsonObject, type JsonObject } from '../../json/schema.ts'

// A bit for each; a tool with more of them is left to the rules.
const most = 30

/** Declared is the parameters of a tool as they are written, and what becomes of each, as bits by their order. */
export class Declared {
  readonly names: string[] = []
  readonly schemas: JsonObject[] = []
  /** Those that a call cannot leave out. */
  required = 0
  /** Those that fill a hole of the request. */
  sent = 0
  /** All of them. */
  all = 0

  /** The parameters of a tool; undefined where they are too many, or something else. */
  static in(parameters: JsonObject): Declared | undefined {
    const declared = new Declared()
    for (const name in parameters) {
      const schema = parameters[name]
      if (!isJsonObject(schema) || declared.names.length === most) return undefined
      const bit = 1 << declared.names.length
      declared.names.push(name)
      declared.schemas.push(schema)
      declared.all |= bit
      if (schema['required'] !== false) declared.required |= bit
    }
    return declared
  }

  /** The bit of the parameter whose name stands in a text; 0 where it is none of them. */
  bitAt(text: string, start: number, end: number): number {
    const { names } = this
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at]
      if (name?.length === end - start && text.startsWith(name, start)) return 1 << at
    }
    return 0
  }
}
