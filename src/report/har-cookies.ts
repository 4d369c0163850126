import type { ShownResponse } from '../flow/tried.ts'

/** cookiesIn takes a Cookie header apart. */
export function cookiesIn(header: string): readonly object[] {
  return header.split(';').flatMap((pair) => (pair.trim() === '' ? [] : [namedValue(pair)]))
}

/** setCookies reads the cookies that an answer sets (RFC 6265, 4.1.1). */
export function setCookies(headers: ShownResponse['headers']): readonly object[] {
  return headers.filter(([name]) => name.toLowerCase() === 'set-cookie').map(([, value]) => cookieOf(value))
}

function cookieOf(header: string): object {
  const [pair = '', ...attributes] = header.split(';')
  const known = new Map(attributes.map(namedValue).map(({ name, value }) => [name.toLowerCase(), value]))
  const path = known.get('path')
  const domain = known.get('domain')
  const expires = Date.parse(known.get('expires') ?? '')
  return {
    ...namedValue(pair),
    ...(path === undefined ? {} : { path }),
    ...(domain === undefined ? {} : { domain }),
    ...(Number.isNaN(expires) ? {} : { expires: new Date(expires).toISOString() }),
    httpOnly: known.has('httponly'),
    secure: known.has('secure'),
  }
}

function namedValue(pair: string): { readonly name: string; readonly value: string } {
  const at = pair.indexOf('=')
  return at < 0 ? { name: pair.trim(), value: '' } : { name: pair.slice(0, at).trim(), value: pair.slice(at + 1).trim() }
}
