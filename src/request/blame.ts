import type { FixedCode } from '../diagnostic/codes.ts'
import type { Span } from '../diagnostic/diagnostic.ts'
import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import { printableLine, shorten } from '../text/printable.ts'
import type { HttpResponse } from '../world/world.ts'

/** Refused is an answer outside of 200 to 299, with all that is known of the call. */
export interface Refused {
  readonly integration: HttpIntegration
  readonly tool: HttpTool
  readonly response: HttpResponse
}

/** Blame is what to say of a status, and where. */
export interface Blame {
  readonly code: FixedCode
  readonly span: Span
  readonly hint: string
  /** Whether words under `response.errors` settle it: the file has foreseen this answer. */
  readonly foreseeable: boolean
}

/** quoted makes what a server put into a header fit for a sentence. */
export function quoted(value: string): string {
  return printableLine(shorten(value, 120))
}
