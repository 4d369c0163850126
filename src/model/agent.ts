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
