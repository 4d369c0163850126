import type { CodeInfo, Finding } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import type { HttpIntegration, Integration, LockedAt, McpIntegration } from '../model/integration.ts'
import type { Project, ProjectTool, Surroundings } from '../model/project.ts'
import type { HttpTool } from '../model/tool.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Cursor } from '../yaml/cursor.ts'
import type { Part } from './ordinary/parts.ts'

/** OwnedTool is a tool written in a file, with the integration it stands in. */
interface OwnedTool {
  readonly tool: HttpTool
  readonly integration: HttpIntegration
}

/** OfferedTool is a tool that agents may be given, whichever way it is called: written in a file, or locked from an MCP server. */
export interface OfferedTool {
  readonly tool: ProjectTool
  readonly integration: Integration
}

/** LockedIntegration is an MCP integration with its lockfile. */
type LockedIntegration = McpIntegration & { readonly lock: LockedAt }

/** ReadText is a text of the project as it was read: an integration, an agent, the settings, a prompt. */
export interface ReadText {
  readonly file: SourceFile
  /** What the file says; undefined for a prompt. */
  readonly root: Cursor | undefined
}

/** Subjects is what a rule may look at, by its `on`. */
export interface Subjects {
  readonly text: ReadText
  readonly tool: OwnedTool
  readonly 'offered-tool': OfferedTool
  readonly integration: Integration
  readonly locked: LockedIntegration
  readonly agent: Agent
  readonly project: Project
}

/** Around is what a rule may see beside its subject: files are judged one by one, as they are read; agents when all of them are known. */
type Around<On extends keyof Subjects> = On extends 'agent' | 'project' ? Project : Surroundings

/** Rule is one mistake that a checker can see: its identity, its reason and its check, in one file. */
export type Rule = { readonly [On in keyof Subjects]: RuleOn<On> }[keyof Subjects]

/** OnFile is what the rules look at that judge one file at a time. */
export type OnFile = 'text' | 'tool' | 'offered-tool' | 'integration'

interface Check<On extends keyof Subjects> extends CodeInfo {
  readonly on: On
  readonly check: (subject: Subjects[On], report: (finding: Finding) => void, around: Around<On>) => void
}

interface FileCheck<On extends keyof Subjects> extends Check<On> {
  /** The parts of a file that it judges: it is asked where one of them is out of the ordinary (ordinary.ts). */
  readonly about: Part | readonly Part[]
}

type RuleOn<On extends keyof Subjects> = On extends OnFile ? FileCheck<On> : Check<On>

/** defineRule writes a rule down; the types of what `check` receives follow from `on`. */
export function defineRule<On extends keyof Subjects>(rule: RuleOn<On>): RuleOn<On> {
  return rule
}
