import { diagnose } from '../diagnostic/codes.ts'
import type { Span } from '../diagnostic/diagnostic.ts'
import { isJsonObject } from '../json/schema.ts'
import type { McpIntegration } from '../model/integration.ts'
import type { ProjectTool } from '../model/project.ts'
import { mcpServerOf, needsToken, type Proof, proofOf } from '../request/credentials.ts'
import type { Values } from '../request/fill.ts'
import { judgeFailure, slowness } from '../request/judge.ts'
import { type Redact, redactDiagnostic, redactor } from '../request/redact.ts'
import { printableLine, shorten } from '../text/printable.ts'
import { shown } from '../world/secret.ts'
import type { CalledTool, McpServer, World } from '../world/world.ts'
import { connectionOf } from './connection.ts'
import { hasErrors } from './outcome.ts'
import { redacted } from './try-http.ts'
import type { Attempt, Permissions, Prepared, ShownResponse } from './tried.ts'

interface McpCall {
  readonly integration: McpIntegration
  readonly tool: ProjectTool
  readonly values: Values
  readonly permissions: Permissions
}

const noProof: Proof = { headers: [], query: [], secrets: [] }

/** prepareMcp makes a locked tool of an MCP server ready to be called. */
export async function prepareMcp(world: World, call: McpCall): Promise<Prepared> {
  const { integration, tool, values } = call
  const proof = proofOf(integration, values.environment)
  if (!proof.ok) return proof
  const preview = mcpServerOf(integration, needsToken(proof.value) ? noProof : proof.value, values.environment)
  if (!preview.ok) return preview
  const send = async (): Promise<Attempt> => {
    const connection = await connectionOf(world, integration, values.environment)
    if (!connection.ok) return { verdict: 'no-answer', response: undefined, heard: undefined, diagnostics: connection.diagnostics }
    return callTool(world, call, connection.value.server, call.permissions.reveal ? (text) => text : redactor(connection.value.secrets))
  }
  const { url, headers } = preview.value
  const body = JSON.stringify({ name: tool.name, arguments: values.arguments })
  return {
    ok: true,
    value: {
      request: { method: 'tools/call', url: shown(url), headers: headers.map(([name, value]) => [name, shown(value)]), body, sent: undefined },
      send,
    },
  }
}

async function callTool(world: World, { integration, tool, values }: McpCall, server: McpServer, redact: Redact): Promise<Attempt> {
  const limits = { milliseconds: tool.timeoutSeconds * 1000, bytes: 8 * 1024 * 1024, pages: 100, tools: 2000 }
  const at = placeOf(integration, tool)
  const answer = await world.mcp.callTool(server, { name: tool.name, arguments: values.arguments }, limits)
  if (!answer.ok)
    return {
      verdict: 'no-answer',
      response: undefined,
      heard: undefined,
      diagnostics: [judgeFailure(integration, answer.failure, redact, { timeoutAt: at, mayChange: tool.mayChange })],
    }
  const heard = redacted(heardOf(answer.value), redact)
  const failed = answer.value.isError
    ? [
        diagnose('response-tool-failed', {
          message: `"${tool.name}" reports an error: ${printableLine(shorten(typeof heard === 'string' ? heard : JSON.stringify(heard), 200))}`,
          span: at,
          hint: 'the agent hears this text; check the arguments',
        }),
      ]
    : []
  const diagnostics = [...failed, ...slowness(answer.value.milliseconds, at)].map((diagnostic) => redactDiagnostic(diagnostic, redact))
  return {
    verdict: hasErrors(diagnostics) ? 'fails' : 'works',
    response: shownResult(answer.value, tool, redact),
    heard: { from: 'answer', value: heard },
    diagnostics,
  }
}

function placeOf(integration: McpIntegration, tool: ProjectTool): Span {
  const rule = tool.type === 'mcp' ? tool.rule : undefined
  return rule?.at.key() ?? integration.lock?.at.key('tools', tool.name) ?? integration.at.value('url')
}

/** The model gets the structured content where there is one, else the texts; anything else is named by its kind. */
function heardOf({ result }: CalledTool): unknown {
  if (!isJsonObject(result)) return result
  if (result['structuredContent'] !== undefined) return result['structuredContent']
  const content = Array.isArray(result['content']) ? result['content'] : []
  return content
    .map((item: unknown) =>
      isJsonObject(item) && item['type'] === 'text' ? String(item['text']) : `(${isJsonObject(item) ? String(item['type']) : 'unknown'})`,
    )
    .join('\n')
}

function shownResult({ result, milliseconds }: CalledTool, tool: ProjectTool, redact: Redact): ShownResponse {
  const body = JSON.stringify(redacted(result, redact)) ?? ''
  return {
    status: undefined,
    type: 'tools/call result',
    headers: [],
    bytes: new TextEncoder().encode(body).byteLength,
    body,
    milliseconds: Math.round(milliseconds),
    timeoutSeconds: tool.timeoutSeconds,
    phases: [],
    redirects: [],
    attempts: 1,
  }
}
