import { type Diagnostic, type Finding, stamp } from '../diagnostic/diagnostic.ts'
import type { Integration } from '../model/integration.ts'
import { type Project, type Surroundings, toolsOf } from '../model/project.ts'
import type { ReadText, Rule, Subjects } from './rule.ts'
import { acrossRules } from './rules/index-across.ts'
import { lockedRules } from './rules/index-locked.ts'
import { rules } from './rules/index.ts'

/** Checker runs the rules, and keeps what they find until it is asked for it. */
export class Checker {
  private readonly found: Diagnostic[] = []
  private readonly rulesOn: { readonly [On in 'text' | 'tool' | 'offered-tool' | 'integration']: readonly BoundRule<On>[] }
  private locked: readonly BoundRule<'locked'>[] | undefined

  constructor() {
    this.rulesOn = {
      text: bind(rules, 'text', this.found),
      tool: bind(rules, 'tool', this.found),
      'offered-tool': bind(rules, 'offered-tool', this.found),
      integration: bind(rules, 'integration', this.found),
    }
  }

  /** Runs the rules that look at a text as it stands in a file. */
  text(text: ReadText): readonly Diagnostic[] {
    for (const { rule, report } of this.rulesOn.text) rule.check(text, report, nothingAround)
    return this.take()
  }

  /** Runs the rules that look at one integration and its tools. What one rule has worked out is still at hand for the next. */
  integration(integration: Integration, around: Surroundings): readonly Diagnostic[] {
    for (const { rule, report } of this.rulesOn.integration) rule.check(integration, report, around)
    if (integration.type === 'mcp' && integration.lock !== undefined) {
      const locked = { ...integration, lock: integration.lock }
      for (const { rule, report } of this.onLocked()) rule.check(locked, report, around)
    }
    if (integration.type === 'http') {
      for (const tool of integration.tools) {
        const subject = { tool, integration }
        for (const { rule, report } of this.rulesOn.tool) rule.check(subject, report, around)
      }
    }
    for (const tool of toolsOf(integration)) {
      const subject = { tool, integration }
      for (const { rule, report } of this.rulesOn['offered-tool']) rule.check(subject, report, around)
    }
    return this.take()
  }

  /** Runs the rules that look across files: agents with their tools, and the project as a whole. */
  project(project: Project): readonly Diagnostic[] {
    // Without agents and MCP servers there is nothing across: their rules are not even loaded.
    if (project.agents.length === 0 && project.integrations.every(({ type }) => type === 'http')) return nothing
    const across = acrossRules()
    for (const agent of project.agents) for (const { rule, report } of bind(across, 'agent', this.found)) rule.check(agent, report, project)
    for (const { rule, report } of bind(across, 'project', this.found)) rule.check(project, report, project)
    return this.take()
  }

  private onLocked(): readonly BoundRule<'locked'>[] {
    return (this.locked ??= bind(lockedRules(), 'locked', this.found))
  }

  private take(): readonly Diagnostic[] {
    return this.found.length === 0 ? nothing : this.found.splice(0)
  }
}

/** The functions are made once and not for each tool of ten thousand files. */
function bind<On extends keyof Subjects>(rules: readonly Rule[], on: On, found: Diagnostic[]): readonly BoundRule<On>[] {
  return rules
    .filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on)
    .map((rule) => ({ rule, report: (finding) => void found.push(stamp(rule, finding)) }))
}

interface BoundRule<On extends keyof Subjects> {
  readonly rule: Extract<Rule, { on: On }>
  readonly report: (finding: Finding) => void
}

const nothing: readonly Diagnostic[] = []
const nothingAround: Surroundings = { agents: [], targets: [] }
