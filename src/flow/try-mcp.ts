import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { type McpIntegration, serverKey } from '../model/integration.ts'
import { commandLine } from '../model/program.ts'
import type { ProjectTool } from '../model/project.ts'
import { mcpServerOf, needsToken, type Proof, proofOf, type Resolved } from '../request/credentials.ts'
import type { Values } from '../request/fill.ts'
import { judgeFailure, mayHaveArrived, wrongTransport } from '../request/failure.ts'
import { type CalledAt, judgeTool } from '../request/judge-tool.ts'
import { type Redact, redactDiagnostic, redactor } from '../request/redact.ts'
import { reveal, type Secret, shown } from '../world/secret.ts'
import type { Answer, CalledTool, CallLimits, Failure, McpServer, ToolCall, World } from '../world/world.ts'
import { askRenewing, connectionOf, type Grants, type McpConnection } from './connection.ts'
import { withSources } from './environment.ts'
import { definitionTrouble } from './locked-definition.ts'
import { mcpBounds } from './mcp-bounds.ts'
import { hasErrors } from './outcome.ts'
import { progressTeller } from './tool-progress.ts'
import type { Attempt, Permissions, Prepared, Send, ShownResponse } from './tried.ts'

type McpTool = Extract<ProjectTool, { type: 'mcp' }>

interface McpCall {
  readonly integration: McpIntegration
  readonly tool: McpTool
  readonly values: Values
  readonly permissions: Permissions
}

const noProof: Proof = { headers: [], query: [], secrets: [] }

/** prepareMcp makes a locked tool of an MCP server ready to be called. */
export async function prepareMcp(world: World, call: McpCall): Promise<Prepared> {
  const { integration, tool, values, permissions } = call
  const preview = previewOf(call)
  if (!preview.ok) return preview
  const send: Send = async (onProgress) => {
    const connection = await connectionOf(world, integration, values.environment, grantsOf(permissions))
    const attempt = connection.ok
      ? await callTool(world, call, { connection: connection.value, onProgress })
      : ({ verdict: 'no-answer', response: undefined, heard: undefined, diagnostics: connection.diagnostics } as const)
    return { ...attempt, diagnostics: withSources(attempt.diagnostics, integration, values.environment) }
  }
  const { url, headers } = preview.value
  const show = permissions.reveal ? reveal : shown
  const body = JSON.stringify({ name: tool.name, arguments: values.arguments })
  return {
    ok: true,
    value: {
      request: { method: 'tools/call', url: show(url), headers: headers.map(([name, value]) => [name, show(value)]), body, sent: undefined },
      send,
    },
  }
}

// The tool's own time starts with its call.
const preparation = 30_000

interface Sending {
  readonly connection: McpConnection
  readonly onProgress: ((text: string) => void) | undefined
}

/** What the call would be sent to, without asking for a token or starting anything. */
function previewOf({ integration, values: { environment, standIns } }: McpCall): Resolved<Pick<McpServer, 'url' | 'headers'>> {
  if (integration.program !== undefined) return { ok: true, value: { url: commandLine(integration.program), headers: [] } }
  const proof = proofOf(integration, environment, standIns)
  if (!proof.ok) return proof
  return mcpServerOf(integration, needsToken(proof.value) ? noProof : proof.value, environment, standIns)
}

function grantsOf({ allowPrivate, allowStdio }: Permissions): Grants {
  return { addresses: allowPrivate ? 'any' : 'declared', stdio: allowStdio }
}

async function callTool(world: World, call: McpCall, { connection, onProgress }: Sending): Promise<Attempt> {
  const { integration, tool, values, permissions } = call
  const redactorFor = (secrets: readonly Secret[]): Redact => (permissions.reveal ? (text) => text : redactor(secrets))
  const {
    asked: { answer, trouble },
    secrets,
  } = await askRenewing(world, { integration, environment: values.environment, connection }, (current) =>
    ask(world, call, { connection: current, onProgress, redact: redactorFor(current.secrets) }),
  )
  const redact = redactorFor(secrets)
  if (trouble !== undefined) return { verdict: 'refused', response: undefined, heard: undefined, diagnostics: [trouble] }
  if (!answer.ok) return unanswered(call, answer.failure, redact)
  const { heard, shown: result, diagnostics } = judgeTool(answer.value, placeOf(integration, tool), redact)
  return {
    verdict: hasErrors(diagnostics) ? 'fails' : 'works',
    response: shownResult(answer.value, result, tool.timeoutSeconds),
    heard,
    diagnostics: diagnostics.map((diagnostic) => redactDiagnostic(diagnostic, redact)),
  }
}

interface Asked {
  readonly answer: Answer<CalledTool>
  /** Why the tool was not called: its definition is not the locked one. */
  readonly trouble: Diagnostic | undefined
}

async function ask(world: World, call: McpCall, { connection, onProgress, redact }: Sending & { readonly redact: Redact }): Promise<Asked> {
  const { integration, tool, values, permissions } = call
  const limits: CallLimits = { ...mcpBounds, preparation, milliseconds: tool.timeoutSeconds * 1000, addresses: grantsOf(permissions).addresses }
  let trouble: Diagnostic | undefined
  const admits = (definition: unknown): boolean => {
    trouble = definitionTrouble(integration, tool.locked, definition, world.sha256)
    return trouble === undefined
  }
  const wish: ToolCall = {
    name: tool.name,
    arguments: values.arguments,
    ...(onProgress === undefined ? {} : { onProgress: progressTeller(onProgress, world.now, redact) }),
    ...(permissions.unlocked ? {} : { admits }),
  }
  return { answer: await world.mcp.callTool(connection.server, wish, limits), trouble }
}

function unanswered({ integration, tool }: McpCall, failure: Failure, redact: Redact): Attempt {
  const { at, timeoutAt } = placeOf(integration, tool)
  const { isUncalled = false, kind } = failure
  const told = judgeFailure(integration, failure, redact, isUncalled ? undefined : { timeoutAt, mayChange: tool.mayChange })
  const isUnknown = tool.mayChange && !isUncalled && mayHaveArrived(failure)
  const isAnswer = kind === 'call-refused' || kind === 'call-failed'
  return {
    verdict: isUnknown ? 'unknown' : isAnswer ? 'fails' : 'no-answer',
    response: undefined,
    heard: undefined,
    diagnostics: [
      isUncalled && kind === 'timeout'
        ? { ...told, hint: wrongTransport(integration, failure) ?? uncalledHint }
        : isAnswer
          ? { ...told, span: at }
          : told,
    ],
  }
}

const uncalledHint = 'the tool was not called yet: find out why the server is slow to greet and to list'

/** placeOf is where a tool of an MCP server stands in the files. */
export function placeOf(integration: McpIntegration, { name, rule, locked }: McpTool): CalledAt {
  const { lock, at: file } = integration
  const inLock = lock?.at.key('tools', name) ?? file.value(serverKey(integration))
  const at = rule?.at.key() ?? inLock
  return {
    tool: name,
    at,
    timeoutAt: rule === undefined || rule.at.in('timeout_seconds').data === undefined ? at : rule.at.value('timeout_seconds'),
    outputSchema: locked.definition['outputSchema'],
    outputSchemaAt: lock?.at.key('tools', name, 'definition', 'outputSchema') ?? at,
  }
}

function shownResult({ result, milliseconds }: CalledTool, open: unknown, timeoutSeconds: number): ShownResponse {
  return {
    status: undefined,
    type: 'tools/call result',
    headers: [],
    bytes: new TextEncoder().encode(JSON.stringify(result) ?? '').byteLength,
    body: JSON.stringify(open) ?? '',
    milliseconds: Math.round(milliseconds),
    timeoutSeconds,
    phases: [],
    redirects: [],
    attempts: 1,
  }
}
