import { isWithin, mostLevels } from '../json/depth.ts'
import { parseJson } from '../json/parse.ts'
import { isJsonObject } from '../json/schema.ts'
import type { Integration } from '../model/integration.ts'
import type { ProjectTool } from '../model/project.ts'
import type { Recorded } from '../model/tool.ts'
import { judgeTool } from '../request/judge-tool.ts'
import { judgeResponse } from '../request/judge.ts'
import { placeOf } from './try-mcp.ts'
import type { Attempt } from './tried.ts'

/** Answered is what is known of an answer, given or recorded. */
export interface Answered extends Pick<Attempt, 'verdict' | 'heard' | 'diagnostics'> {
  readonly response:
    | {
        readonly status: number | undefined
        readonly headers: readonly (readonly [name: string, value: string])[]
        readonly body: string
        /** Undefined for what was recorded: nothing was waited for. */
        readonly milliseconds: number | undefined
      }
    | undefined
}

/** answerRecorded judges a recorded answer as if it had just been given. */
export function answerRecorded(integration: Integration, tool: ProjectTool, { status, headers, body }: Recorded): Answered {
  const text = recordedText(body)
  // What was recorded holds no secrets.
  const redact = (words: string): string => words
  const answered = (response: Answered['response'], rest: Pick<Answered, 'heard' | 'diagnostics'>): Answered => ({
    verdict: 'works',
    response,
    ...rest,
  })
  if (integration.type === 'mcp' && tool.type === 'mcp') {
    const isError = isJsonObject(body) && body['isError'] === true
    const { heard, diagnostics } = judgeTool({ isError, result: body, milliseconds: 0 }, placeOf(integration, tool), redact)
    return answered({ status: undefined, headers, body: text, milliseconds: undefined }, { heard, diagnostics })
  }
  if (integration.type !== 'http' || tool.type !== 'http') throw new Error(`tool "${tool.name}" is of another type than its integration`)
  const answer = { status, headers, body: new TextEncoder().encode(text), milliseconds: 0 }
  const { heard, heardFrom, diagnostics } = judgeResponse(integration, tool.http, answer, redact)
  return answered({ status, headers, body: text, milliseconds: undefined }, { heard: { from: heardFrom, value: heard }, diagnostics })
}

/** A text stands for itself, anything else is JSON. */
function recordedText(body: unknown): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** recordedBody is how a body is written down so that it is read back the same: JSON as what it says, any other text as it is. */
export function recordedBody(text: string): unknown {
  if (text === '') return undefined
  const parsed = parseJson(text)
  // Too deep to be written out, it is kept as it came.
  const isText = parsed === undefined || typeof parsed.value === 'string' || !isWithin(parsed.value, mostLevels)
  return isText ? text : parsed.value
}
