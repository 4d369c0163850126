import { type Diagnostic, stamp } from '../diagnostic/diagnostic.ts'
import type { Project } from '../model/project.ts'
import type { Rule, Subjects } from './rule.ts'
import { rules } from './rules/index.ts'

const rulesOn = <On extends keyof Subjects>(on: On): readonly Extract<Rule, { on: On }>[] =>
  rules.filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on)
const [toolRules, integrationRules, agentRules] = [rulesOn('tool'), rulesOn('integration'), rulesOn('agent')]

/** checkProject runs every rule over everything in the project that has the right shape. */
export function checkProject(project: Project): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  // Subject by subject: what one rule has worked out is still at hand for the next.
  for (const integration of project.integrations) {
    for (const rule of integrationRules) for (const finding of rule.check(integration, project)) diagnostics.push(stamp(rule, finding))
    if (integration.type !== 'http') continue
    for (const tool of integration.tools) {
      const subject = { tool, integration }
      for (const rule of toolRules) for (const finding of rule.check(subject, project)) diagnostics.push(stamp(rule, finding))
    }
  }
  for (const agent of project.agents) {
    for (const rule of agentRules) for (const finding of rule.check(agent, project)) diagnostics.push(stamp(rule, finding))
  }
  return diagnostics
}
