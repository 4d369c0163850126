import type { SourceFile } from '../text/source-file.ts'
import type { Cursor } from '../yaml/cursor.ts'

/** Assignment is one tool that an agent was given. */
export interface Assignment {
  readonly integration: string
  readonly tool: string
  readonly at: Cursor
}

/** Agent says who may use which tools. */
export interface Agent {
  readonly name: string
  readonly description: string
  /** The path of the prompt, relative to the project root, and its text when it could be read. */
  readonly prompt: { readonly path: string; readonly file: SourceFile | undefined } | undefined
  readonly assignments: readonly Assignment[]
  /** Sample values of the call variables. */
  readonly variables: ReadonlyMap<string, string>
  readonly at: Cursor
}

/** systemVariables is what the platform itself fills on every call (facts/diga-platform.md 4); `current_time` may name a zone: {{current_time[Europe/Madrid]}}. */
export const systemVariables: readonly string[] = ['agent_name', 'user_phone_number', 'current_time']

/** isSystemVariable tells whether a call variable is there on every call, whatever the agent supplies. */
export function isSystemVariable(name: string): boolean {
  return systemVariables.includes(name.replace(/\[.*$/, ''))
}
