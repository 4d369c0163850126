const inspected = Symbol.for('nodejs.util.inspect.custom')
const mark = Symbol.for('diga-int.secret')

/**
 * Secret is a text that cannot print itself: every way of turning it into text gives its label (`$CRM_TOKEN`). Only the adapter that puts
 * it on the wire, and the redactor that looks for it in answers, reveal it.
 */
export class Secret {
  /** Each file of the package has a class of its own, and their secrets meet. */
  static [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && mark in value
  }

  readonly [mark] = true
  readonly label: string
  /** What it was made of; undefined for a value as it came from the environment. */
  readonly made: Made | undefined
  readonly #value: string

  constructor(label: string, value: string, made?: Made) {
    this.label = label
    this.made = made
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return this.label
  }

  toJSON(): string {
    return this.label
  }

  [inspected](): string {
    return this.label
  }
}

/** Hideable is a text of which all or nothing may be shown. */
export type Hideable = string | Secret

/** Encoding is what may be done to a value on its way into a request. */
export type Encoding = 'percent' | 'form' | 'json' | 'base64'

/** Made tells what a secret was made of, for those who write the request down in another way: parts put together, and what was done to the whole. */
export interface Made {
  readonly of: readonly Hideable[]
  readonly encoding: Encoding | undefined
}

/** reveal gives the real text: for the wire and the redactor only. */
export function reveal(text: Hideable): string {
  return typeof text === 'string' ? text : text.reveal()
}

/** shown gives the text that may be printed: labels stand in for secrets. */
export function shown(text: Hideable): string {
  return typeof text === 'string' ? text : text.label
}

/** joined puts texts together; one secret makes the whole a secret, whose label keeps the open parts readable. */
export function joined(parts: readonly Hideable[]): Hideable {
  if (parts.every((part) => typeof part === 'string')) return parts.join('')
  return new Secret(parts.map(shown).join(''), parts.map(reveal).join(''), { of: parts, encoding: undefined })
}

/** encoded encodes a text as it is sent; a secret keeps its label, and knows what it was. */
export function encoded(text: Hideable, encoding: Encoding, encode: (text: string) => string): Hideable {
  return typeof text === 'string' ? encode(text) : new Secret(text.label, encode(text.reveal()), { of: [text], encoding })
}
