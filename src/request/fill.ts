import { diagnose, type FixedCode } from '../diagnostic/codes.ts'
import type { Diagnostic, Span } from '../diagnostic/diagnostic.ts'
import { isJsonObject } from '../json/schema.ts'
import { type Part, partsOf, type Placeholder, wholePlaceholder } from '../model/template.ts'
import { type Hideable, joined, Secret } from '../world/secret.ts'
import { type Environment, waysToSet } from './environment.ts'

/** Values is what the holes of a template are filled from. */
export interface Values {
  readonly arguments: Readonly<Record<string, unknown>>
  readonly variables: ReadonlyMap<string, string>
  readonly environment: Environment
  /** Whether the name of a variable that is not set stands in for its value: for a request that is shown and never sent. */
  readonly standIns?: boolean
}

/** Absent marks a hole whose optional value was not given: its key is dropped. */
export const absent = Symbol('absent')

/** Filler fills holes and collects what is missing, each trouble at the hole that wanted the value. */
export class Filler {
  readonly values: Values
  readonly diagnostics: Diagnostic[] = []
  readonly secrets: Secret[] = []

  constructor(values: Values) {
    this.values = values
  }

  /** The value of one hole: typed for a parameter, a Secret for the environment, `absent` when an optional was not given. */
  value({ kind, name, written }: Placeholder, at: (written: string) => Span): unknown {
    if (kind === 'environment') return this.environment(name, () => at(written))
    if (kind === 'parameter') return Object.hasOwn(this.values.arguments, name) ? this.values.arguments[name] : absent
    const variable = this.values.variables.get(name)
    if (variable === undefined) {
      this.refuse(
        'request-variable-missing',
        `call variable "${written}" has no value`,
        at(written),
        `give it one: --var ${name}=..., or --agent NAME for an agent's samples`,
      )
    }
    return variable ?? ''
  }

  /** Whether a variable of the environment has a value. */
  isSet(name: string): boolean {
    const { environment } = this.values
    // A name such as constructor is one that every object has.
    return Object.hasOwn(environment, name) && (environment[name] ?? '') !== ''
  }

  /** A variable of the environment, as a secret. */
  environment(name: string, at: () => Span): Hideable {
    const value = this.openEnvironment(name, at)
    if (value === '' || value instanceof Secret) return value
    const secret = new Secret(`$${name}`, value)
    this.secrets.push(secret)
    return secret
  }

  /** A variable of the environment that may be shown, such as the host of an address. */
  openEnvironment(name: string, at: () => Span): Hideable {
    const { environment, standIns = false } = this.values
    const value = (this.isSet(name) ? environment[name] : undefined) ?? ''
    // In quotes, so that whoever looks takes it for a value that has to be encoded.
    if (value === '' && standIns) return new Secret(`$${name}`, `"$${name}"`)
    if (value === '') this.refuse('request-environment-missing', `environment variable "${name}" is not set`, at(), waysToSet(environment, name))
    return value
  }

  /** A text with its holes written out; each value goes through `encode` first. */
  text(template: string, at: (written: string) => Span, encode: (value: Hideable) => Hideable = (value) => value): Hideable {
    return joined(partsOf(template).map((part) => this.part(part, at, encode)))
  }

  private part(part: Part, at: (written: string) => Span, encode: (value: Hideable) => Hideable): Hideable {
    if (part.kind === 'words') return part.text
    const value = this.value(part, at)
    return encode(value instanceof Secret ? value : writtenOut(value))
  }

  /** Any JSON shape with its holes filled: a lone hole keeps the type of its value, a missing optional drops its key. */
  tree(template: unknown, at: (written: string, ...steps: string[]) => Span, steps: readonly string[] = []): unknown {
    if (typeof template === 'string') {
      const here = (written: string): Span => at(written, ...steps)
      const hole = wholePlaceholder(template)
      return hole === undefined ? this.text(template, here) : this.value(hole, here)
    }
    if (Array.isArray(template))
      return template.map((item, index) => this.tree(item, at, [...steps, String(index)])).filter((item) => item !== absent)
    if (!isJsonObject(template)) return template
    const filled = Object.entries(template).map(([key, item]) => [key, this.tree(item, at, [...steps, key])] as const)
    return Object.fromEntries(filled.filter(([, item]) => item !== absent))
  }

  refuse(code: FixedCode, message: string, span: Span, hint?: string): void {
    this.diagnostics.push(diagnose(code, { message, span, hint }))
  }
}

/** writtenOut is how a value reads inside a longer text. */
export function writtenOut(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === absent || value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
