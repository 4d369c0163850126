import { type CodeInfo, type Diagnostic, type Finding, stamp } from '../diagnostic/diagnostic.ts'
import type { Project } from '../model/project.ts'
import type { Rule } from './rule.ts'
import { rules } from './rules/index.ts'

/** checkProject runs every rule over everything in the project that has the right shape. */
export function checkProject(project: Project): readonly Diagnostic[] {
  return rules.flatMap((rule) => stampAll(rule, findingsOf(rule, project)))
}

function* findingsOf(rule: Rule, project: Project): Iterable<Finding> {
  switch (rule.on) {
    case 'tool':
      for (const integration of project.integrations) {
        if (integration.type !== 'http') continue
        for (const tool of integration.tools) yield* rule.check({ tool, integration }, project)
      }
      return
    case 'integration':
      for (const integration of project.integrations) yield* rule.check(integration, project)
      return
    case 'agent':
      for (const agent of project.agents) yield* rule.check(agent, project)
  }
}

function stampAll(info: CodeInfo, findings: Iterable<Finding>): Diagnostic[] {
  return Array.from(findings, (finding) => stamp(info, finding))
}
