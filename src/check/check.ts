import { restFrom } from '../diagnostic/bounded.ts'
import { type Diagnostic, type Finding, roomFor, stamp } from '../diagnostic/diagnostic.ts'
import type { HttpIntegration, Integration } from '../model/integration.ts'
import { type Project, type Surroundings, toolsOf } from '../model/project.ts'
import { type OddParts, oddPartsOfText } from './ordinary.ts'
import { bitOf, bitsOf, everyPart } from './ordinary/parts.ts'
import type { OnFile, ReadText, Rule, Subjects } from './rule.ts'
import { acrossRules } from './rules/index-across.ts'
import { lockedRules } from './rules/index-locked.ts'
import { fileRules } from './rules/index.ts'

/** Checker runs the rules, and keeps what they find until it is asked for it. */
export class Checker {
  private readonly found = new Found()
  private rules: { readonly [On in OnFile]: readonly BoundRule<On>[] } | undefined
  private locked: readonly BoundRule<'locked'>[] | undefined

  /** Runs the rules that look at a text as it stands in a file. */
  text(text: ReadText): readonly Diagnostic[] {
    const odd = oddPartsOfText(text.file)
    if (odd === 0) return nothing
    this.found.isOneFile = true
    for (const { rule, about, report } of this.rulesOn('text')) {
      if ((about & odd) !== 0) this.found.untilEnough(rule, () => rule.check(text, report, nothingAround))
    }
    return this.found.take()
  }

  /**
   * Runs the rules that look at one integration and its tools, as far as they are about what is odd in it. What one rule has worked out is still at hand
   * for the next.
   */
  integration(integration: Integration, around: Surroundings, odd: OddParts): readonly Diagnostic[] {
    if (odd.all === 0) return nothing
    this.found.isOneFile = integration.type === 'http'
    if (integration.type === 'http') this.http(integration, around, odd)
    else {
      this.whole(integration, around, everyPart)
      if (integration.lock !== undefined) {
        const locked = { ...integration, lock: integration.lock }
        for (const { rule, report } of this.rulesOnLocked()) rule.check(locked, report, around)
      }
      this.offered(integration, around, () => everyPart)
    }
    return this.found.take()
  }

  /** Runs the rules that look across files: agents with their tools, and the project as a whole. */
  project(project: Project): readonly Diagnostic[] {
    // Without agents and MCP servers there is nothing across: their rules are not even loaded.
    if (project.agents.length === 0 && project.integrations.every(({ type }) => type === 'http')) return nothing
    this.found.isOneFile = false
    const across = acrossRules()
    for (const agent of project.agents) for (const { rule, report } of bind(across, 'agent', this.found)) rule.check(agent, report, project)
    for (const { rule, report } of bind(across, 'project', this.found)) rule.check(project, report, project)
    return this.found.take()
  }

  private http(integration: HttpIntegration, around: Surroundings, { all, tools }: OddParts): void {
    this.whole(integration, around, all)
    for (const [index, tool] of integration.tools.entries()) {
      const subject = { tool, integration }
      // Of the numbers of a file it is not known in which tool they stand.
      const oddHere = (tools[index] ?? everyPart) | (all & bitOf.numbers)
      for (const { rule, about, report } of this.rulesOn('tool')) {
        if ((about & oddHere) !== 0) this.found.untilEnough(rule, () => rule.check(subject, report, around))
      }
    }
    this.offered(integration, around, (index) => tools[index] ?? everyPart)
  }

  private whole(integration: Integration, around: Surroundings, odd: number): void {
    for (const { rule, about, report } of this.rulesOn('integration')) {
      if ((about & odd) !== 0) this.found.untilEnough(rule, () => rule.check(integration, report, around))
    }
  }

  private offered(integration: Integration, around: Surroundings, oddAt: (index: number) => number): void {
    for (const [index, tool] of toolsOf(integration).entries()) {
      const odd = oddAt(index)
      if (odd === 0) continue
      const subject = { tool, integration }
      for (const { rule, about, report } of this.rulesOn('offered-tool')) {
        if ((about & odd) !== 0) this.found.untilEnough(rule, () => rule.check(subject, report, around))
      }
    }
  }

  private rulesOn<On extends OnFile>(on: On): readonly BoundRule<On>[] {
    this.rules ??= this.bindAll()
    return this.rules[on]
  }

  private bindAll(): { readonly [On in OnFile]: readonly BoundRule<On>[] } {
    const rules = fileRules()
    return {
      text: bind(rules, 'text', this.found),
      tool: bind(rules, 'tool', this.found),
      'offered-tool': bind(rules, 'offered-tool', this.found),
      integration: bind(rules, 'integration', this.found),
    }
  }

  private rulesOnLocked(): readonly BoundRule<'locked'>[] {
    return (this.locked ??= bind(lockedRules(), 'locked', this.found))
  }
}

/** Found holds what was found: of a rule in a file as much as somebody may read, and then one finding that stands for the rest. */
class Found {
  /** Whether all that is found stands in one file: then a rule with enough is stopped. Else, what it finds in one file must not hide what is in another. */
  isOneFile = true
  private readonly diagnostics: Diagnostic[] = []
  private readonly counts = new Map<string, number>()
  private readonly done = new Set<Rule>()
  private before = 0

  add(rule: Rule, finding: Finding): void {
    const place = `${rule.code} ${finding.span?.file.path}`
    const count = this.counts.get(place) ?? 0
    const room = roomFor(this.before)
    this.counts.set(place, count + 1)
    if (count <= room) this.diagnostics.push(count < room ? stamp(rule, finding) : restFrom(stamp(rule, finding), room))
    if (count >= room && this.isOneFile) throw enough
  }

  untilEnough(rule: Rule, check: () => void): void {
    if (this.done.has(rule)) return
    try {
      check()
    } catch (error) {
      if (error !== enough) throw error
      this.done.add(rule)
    }
  }

  take(): readonly Diagnostic[] {
    if (this.diagnostics.length === 0) return nothing
    this.before += this.diagnostics.length
    this.counts.clear()
    this.done.clear()
    return this.diagnostics.splice(0)
  }
}

/** The functions are made once and not for each tool of ten thousand files. */
function bind<On extends keyof Subjects>(rules: readonly Rule[], on: On, found: Found): readonly BoundRule<On>[] {
  return rules
    .filter((rule): rule is Extract<Rule, { on: On }> => rule.on === on)
    .map((rule) => ({ rule, about: 'about' in rule ? bitsOf(rule.about) : everyPart, report: (finding) => found.add(rule, finding) }))
}

interface BoundRule<On extends keyof Subjects> {
  readonly rule: Extract<Rule, { on: On }>
  /** The bits of the parts that it judges. */
  readonly about: number
  readonly report: (finding: Finding) => void
}

// No Error: to make one takes longer than most rules.
const enough = Symbol('enough')
const nothing: readonly Diagnostic[] = []
const nothingAround: Surroundings = { agents: [], targets: [] }
