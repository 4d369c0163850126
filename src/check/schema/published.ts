import type { Step } from '../../yaml/cursor.ts'
import type { Draft } from './draft.ts'

/** Shape is one of the kinds of file that a project holds. */
export type Shape = 'integration' | 'agent' | 'project' | 'lock'

/** Schema is a part of a published schema: the keywords that ours use. */
export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly required?: readonly string[]
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>
  readonly properties?: Readonly<Record<string, Schema | false>>
  readonly additionalProperties?: boolean | Schema
  readonly propertyNames?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly uniqueItems?: boolean
  readonly minLength?: number
  readonly pattern?: string
  readonly patternErrorMessage?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
}

/** Fits tells whether plain data fits a schema. */
export type Fits = (data: unknown) => boolean

/** Published is a published schema, with what there is to know of its parts. */
export class Published {
  readonly root: Schema
  private readonly byTag = new Map<Schema, ReadonlyMap<string, Schema>>()
  private readonly fitsByPart = new Map<Schema, Fits>()

  /** `parts` says of the parts that have a name what fits them. */
  constructor(root: Schema, parts: Readonly<Record<string, Fits>>) {
    this.root = root
    for (const [name, part] of Object.entries(root.$defs ?? {})) {
      const fits = parts[name]
      if (fits !== undefined) this.fitsByPart.set(part, fits)
    }
  }

  /** Whether plain data is known to fit a part: then nobody has to look for what is wrong with it. */
  fits(part: Schema, data: unknown): boolean {
    return this.fitsByPart.get(part)?.(data) === true
  }

  /** The part that a reference stands for. */
  resolve(schema: Schema): Schema {
    return schema.$ref === undefined ? schema : (this.root.$defs?.[schema.$ref.slice('#/$defs/'.length)] ?? {})
  }

  /** The branches of a union that is told apart by `type`, by their tags; undefined for everything else. */
  branches(schema: Schema): ReadonlyMap<string, Schema> | undefined {
    if (schema.oneOf === undefined) return undefined
    const known = this.byTag.get(schema)
    if (known !== undefined) return known
    const branches = new Map<string, Schema>()
    for (const reference of schema.oneOf) {
      const branch = this.resolve(reference)
      const type = branch.properties?.['type']
      const tag = type === false ? undefined : type?.const
      if (typeof tag !== 'string') return undefined
      branches.set(tag, branch)
    }
    this.byTag.set(schema, branches)
    return branches
  }

  /** The part that judges a mapping: of a union, the branch that its `type` names. */
  of(schema: Schema, mapping: Draft | undefined): Schema {
    const resolved = this.resolve(schema)
    const tag = mapping?.entries?.get('type')?.value
    return (typeof tag === 'string' ? this.branches(resolved)?.get(tag) : undefined) ?? resolved
  }

  /** The part that judges what stands at a path, unions settled; undefined where the path leads out of the schema. */
  at(draft: Draft, path: readonly Step[]): Schema | undefined {
    let schema: Schema | undefined = this.of(this.root, draft)
    let here: Draft | undefined = draft
    for (const step of path) {
      here = typeof step === 'number' ? here?.items?.[step] : here?.entries?.get(step)
      const below: Schema | undefined = schema === undefined ? undefined : typeof step === 'number' ? schema.items : this.under(schema, step)
      schema = below === undefined ? undefined : this.of(below, here)
    }
    return schema
  }

  /** The same, with a union as it is. */
  unionAt(draft: Draft, path: readonly Step[]): Schema | undefined {
    const last = path.at(-1)
    if (last === undefined) return this.root
    const above = this.at(draft, path.slice(0, -1))
    return above === undefined ? undefined : typeof last === 'number' ? above.items : this.under(above, last)
  }

  /** The branches of the union that judges what stands at a path; none where there is no union. */
  branchesAt(draft: Draft, path: readonly Step[]): ReadonlyMap<string, Schema> {
    const union = this.unionAt(draft, path)
    return (union === undefined ? undefined : this.branches(this.resolve(union))) ?? new Map()
  }

  /** The part that judges the value of a key; undefined where the key is not known. */
  under(schema: Schema, key: string): Schema | undefined {
    const named = schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined
    if (named !== undefined && named !== false) return this.resolve(named)
    return typeof schema.additionalProperties === 'object' ? this.resolve(schema.additionalProperties) : undefined
  }
}

/** knownKeys lists the keys that have a name in a mapping of this kind. */
export function knownKeys(schema: Schema): readonly string[] {
  return Object.keys(schema.properties ?? {})
}

/** firstSentence is what the description of a part says first, for the end of a hint. */
export function firstSentence(description: string): string {
  const first = description.split(/(?<=[a-z)])[.;] /)[0] ?? ''
  return first.charAt(0).toLowerCase() + first.slice(1).replace(/\.$/, '')
}

const expressions = new Map<string, RegExp>()

/** matches tells whether a text matches a pattern of a schema. */
export function matches(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true
  let expression = expressions.get(pattern)
  if (expression === undefined) {
    expression = new RegExp(pattern, 'u')
    expressions.set(pattern, expression)
  }
  return expression.test(text)
}
