// The bike shop as it speaks by the newest revision: by default to both eras, with `modern` to that one alone.
import { fromJsonSchema, McpServer } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'

serveStdio(
  () => {
    const server = new McpServer({ name: 'bike-shop', version: '2' })
    const inputSchema = fromJsonSchema({ type: 'object', properties: { size: { type: 'number' } }, required: ['size'] })
    server.registerTool('find_bike', { description: 'Finds a bike.', inputSchema }, ({ size }) => ({
      content: [{ type: 'text', text: `found size ${size}` }],
    }))
    return server
  },
  process.argv[2] === 'modern' ? { legacy: 'reject' } : {},
)
