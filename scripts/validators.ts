import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { readFileSync } from 'node:fs'

const shapes = ['integration', 'agent', 'project', 'lock'] as const

/**
 * validatorsModule compiles the published schemas to code, so that `validate` neither loads nor runs a schema compiler. The published files
 * stay plain JSON Schema for editors; only this copy gets `discriminator`, with which a union speaks of the branch that was meant.
 */
export function validatorsModule(): string {
  const ajv = new Ajv2020({
    allErrors: true,
    // Errors carry the value and the schema that refused it: the wording says what would have been allowed.
    verbose: true,
    discriminator: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
    validateFormats: false,
    // Lengths in UTF-16 units: no schema here sets one where the difference matters, and the module stays free of imports.
    unicode: false,
    logger: false,
    code: { source: true, esm: true, lines: false },
  })
  for (const keyword of ['patternErrorMessage', 'tags']) ajv.addKeyword(keyword)
  const names: Record<string, string> = {}
  for (const shape of shapes) {
    const schema: unknown = JSON.parse(readFileSync(new URL(`../schemas/${shape}.schema.json`, import.meta.url), 'utf8'))
    ajv.addSchema(withDiscriminators(schema, schema) as object, shape)
    names[shape] = shape
  }
  return standaloneCode.default(ajv, names)
}

/** A `oneOf` whose branches all pin `type` is a union by tag. */
function withDiscriminators(value: unknown, root: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => withDiscriminators(item, root))
  if (typeof value !== 'object' || value === null) return value
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    // Texts for editors would only make the compiled module larger. (A property named `description` holds an object.)
    if (key === 'description' && typeof item === 'string') continue
    copy[key] = withDiscriminators(item, root)
  }
  if (Array.isArray(copy['oneOf'])) {
    const tags = copy['oneOf'].map((branch: unknown) => tagOf(branch, root))
    if (tags.every((tag) => tag !== undefined)) {
      copy['discriminator'] = { propertyName: 'type' }
      copy['tags'] = tags
      // For editors the tags are listed once more beside the union; here they would be told twice.
      delete copy['properties']
    }
  }
  return copy
}

function tagOf(branch: unknown, root: unknown): unknown {
  const reference = at(branch, '$ref')
  const target = typeof reference === 'string' ? reference.slice(2).split('/').reduce(at, root) : branch
  return at(at(at(target, 'properties'), 'type'), 'const')
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined
}
