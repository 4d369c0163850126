import { type LockedText, placeOf, textsOf } from '../locked-text.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpAddressUnsafe = defineRule({
  code: 'mcp-address-unsafe',
  on: 'locked',
  severity: 'warning',
  title: 'An MCP server brings an address that nobody should open',
  why: 'Platforms and consoles show the icon of a tool: an address that is neither https nor an image of its own tells others who looks, or runs a script.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const unsafe = unsafeAddresses(textsOf(locked))
      const [first] = unsafe
      if (first === undefined) continue
      const more = unsafe.length === 1 ? '' : `, one of ${unsafe.length}`
      report({
        message: `tool "${name}" brings ${unsafeWords(first)}${more}`,
        span: takenAt(integration, name),
        related: [placeOf(integration.lock, first, 'the address')],
        hint: 'leave the tool on the server, or waive this where nothing shows icons',
      })
    }
  },
})

const script = /^\s*(?:javascript|vbscript):|^\s*data:text\/html/i
const openable = /^(?:https:\/\/|data:image\/)/i

/** unsafeAddresses lists the texts of a definition that are addresses which run something, or icons from where none should come. */
export function unsafeAddresses(texts: readonly LockedText[]): readonly LockedText[] {
  return texts.filter((text) => !text.isKey && (script.test(text.text) || (isIcon(text) && !openable.test(text.text))))
}

/** unsafeWords says what is wrong with such an address. */
export function unsafeWords({ text }: LockedText): string {
  return script.test(text) ? 'an address that runs a script' : 'an icon that is neither https nor an image'
}

function isIcon({ trail }: LockedText): boolean {
  return trail.step === 'src' && trail.up?.up?.step === 'icons'
}
