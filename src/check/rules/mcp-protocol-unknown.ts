import { serverKey } from '../../model/integration.ts'
import { defineRule } from '../rule.ts'

export const mcpProtocolUnknown = defineRule({
  code: 'mcp-protocol-unknown',
  on: 'locked',
  severity: 'warning',
  title: 'A lockfile was made over a protocol that this version does not know',
  why: 'What the definitions mean may have changed with the protocol, so they are judged by the wrong rules.',
  check(integration, report) {
    const { lockfile, at } = integration.lock
    if (known.has(lockfile.protocolVersion)) return
    report({
      message: `the lockfile of "${integration.name}" was made over MCP "${lockfile.protocolVersion}", which this version does not know`,
      span: integration.at.key(serverKey(integration)),
      related: [{ span: at.value('server', 'protocol_version'), label: 'the protocol' }],
      hint: `update diga-int, or run diga-int sync ${integration.name}`,
    })
  },
})

// Those that sync can agree on; a test holds them against the library.
const known: ReadonlySet<string> = new Set(['2024-10-07', '2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'])
