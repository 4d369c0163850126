import type { ErrorObject } from 'ajv'
import { type FixedCode, diagnose } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { closest, didYouMean } from '../diagnostic/did-you-mean.ts'
import { agent, integration, lock, project } from '../generated/validators.js'
import { isJsonObject } from '../json/schema.ts'
import type { Cursor, Step } from '../yaml/cursor.ts'

const validators = { integration, agent, project, lock }

type Shape = keyof typeof validators

/**
 * explainShape judges a document by its published schema and translates each refusal into a diagnostic at the key or value that a person has
 * to change. An empty list means that decoding cannot fail.
 */
export function explainShape(shape: Shape, root: Cursor): readonly Diagnostic[] {
  const validate = validators[shape]
  if (validate(root.data)) return []
  const errors = withoutUnions(validate.errors ?? []).filter(({ keyword }) => !echoes.has(keyword))
  const misspelt = misspeltPairs(errors)
  return errors.filter((error) => !misspelt.has(error)).map((error) => translate(shape, root, error))
}

// These only repeat what the error inside of them says.
const echoes = new Set(['oneOf', 'anyOf', 'if', 'propertyNames'])

/** A value that fits no branch of a union by type is told once, with all the types; a value that fits one is judged by that branch alone. */
function withoutUnions(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const unions = new Set(errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath))
  const typesByPath = new Map<string, ErrorObject>()
  return errors.flatMap((error) => {
    const path = error.instancePath
    if (error.keyword !== 'type' || !unions.has(path)) return [error]
    const meant = errors.some(
      (other) =>
        other.keyword !== 'anyOf' && (other.instancePath.startsWith(`${path}/`) || (other.instancePath === path && other.keyword !== 'type')),
    )
    const first = typesByPath.get(path)
    if (first !== undefined) first.params['type'] = [first.params['type'], error.params['type']].flat()
    if (meant || first !== undefined) return []
    const merged = { ...error, params: { ...error.params } }
    typesByPath.set(path, merged)
    return [merged]
  })
}

/** An unknown key close to a missing one in the same mapping is one slip: the unknown key tells it, the missing one is its echo. */
function misspeltPairs(errors: readonly ErrorObject[]): ReadonlySet<ErrorObject> {
  const dropped = new Set<ErrorObject>()
  for (const unknown of errors.filter(({ keyword }) => keyword === 'additionalProperties')) {
    const missing = errors.filter(({ keyword, instancePath }) => keyword === 'required' && instancePath === unknown.instancePath)
    const best = closest(
      textOf(unknown.params['additionalProperty']),
      missing.map(({ params }) => textOf(params['missingProperty'])),
    )
    const echo = missing.find(({ params }) => best !== undefined && params['missingProperty'] === best)
    if (echo !== undefined) dropped.add(echo)
  }
  return dropped
}

function translate(shape: Shape, root: Cursor, error: ErrorObject): Diagnostic {
  const path = stepsOf(error.instancePath)
  const words = wordsFor(error, nameOf(shape, path), root.value(...path))
  return diagnose(words.code, { message: words.message, hint: words.hint, span: spanFor(root, path, error) })
}

function spanFor(root: Cursor, path: readonly Step[], error: ErrorObject): Span {
  switch (error.keyword) {
    case 'required':
      return root.firstKey(...path)
    case 'additionalProperties':
      return root.key(...path, textOf(error.params['additionalProperty']))
    case 'discriminator':
      return error.params['error'] === 'mapping' && error.params['tagValue'] !== undefined ? root.value(...path, 'type') : root.firstKey(...path)
    case 'minProperties':
    case 'minItems':
      return root.key(...path)
    default:
      return error.propertyName === undefined ? root.value(...path) : root.key(...path, error.propertyName)
  }
}

interface Words {
  readonly code: FixedCode
  readonly message: string
  readonly hint?: string | undefined
}

function wordsFor(error: ErrorObject, name: string, value: Span): Words {
  const { params, data, parentSchema: schema } = error
  switch (error.keyword) {
    case 'required':
      return {
        code: 'schema-missing-key',
        message: `${name} lacks the key "${textOf(params['missingProperty'])}"`,
        hint: `add "${textOf(params['missingProperty'])}"${tagWords(error)}`,
      }
    case 'additionalProperties': {
      const key = textOf(params['additionalProperty'])
      return { code: 'schema-unknown-key', message: `key "${key}" is not known in ${name}`, hint: unknownKeyHint(key, error) }
    }
    case 'type':
      return wrongType(error, name, value)
    case 'enum':
    case 'const':
    case 'discriminator':
      return unknownValue(error, name)
    case 'pattern': {
      const says = schema?.['patternErrorMessage']
      const subject = error.propertyName ?? shownValue(data)
      return {
        code: 'schema-value-refused',
        message: `${name}: "${subject}" is refused: ${typeof says === 'string' ? says : `it must match ${textOf(params['pattern'])}`}`,
      }
    }
    default:
      return { code: 'schema-value-refused', message: `${name} ${limitWords(error)}` }
  }
}

// What the same thing is called elsewhere.
const elsewhereSpelt: Readonly<Record<string, string>> = {
  optional: 'required: false',
  timeout: 'timeout_seconds',
  timeout_ms: 'timeout_seconds',
  url: 'base_url',
  auth: 'credentials',
  authentication: 'credentials',
  endpoint: 'path',
  endpoint_path: 'path',
  approval_required: 'confirmation',
  confirm: 'confirmation',
  params: 'query',
  inputSchema: 'parameters',
}

/** A comma inside braces ends a text, and what follows it becomes a key without a value. */
function unknownKeyHint(key: string, error: ErrorObject): string | undefined {
  const isLeftOver = isJsonObject(error.data) && error.data[key] === null && key.includes(' ')
  const meant = elsewhereSpelt[key]
  if (meant !== undefined && knownKeys(error).includes(meant.split(':')[0] ?? '')) return `write "${meant}"`
  return isLeftOver ? 'if it belongs to the text before it, put that text in quotes: a comma ends it' : didYouMean(key, knownKeys(error))
}

function tagWords({ params, parentSchema }: ErrorObject): string {
  const tags = listOf(parentSchema?.['tags'])
  return params['missingProperty'] === 'type' && tags.length > 0 ? `, one of ${tags.join(', ')}` : ''
}

function limitWords({ keyword, params, message }: ErrorObject): string {
  const limit = String(params['limit'])
  switch (keyword) {
    case 'minimum':
      return `must be ${limit} or more`
    case 'maximum':
      return `must be ${limit} or less`
    case 'exclusiveMinimum':
      return `must be above ${limit}`
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return limit === '1' ? 'must not be empty' : `must hold ${limit} or more`
    default:
      return message ?? 'is refused'
  }
}

function wrongType(error: ErrorObject, name: string, { file, start, end }: Span): Words {
  const found = error.data
  const wanted = [error.params['type']].flat().map(String)
  const message = `${name} must be ${alternatives(wanted.map(typeName))}, not ${foundWords(found)}`
  return { code: 'schema-wrong-type', message, hint: typeHint(wanted, found, file.text.slice(start, end)) }
}

function alternatives(words: readonly string[]): string {
  return words.length <= 2 ? words.join(' or ') : `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}`
}

function foundWords(found: unknown): string {
  if (found === null) return 'empty'
  if (typeof found === 'string') return `the text "${shownValue(found)}"`
  return typeof found === 'object' ? typeName(jsonType(found)) : String(found)
}

/** `written` is what stands in the file: +34600 and 007 are read as other numbers. */
function typeHint(wanted: readonly string[], found: unknown, written: string): string | undefined {
  if (wanted.includes('string') && (typeof found === 'number' || typeof found === 'boolean')) return `put it in quotes: "${written}"`
  if (wanted.includes('string') && typeof found === 'object' && found !== null && !Array.isArray(found)) {
    const [key] = Object.keys(found)
    return key === undefined ? undefined : `if a placeholder was meant, put it in quotes: "{${key}}"`
  }
  if ((wanted.includes('number') || wanted.includes('integer')) && typeof found === 'string' && found.trim() !== '' && !Number.isNaN(Number(found))) {
    return `take the quotes away: ${found}`
  }
  if (wanted.includes('boolean') && typeof found === 'string' && /^(yes|no|on|off)$/i.test(found))
    return `write ${/^(yes|on)$/i.test(found) ? 'true' : 'false'}`
  if (wanted.includes('array') && typeof found === 'string')
    return `write it as a list: [${/^[A-Za-z0-9_-]+$/.test(found) ? found : JSON.stringify(found)}]`
  return undefined
}

function unknownValue(error: ErrorObject, name: string): Words {
  const { params, data, parentSchema: schema } = error
  const allowed =
    error.keyword === 'enum' ? listOf(params['allowedValues']) : error.keyword === 'const' ? [params['allowedValue']] : listOf(schema?.['tags'])
  const shown = allowed.map(String)
  if (error.keyword === 'discriminator' && params['tagValue'] === undefined) {
    return { code: 'schema-missing-key', message: `${name} lacks the key "type"`, hint: `add "type", one of ${shown.join(', ')}` }
  }
  const found = error.keyword === 'discriminator' ? params['tagValue'] : data
  const what = error.keyword === 'discriminator' ? `type of ${name}` : name
  return {
    code: 'schema-value-unknown',
    message: `${what} "${shownValue(found)}" is not ${shown.length === 1 ? '' : 'one of '}${shown.join(', ')}`,
    hint: typeof found === 'string' && closest(found, shown) !== undefined ? didYouMean(found, shown) : undefined,
  }
}

function knownKeys({ data, parentSchema }: ErrorObject): string[] {
  const properties: unknown = parentSchema?.['properties']
  return isJsonObject(properties) ? Object.keys(properties).filter((key) => !isJsonObject(data) || !Object.hasOwn(data, key)) : []
}

function stepsOf(pointer: string): Step[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** Names the place in the words of the format: `request of tool "check_order"`. */
function nameOf(shape: Shape, path: readonly Step[]): string {
  if (path.length === 0) return 'the file'
  // Only under tools of an integration stand tools.
  if (shape !== 'integration') return path.join('.')
  if (path.length === 2 && path[0] === 'tools' && path[1] !== 'include') return `tool "${path[1]}"`
  if (path.length === 4 && path[0] === 'tools' && path[2] === 'parameters') return `parameter "${path[3]}"`
  const shown = path.slice(path.length > 2 && path[0] === 'tools' && path[1] !== 'include' ? 2 : 0)
  return shown.map((step, index) => (/^\d+$/.test(String(step)) ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`)).join('')
}

function typeName(type: string): string {
  switch (type) {
    case 'object':
      return 'a mapping'
    case 'array':
      return 'a list'
    case 'string':
      return 'a text'
    case 'integer':
      return 'a whole number'
    case 'boolean':
      return 'true or false'
    case 'null':
      return 'empty'
    default:
      return `a ${type}`
  }
}

function jsonType(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return value === null ? 'null' : typeof value
}

function shownValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return ''
  const text = String(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : String(value)
}
