import { type Diagnostic, stamp } from '../diagnostic/diagnostic.ts'
import type { Integration } from '../model/integration.ts'
import { type Project, type Surroundings, toolsOf } from '../model/project.ts'
import type { ReadText, Rule, Subjects } from './rule.ts'
import { rules } from './rules/index.ts'

const rulesOn = <On extends keyof Subjects>(on: On): readonly Extract<Rule, { on: On }>[] =>
  rules.filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on)
const textRules = rulesOn('text')
const toolRules = rulesOn('tool')
const offeredToolRules = rulesOn('offered-tool')
const integrationRules = rulesOn('integration')
const agentRules = rulesOn('agent')
const projectRules = rulesOn('project')

/** checkText runs the rules that look at a text as it stands in a file. */
export function checkText(text: ReadText): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const rule of textRules) rule.check(text, (finding) => diagnostics.push(stamp(rule, finding)), nothingAround)
  return diagnostics
}

const nothingAround: Surroundings = { agents: [], targets: [] }

/** checkIntegration runs the rules that look at one integration and its tools. What one rule has worked out is still at hand for the next. */
export function checkIntegration(integration: Integration, around: Surroundings): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const rule of integrationRules) rule.check(integration, (finding) => diagnostics.push(stamp(rule, finding)), around)
  if (integration.type === 'http') {
    for (const tool of integration.tools) {
      const subject = { tool, integration }
      for (const rule of toolRules) rule.check(subject, (finding) => diagnostics.push(stamp(rule, finding)), around)
    }
  }
  for (const tool of toolsOf(integration)) {
    const subject = { tool, integration }
    for (const rule of offeredToolRules) rule.check(subject, (finding) => diagnostics.push(stamp(rule, finding)), around)
  }
  return diagnostics
}

/** checkProject runs the rules that look across files: agents with their tools, and the project as a whole. */
export function checkProject(project: Project): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const agent of project.agents) {
    for (const rule of agentRules) rule.check(agent, (finding) => diagnostics.push(stamp(rule, finding)), project)
  }
  for (const rule of projectRules) rule.check(project, (finding) => diagnostics.push(stamp(rule, finding)), project)
  return diagnostics
}
