import { isJsonObject, type JsonObject } from '../../json/schema.ts'
import { parameterSchema } from '../../model/decode-tool.ts'

// A bit for each; a tool with more of them is left to the rules.
const most = 30

/** Declared is the parameters of a tool, and what becomes of each, as bits by their order. */
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
      const data = parameters[name]
      if (!isJsonObject(data) || declared.names.length === most) return undefined
      const { required = true } = data
      if (typeof required !== 'boolean') return undefined
      const bit = 1 << declared.names.length
      declared.names.push(name)
      declared.schemas.push(parameterSchema(data))
      declared.all |= bit
      if (required) declared.required |= bit
    }
    return declared
  }

  /** The bit of the parameter that a hole names, from the brace that opens it to the one that closes it; 0 where it is none of them. */
  bitOfHole(text: string, open: number, close: number): number {
    const { names } = this
    const braces = isVariable(text, open) ? 2 : 1
    const start = open + braces
    const length = close + 1 - braces - start
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at]
      if (name?.length === length && text.startsWith(name, start)) return 1 << at
    }
    return 0
  }
}

/** isVariable tells whether a brace opens the `{{name}}` of a call variable. */
export function isVariable(text: string, open: number): boolean {
  return text.charCodeAt(open + 1) === openBrace
}

const openBrace = 0x7b
