import type { Rule } from '../rule.ts'
import { mcpAddressUnsafe } from './mcp-address-unsafe.ts'
import { mcpArgumentConversation } from './mcp-argument-conversation.ts'
import { mcpArgumentSecret } from './mcp-argument-secret.ts'
import { mcpHintsContradict } from './mcp-hints-contradict.ts'
import { mcpNameInvisible } from './mcp-name-invisible.ts'
import { mcpNameLookalike } from './mcp-name-lookalike.ts'
import { mcpProtocolUnknown } from './mcp-protocol-unknown.ts'
import { mcpReferenceExternal } from './mcp-reference-external.ts'
import { mcpRiskWithoutConfirmation } from './mcp-risk-without-confirmation.ts'
import { mcpSchemaTooLarge } from './mcp-schema-too-large.ts'
import { mcpTextInvisible } from './mcp-text-invisible.ts'
import { mcpToolUnmatched } from './mcp-tool-unmatched.ts'
import { mcpWriteWithoutConfirmation } from './mcp-write-without-confirmation.ts'

/** lockedRules lists the rules on MCP integrations with their lockfiles: loaded for a project that has one. */
export function lockedRules(): readonly Rule[] {
  return [
    mcpAddressUnsafe,
    mcpArgumentConversation,
    mcpArgumentSecret,
    mcpHintsContradict,
    mcpNameInvisible,
    mcpNameLookalike,
    mcpProtocolUnknown,
    mcpReferenceExternal,
    mcpRiskWithoutConfirmation,
    mcpSchemaTooLarge,
    mcpTextInvisible,
    mcpToolUnmatched,
    mcpWriteWithoutConfirmation,
  ]
}
