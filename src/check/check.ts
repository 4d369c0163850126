import { restFrom } from '../diagnostic/bounded.ts'
import { type Diagnostic, type Finding, roomFor, stamp } from '../diagnostic/diagnostic.ts'
import type { HttpIntegration, Integration } from '../model/integration.ts'
import { type Project, type Surroundings, toolsOf } from '../model/project.ts'
import { allParts, type OddParts, oddPartsOfText } from './ordinary.ts'
import { type Across, areOrdinaryAgents } from './ordinary/agents.ts'
import { bitOf, bitsOf, everyPart } from './ordinary/parts.ts'
import type { OnFile, ReadText, Rule, Subjects } from './rule.ts'
import { acrossRules } from './rules/index-across.ts'
import { lockedRules } from './rules/index-locked.ts'
import { fileRules } from './rules/index.ts'

/** Checker runs the rules, and keeps what they find until it is asked for it. */
export class Checker {
  private readonly found = new Found()
  private rules: RulesOnFiles | undefined
  private graver: { readonly errors: RulesOnFiles; readonly others: RulesOnFiles } | undefined
  private locked: readonly BoundRule<'locked'>[] | undefined

  /** Runs the rules that look at a text as it stands in a file. */
  text(text: ReadText): readonly Diagnostic[] {
    const odd = oddPartsOfText(text.file)
    if (odd === 0) return nothing
    this.found.isOneFile = true
    for (const { rule, about, report } of this.rulesOnFiles().text) {
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
    if (integration.type === 'http') this.http(this.rulesOnFiles(), { integration, around, odd })
    else {
      const rules = this.rulesOnFiles()
      this.whole(rules, { integration, around, odd: allParts })
      if (integration.lock !== undefined) {
        const locked = { ...integration, lock: integration.lock }
        for (const { rule, report } of this.rulesOnLocked()) rule.check(locked, report, around)
      }
      this.offered(rules, { integration, around, odd: allParts })
    }
    return this.found.take()
  }

  /** Asks only whether an HTTP integration is wrong: no more is found than the first error, and all else only where there is none. */
  skim(integration: HttpIntegration, around: Surroundings, odd: OddParts): readonly Diagnostic[] {
    if (odd.all === 0) return nothing
    const { errors, others } = (this.graver ??= bySeverity(this.rulesOnFiles()))
    const judged = { integration, around, odd }
    this.found.isOneFile = true
    if (!this.found.untilError(() => this.http(errors, judged))) this.http(others, judged)
    return this.found.take()
  }

  /**
   * Runs the rules that look across files: agents with their tools, and the project as a whole. `written` is the data of the integrations that were kept,
   * by name; undefined where that is not all there is to know of them.
   */
  project(project: Project, written: Across['written'] | undefined): readonly Diagnostic[] {
    // For what is ordinary the rules are not even loaded.
    if (written !== undefined && (project.agents.length === 0 || areOrdinaryAgents({ agents: project.agents, homes: project.homes, written })))
      return nothing
    this.found.isOneFile = false
    const across = acrossRules()
    const ofAgents = bind(across, 'agent', this.found)
    for (const agent of project.agents) for (const { rule, report } of ofAgents) rule.check(agent, report, project)
    for (const { rule, report } of bind(across, 'project', this.found)) rule.check(project, report, project)
    return this.found.take()
  }

  private http(rules: RulesOnFiles, judged: JudgedFile & { readonly integration: HttpIntegration }): void {
    const { integration, around, odd } = judged
    this.whole(rules, judged)
    for (const [index, tool] of integration.tools.entries()) {
      const subject = { tool, integration }
      // Of the numbers of a file it is not known in which tool they stand.
      const oddHere = (odd.tools[index] ?? everyPart) | (odd.all & bitOf.numbers)
      for (const { rule, about, report } of rules.tool) {
        if ((about & oddHere) !== 0) this.found.untilEnough(rule, () => rule.check(subject, report, around))
      }
    }
    this.offered(rules, judged)
  }

  private whole(rules: RulesOnFiles, { integration, around, odd }: JudgedFile): void {
    for (const { rule, about, report } of rules.integration) {
      if ((about & odd.all) !== 0) this.found.untilEnough(rule, () => rule.check(integration, report, around))
    }
  }

  private offered(rules: RulesOnFiles, { integration, around, odd }: JudgedFile): void {
    for (const [index, tool] of toolsOf(integration).entries()) {
      const oddHere = odd.tools[index] ?? everyPart
      if (oddHere === 0) continue
      const subject = { tool, integration }
      for (const { rule, about, report } of rules['offered-tool']) {
        if ((about & oddHere) !== 0) this.found.untilEnough(rule, () => rule.check(subject, report, around))
      }
    }
  }

  private rulesOnFiles(): RulesOnFiles {
    return (this.rules ??= this.bindAll())
  }

  private bindAll(): RulesOnFiles {
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
  /** Whether no more is asked than whether there is an error. */
  private isFirstAsked = false
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
    if (this.isFirstAsked && rule.severity === 'error') throw firstError
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

  /** Runs checks up to the first error; gives whether there was one. */
  untilError(check: () => void): boolean {
    this.isFirstAsked = true
    try {
      check()
      return false
    } catch (error) {
      if (error !== firstError) throw error
      return true
    } finally {
      this.isFirstAsked = false
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

type RulesOnFiles = { readonly [On in OnFile]: readonly BoundRule<On>[] }

/** JudgedFile is an integration, with what is odd in it and what is known around it. */
interface JudgedFile {
  readonly integration: Integration
  readonly around: Surroundings
  readonly odd: OddParts
}

function bySeverity({ text, tool, 'offered-tool': offered, integration }: RulesOnFiles): {
  readonly errors: RulesOnFiles
  readonly others: RulesOnFiles
} {
  const those = (isMeant: (bound: { readonly rule: Rule }) => boolean): RulesOnFiles => ({
    text: text.filter(isMeant),
    tool: tool.filter(isMeant),
    'offered-tool': offered.filter(isMeant),
    integration: integration.filter(isMeant),
  })
  return { errors: those(({ rule }) => rule.severity === 'error'), others: those(({ rule }) => rule.severity !== 'error') }
}

interface BoundRule<On extends keyof Subjects> {
  readonly rule: Extract<Rule, { on: On }>
  /** The bits of the parts that it judges. */
  readonly about: number
  readonly report: (finding: Finding) => void
}

// No Error: to make one takes longer than most rules.
const enough = Symbol('enough')
const firstError = Symbol('firstError')
const nothing: readonly Diagnostic[] = []
const nothingAround: Surroundings = { agents: [], targets: [] }
