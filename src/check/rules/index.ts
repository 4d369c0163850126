import type { Rule } from '../rule.ts'
import { agentIntegrationUnknown } from './agent-integration-unknown.ts'
import { agentTokensMany } from './agent-tokens-many.ts'
import { agentToolUnknown } from './agent-tool-unknown.ts'
import { agentToolUnmentioned } from './agent-tool-unmentioned.ts'
import { agentToolsMany } from './agent-tools-many.ts'
import { baseUrlNotHttps } from './base-url-not-https.ts'
import { baseUrlWithQuery } from './base-url-with-query.ts'
import { bodyOnGet } from './body-on-get.ts'
import { confirmationParameterUnknown } from './confirmation-parameter-unknown.ts'
import { credentialPlainText } from './credential-plain-text.ts'
import { exampleArgumentsRefused } from './example-arguments-refused.ts'
import { mcpToolUnmatched } from './mcp-tool-unmatched.ts'
import { parameterPatternInvalid } from './parameter-pattern-invalid.ts'
import { parameterUndeclared } from './parameter-undeclared.ts'
import { parameterUnused } from './parameter-unused.ts'
import { pathParameterOptional } from './path-parameter-optional.ts'
import { promptToolMissing } from './prompt-tool-missing.ts'
import { selectInvalid } from './select-invalid.ts'
import { textParameterOptional } from './text-parameter-optional.ts'
import { toolNameDuplicate } from './tool-name-duplicate.ts'
import { variableUnsupplied } from './variable-unsupplied.ts'

/** rules is the only registration: one line a rule. */
export const rules: readonly Rule[] = [
  agentIntegrationUnknown,
  agentTokensMany,
  agentToolUnknown,
  agentToolUnmentioned,
  agentToolsMany,
  baseUrlNotHttps,
  baseUrlWithQuery,
  bodyOnGet,
  confirmationParameterUnknown,
  credentialPlainText,
  exampleArgumentsRefused,
  mcpToolUnmatched,
  parameterPatternInvalid,
  parameterUndeclared,
  parameterUnused,
  pathParameterOptional,
  promptToolMissing,
  selectInvalid,
  textParameterOptional,
  toolNameDuplicate,
  variableUnsupplied,
]
