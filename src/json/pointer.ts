/** pointerOf writes the way to a place as a JSON pointer (RFC 6901); '' is the whole. */
export function pointerOf(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${pointerStep(step)}`).join('')
}

/** pointerStep writes a key or an index as one step of a JSON pointer. */
export function pointerStep(step: string | number): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1')
}

/** stepIn reads one step of a JSON pointer. */
export function stepIn(written: string): string {
  return written.replaceAll('~1', '/').replaceAll('~0', '~')
}

/** valueAt is what a JSON pointer leads to, by own keys only: a server may have chosen them. undefined where it leads nowhere. */
export function valueAt(value: unknown, pointer: string): unknown {
  let found = value
  for (const step of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null) return undefined
    found = Object.getOwnPropertyDescriptor(found, stepIn(step))?.value
  }
  return found
}
