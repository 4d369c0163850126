import type { Rule } from '../rule.ts'
import { agentIntegrationUnknown } from './agent-integration-unknown.ts'
import { agentTokensMany } from './agent-tokens-many.ts'
import { agentToolUnknown } from './agent-tool-unknown.ts'
import { agentToolUnmentioned } from './agent-tool-unmentioned.ts'
import { agentToolsMany } from './agent-tools-many.ts'
import { credentialShared } from './credential-shared.ts'
import { mcpTextForeignTool } from './mcp-text-foreign-tool.ts'
import { mcpToolShadowed } from './mcp-tool-shadowed.ts'
import { descriptionWithoutWhen } from './description-without-when.ts'
import { promptToolMissing } from './prompt-tool-missing.ts'
import { promptToolUnknown } from './prompt-tool-unknown.ts'
import { toolDescriptionDuplicate } from './tool-description-duplicate.ts'
import { toolNameDuplicate } from './tool-name-duplicate.ts'
import { variableUnsupplied } from './variable-unsupplied.ts'

/** acrossRules lists the rules that look across files: loaded for a project that has agents or MCP integrations. */
export function acrossRules(): readonly Rule[] {
  return [
    agentIntegrationUnknown,
    agentTokensMany,
    agentToolUnknown,
    agentToolUnmentioned,
    agentToolsMany,
    credentialShared,
    descriptionWithoutWhen,
    mcpTextForeignTool,
    mcpToolShadowed,
    promptToolMissing,
    promptToolUnknown,
    toolDescriptionDuplicate,
    toolNameDuplicate,
    variableUnsupplied,
  ]
}
