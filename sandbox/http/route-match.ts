import type { Route, Service } from './service.ts'

/** What a path leads to inside a service. */
export type RouteMatch =
  | { readonly kind: 'route'; readonly route: Route; readonly segments: Readonly<Record<string, string>> }
  | { readonly kind: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'nothing' }

/** Finds the service whose prefix the path starts with, whole segments only. */
export function findService(services: readonly Service[], path: string): Service | undefined {
  return services.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
}

/** Finds the route for a method and path, or says what stands in the way. */
export function matchRoute(service: Service, method: string, path: string): RouteMatch {
  const rest = path.slice(service.prefix.length)
  const matches = service.routes.flatMap((route) => {
    const raw = patternOf(route.path).exec(rest)
    return raw ? [{ route, raw: raw.groups ?? {} }] : []
  })
  const match = matches.find(({ route }) => route.method === method)
  if (match) {
    const segments = decodedSegments(match.raw)
    return segments ? { kind: 'route', route: match.route, segments } : { kind: 'malformed' }
  }
  if (matches.length === 0) return { kind: 'nothing' }
  return { kind: 'wrong-method', allowed: matches.map(({ route }) => route.method) }
}

function patternOf(path: string): RegExp {
  const escaped = path.replace(/[.]/g, '\\.')
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, '(?<$1>[^/]+?)')}$`)
}

function decodedSegments(raw: Record<string, string>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, decodeURIComponent(value)]))
  } catch {
    return undefined
  }
}
