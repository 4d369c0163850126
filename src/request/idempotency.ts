import type { RequestTemplate } from '../model/tool.ts'
import type { HttpRequest } from '../world/world.ts'

/** withIdempotencyKey puts the key of one call where the tool wants it; it takes the place of a header of that name. */
export function withIdempotencyKey(request: HttpRequest, { idempotencyHeader: wanted }: RequestTemplate, key: () => string): HttpRequest {
  if (wanted === undefined) return request
  const others = request.headers.filter(([name]) => name.toLowerCase() !== wanted.toLowerCase())
  return { ...request, headers: [...others, [wanted, key()]] }
}
