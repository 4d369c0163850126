const inspected = Symbol.for('nodejs.util.inspect.custom')

/**
 * Secret is a text that cannot print itself: every way of turning it into text gives its label (`$CRM_TOKEN`). Only the adapter that puts
 * it on the wire, and the redactor that looks for it in answers, reveal it.
 */
export class Secret {
  readonly label: string
  readonly #value: string

  constructor(label: string, value: string) {
    this.label = label
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
  return new Secret(parts.map(shown).join(''), parts.map(reveal).join(''))
}
