import { decodeIntegration } from '../../src/model/decode.ts'
import type { HttpIntegration } from '../../src/model/integration.ts'
import type { HttpTool } from '../../src/model/tool.ts'
import { type Hideable, reveal, shown } from '../../src/world/secret.ts'
import type { HttpRequest } from '../../src/world/world.ts'
import { parseYaml } from '../../src/yaml/parse.ts'

/** The start of an integration as most cases need it. */
export const bikes = 'base_url: https://api.bikes.example/v1\n'

/** The integration of a bike shop with one tool: what stands above `tools`, and the tool's request. */
export async function bikeShop(request: string, above = bikes): Promise<{ integration: HttpIntegration; tool: HttpTool }> {
  const text = `type: http\ndescription: A bike shop\n${above}tools:\n  use_it:\n    description: Uses it\n    request: ${request}\n`
  const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text })
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message)
  const integration = decodeIntegration('bikes', parsed.root)
  const tool = integration.type === 'http' ? integration.tools[0] : undefined
  if (integration.type === 'mcp' || tool === undefined) throw new Error('the case needs an HTTP integration with one tool')
  return { integration, tool }
}

interface Plain {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** A request in plain texts: as it goes over the wire, or as a person may see it. */
function plain(request: HttpRequest, read: (text: Hideable) => string): Plain {
  const { method, url, headers, body } = request
  return {
    method,
    url: read(url),
    headers: Object.fromEntries(headers.map(([name, value]) => [name, read(value)])),
    body: body === undefined ? undefined : read(body),
  }
}

export const onTheWire = (request: HttpRequest): Plain => plain(request, reveal)
export const onTheScreen = (request: HttpRequest): Plain => plain(request, shown)
