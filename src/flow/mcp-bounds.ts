/** mcpBounds is what an MCP server may cost, whatever it is asked: enough for the largest honest one, bearable for the machine (facts on threats, F2). */
export const mcpBounds = { connecting: 10_000, bytes: 8 * 1024 * 1024, bytesInAll: 32 * 1024 * 1024, pages: 100, tools: 2000 } as const
