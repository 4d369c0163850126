import { invisibleIn } from '../check/invisible.ts'
import { isNameOfTool, isPropertyName, type LockedText, stepsOf, textsOf } from '../check/locked-text.ts'
import { lookalikesFolded, posesAs } from '../check/lookalike.ts'
import { poisonIn } from '../check/poison.ts'
import { unsafeAddresses, unsafeWords } from '../check/rules/mcp-address-unsafe.ts'
import { conversationAsked } from '../check/rules/mcp-argument-conversation.ts'
import { secretsAsked } from '../check/rules/mcp-argument-secret.ts'
import { contradiction } from '../check/rules/mcp-hints-contradict.ts'
import { externalReferences } from '../check/rules/mcp-reference-external.ts'
import { foreignIn, lookalikeOf, mentionsOf, type ToolHomes } from '../check/shadow.ts'
import { pointerOf } from '../json/pointer.ts'
import type { Introduced, Remark } from '../lock/change.ts'
import type { LockedTool } from '../model/lockfile.ts'
import { shorten } from '../text/printable.ts'
import type { Neighbour } from './neighbours.ts'

/** Among is where a server stands in its project. */
export interface Among {
  readonly owner: string
  /** The names of all tools that it has now. */
  readonly own: ReadonlySet<string>
  /** Whether it was never locked before. */
  readonly isFirst: boolean
  readonly neighbours: ToolHomes<Neighbour>
}

/**
 * introducedAmong finds what reads like an attack in what a server says now and did not say before. What stood there already was seen when it was
 * locked, and the rules of validate tell it.
 */
export function introducedAmong(among: Among): Introduced {
  return {
    inTool(before, after) {
      const said = before === undefined ? undefined : textsOf(before)
      const texts = textsOf(after)
      return [
        ...inName(before?.name, after, among),
        ...inNames(said ?? [], texts),
        ...inTexts(said, texts),
        ...inArguments(said ?? [], texts, after.name),
        ...inSchemas(said ?? [], texts),
        ...inHints(before, after),
        ...onOthers(said ?? [], texts, among),
      ]
    },
    inInstructions(before, after) {
      const said = before === undefined ? [] : [instructions(before)]
      const texts = [instructions(after)]
      return [...inTexts(among.isFirst ? undefined : said, texts), ...onOthers(said, texts, among)]
    },
  }
}

function instructions(text: string): LockedText {
  return { text, isKey: false, trail: { step: 'instructions', up: undefined } }
}

/** Texts before undefined: the tool, or the whole server, is new, so that it may well name an address. */
function inTexts(before: readonly LockedText[] | undefined, after: readonly LockedText[]): readonly Remark[] {
  const fresh = freshOf(before ?? [], after)
  if (fresh.length === 0) return []
  const said = (before ?? []).map(({ text }) => folded(text)).join('\n')
  const cues = [...poisonIn(fresh).found, ...poisonIn(after).found].filter((cue) => fresh.includes(cue.in) && !said.includes(folded(cue.words)))
  const [cue] = cues
  return [
    ...(cue === undefined ? [] : [remark(cue.in, `says "${shorten(cue.words, 60)}", as attacks on agents do`)]),
    ...fresh.flatMap((text) => hiddenIn(text, before ?? [])),
    ...(before === undefined ? [] : fresh.flatMap((text) => addressesIn(text, said))),
  ]
}

/** Held against what was asked before, not against all that was said: an answer may long have had what only now has to be given. */
function inArguments(before: readonly LockedText[], after: readonly LockedText[], tool: string): readonly Remark[] {
  const secrets = newcomers(secretsAsked(before), secretsAsked(after))
  const asking = newcomers(conversationAsked(before, tool), conversationAsked(after, tool))
  return [
    ...secrets.map((text) => remark(text, 'the agent is asked for a secret')),
    ...asking.map((text) => remark(text, 'the agent is asked for what was said in the call, or for its prompt')),
  ]
}

/** What leads out of a definition, or runs where somebody opens it. */
function inSchemas(before: readonly LockedText[], after: readonly LockedText[]): readonly Remark[] {
  return [
    ...newcomers(externalReferences(before), externalReferences(after)).map((text) =>
      remark(text, `refers to another document, which nobody has read: "${shorten(text.text, 60)}"`),
    ),
    ...newcomers(unsafeAddresses(before), unsafeAddresses(after)).map((text) => remark(text, `brings ${unsafeWords(text)}`)),
  ]
}

function inHints(before: LockedTool | undefined, after: LockedTool): readonly Remark[] {
  const against = contradiction({ name: after.name, locked: after })
  if (against === undefined || (before !== undefined && contradiction({ name: before.name, locked: before }) !== undefined)) return []
  return [{ pointer: pointerOf(['annotations', 'readOnlyHint']), message: `the server calls the tool read-only, ${against}` }]
}

/** A name under which a call may reach this tool that was meant for another one. */
function inName(before: string | undefined, { name }: LockedTool, { owner, own, isFirst, neighbours }: Among): readonly Remark[] {
  if (name === before) return []
  const pointer = pointerOf(['name'])
  const looked = lookalikeOf(name, (plain) => neighbours.named(plain, owner)[0])
  if (looked !== undefined) return [{ pointer, message: `looks like ${nameOf(looked)} and is written in other letters` }]
  const twin = lookalikeOf(name, (plain) => [...own].find((other) => other !== name && areAlike(other, plain)))
  if (twin !== undefined) return [{ pointer, message: `looks like "${shorten(twin, 60)}" of the same server and is written in other letters` }]
  const posing = posesAs(name)
  if (posing !== undefined) return [{ pointer, message: posing }]
  // Honest servers share plain names such as `search`, and no agent can be given both; one that takes up the name of another later is another matter.
  const taken = isFirst ? undefined : neighbours.named(name, owner).find(({ isNew }) => !isNew)
  if (taken === undefined) return []
  return [
    { pointer, message: taken.tool === name ? `has the name of a tool of "${taken.home}"` : `has the name of ${nameOf(taken)} in other capitals` },
  ]
}

/** The names inside of a definition, and the values that an agent sends: each of them may pass for another one. */
function inNames(before: readonly LockedText[], after: readonly LockedText[]): readonly Remark[] {
  return freshOf(before, after).flatMap((text) => {
    if (!isName(text)) return []
    const posing = posesAs(text.text)
    if (posing !== undefined) return [remark(text, posing)]
    const plain = lookalikesFolded(text.text)
    if (plain === text.text || !isPropertyName(text)) return []
    const twin = after.find((other) => other !== text && other.isKey && other.trail.up === text.trail.up && areAlike(other.text, plain))
    return twin === undefined ? [] : [remark(text, `looks like "${shorten(twin.text, 60)}" beside it and is written in other letters`)]
  })
}

/** What stands in `required` is a name that stands under `properties` as well, and the name of the tool is looked at by itself. */
function isName(text: LockedText): boolean {
  if (text.isKey) return true
  const { step, up } = text.trail
  return !isNameOfTool(text) && (step === 'const' || up?.step === 'enum')
}

function areAlike(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** What is newly said of tools that other integrations have. */
function onOthers(before: readonly LockedText[], after: readonly LockedText[], { owner, own, neighbours }: Among): readonly Remark[] {
  const homeOf = (name: string): string | undefined => neighbours.named(name, owner).find(({ tool }) => tool === name)?.home
  const fresh = new Set(freshOf(before, after))
  const foreign = foreignIn(after, { own, homeOf }).filter((spoken) => fresh.has(spoken.in))
  if (foreign.length === 0) return []
  const said = new Set(before.flatMap(mentionsOf))
  const news = foreign.filter(({ tool }) => !said.has(tool))
  return news.slice(0, 3).map(({ tool, home, in: text }) => remark(text, `speaks of "${shorten(tool, 60)}", a tool of "${home}"`))
}

function nameOf({ tool, home }: Neighbour): string {
  return `"${shorten(tool, 60)}" of "${home}"`
}

/** What is found now and was not found before. */
function newcomers(before: readonly LockedText[], after: readonly LockedText[]): readonly LockedText[] {
  const known = new Set(before.map(({ text }) => text))
  return after.filter(({ text }) => !known.has(text))
}

/** What is said now and was not said anywhere before. */
function freshOf(before: readonly LockedText[], after: readonly LockedText[]): readonly LockedText[] {
  const known = new Set(before.map(({ text, isKey }) => `${String(isKey)} ${text}`))
  return after.filter(({ text, isKey }) => !known.has(`${String(isKey)} ${text}`))
}

function folded(text: string): string {
  return text.replace(/[\s_-]+/g, ' ').toLowerCase()
}

function hiddenIn(text: LockedText, before: readonly LockedText[]): readonly Remark[] {
  const hidden = invisibleIn(text.text)
  if (hidden === undefined) return []
  const known = new Set(before.flatMap((old) => invisibleIn(old.text)?.shown ?? []))
  const shown = hidden.shown.filter((character) => !known.has(character))
  if (shown.length === 0 && before.some((old) => (invisibleIn(old.text)?.count ?? 0) >= hidden.count)) return []
  return [remark(text, `hides characters that nobody sees: ${hidden.shown.join(', ')}`)]
}

const address =
  /(?:\b(?:https?|wss?|ftps?):\/\/(?:[^\s/?#@]{0,200}@)?|\bwww\.)([\p{L}\p{N}_.-]{1,200})|[\w.+-]{1,64}@([\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+)/giu
// Reserved for documentation, so that nobody can own them; and where the drafts of JSON Schema live.
const harmless = /(?:^|\.)example(?:\.(?:com|org|net))?$|^localhost$|^127\.0\.0\.1$|(?:^|\.)json-schema\.org$/i

function addressesIn(text: LockedText, said: string): readonly Remark[] {
  // Icons are never fetched, and a rule of its own looks at them.
  if (stepsOf(text.trail).includes('icons')) return []
  const hosts = [...text.text.matchAll(address)].map((match) => (match[1] ?? match[2] ?? '').toLowerCase().replace(/\.$/, ''))
  const fresh = [...new Set(hosts)].filter((host) => host !== '' && !harmless.test(host) && !said.includes(folded(host)))
  return fresh.slice(0, 3).map((host) => remark(text, `names an address that it did not name before: ${shorten(host, 60)}`))
}

function remark({ trail }: LockedText, message: string): Remark {
  const steps = stepsOf(trail)
  // Behind `tools`, the name and `definition`.
  return { pointer: pointerOf(steps[0] === 'tools' ? steps.slice(3) : steps), message }
}
