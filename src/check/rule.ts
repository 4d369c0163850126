import type { CodeInfo, Finding } from '../diagnostic/diagnostic.ts'
import type { Agent } from '../model/agent.ts'
import type { HttpIntegration, Integration } from '../model/integration.ts'
import type { Project } from '../model/project.ts'
import type { HttpTool } from '../model/tool.ts'

/** OwnedTool is a tool written in a file, with the integration it stands in. */
interface OwnedTool {
  readonly tool: HttpTool
  readonly integration: HttpIntegration
}

/** Subjects is what a rule may look at, by its `on`. */
export interface Subjects {
  readonly tool: OwnedTool
  readonly integration: Integration
  readonly agent: Agent
}

/** Rule is one mistake that a checker can see: its identity, its reason and its check, in one file. */
export type Rule = { readonly [On in keyof Subjects]: RuleOn<On> }[keyof Subjects]

interface RuleOn<On extends keyof Subjects> extends CodeInfo {
  readonly on: On
  readonly check: (subject: Subjects[On], project: Project) => Iterable<Finding>
}

/** defineRule writes a rule down; the type of what `check` receives follows from `on`. */
export function defineRule<On extends keyof Subjects>(rule: RuleOn<On>): RuleOn<On> {
  return rule
}
