import { Ajv, type ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'

/** What a JSON Schema says of a value: nothing, or its reasons. */
export type Judge = (value: unknown) => readonly string[]

/** The judge of a schema file; ajv is strict about the file itself. */
export function judgeOfFile(path: string): Judge {
  const schema: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true })
  return judgeBy(ajv.compile(asSchema(schema)))
}

/** The judge of a schema that a bundle or a server holds, by the draft that it declares. */
export function judgeOf(schema: unknown): Judge {
  const { $schema } = asSchema(schema)
  const options = { allErrors: true, strict: false, validateFormats: false, logger: false } as const
  const ajv = typeof $schema === 'string' && $schema.includes('draft-07') ? new Ajv(options) : new Ajv2020(options)
  return judgeBy(ajv.compile(asSchema(schema)))
}

/** Whether a schema is one at all: the 2020-12 meta-schema is asked. */
export function isSchema2020(schema: unknown): boolean {
  return new Ajv2020({ strict: false, logger: false }).validateSchema(asSchema(schema)) === true
}

function judgeBy(validate: ValidateFunction): Judge {
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`))
}

function asSchema(schema: unknown): Record<string, unknown> {
  if (typeof schema !== 'object' || schema === null) throw new Error('no schema')
  return { ...schema }
}
