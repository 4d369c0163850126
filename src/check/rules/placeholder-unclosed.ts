import type { Finding } from '../../diagnostic/diagnostic.ts'
import type { Integration } from '../../model/integration.ts'
import { placeholdersOf } from '../../model/template.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { addressesOf } from '../addresses.ts'
import { confirmationsIn } from '../confirmation.ts'
import { credentialTexts } from '../credentials.ts'
import { defineRule } from '../rule.ts'
import { oddName } from '../variable-writing.ts'
import { plainTextCredentials } from './credential-plain-text.ts'

export const placeholderUnclosed = defineRule({
  code: 'placeholder-unclosed',
  on: 'integration',
  about: ['address', 'credentials', 'headers', 'confirmation'],
  severity: 'error',
  title: 'A placeholder is not closed, or holds more than a name',
  why: 'It is no placeholder then: the name of the variable would be sent to the server, or read to the caller.',
  check(integration, report) {
    for (const place of textsOf(integration)) {
      const { text, at, steps, broken } = place
      const odd = place.isFromEnvironment ? oddHole(place) : undefined
      if (odd !== undefined) {
        report(odd)
        continue
      }
      const [written, name = ''] = text.includes('{') || text.includes('}') ? firstMatch(text, broken) : []
      if (written === undefined) continue
      const dotted = dottedIn(text, written)
      if (dotted !== undefined) {
        const message = `"${dotted}" is no placeholder: one holds a single name`
        report({ message, span: at.within(dotted, ...steps), hint: 'make the inner value a parameter of its own' })
        continue
      }
      const meant = written.startsWith('$') ? `\${${name}}` : `{${name}}`
      report({ message: `"${written}" is no placeholder: a brace is missing`, span: at.within(written, ...steps), hint: `write ${meant}` })
    }
  },
})

function firstMatch(text: string, expressions: readonly RegExp[]): readonly (string | undefined)[] {
  for (const expression of expressions) {
    const match = expression.exec(text)
    if (match !== null) return match
  }
  return []
}

/** `${NAME:-default}` and `${MY-NAME}` lack no brace; nor does what is left when one is put in the middle of such a name. */
function oddHole({ text, at, steps }: BracedText): Finding | undefined {
  for (const [written, inside = ''] of text.matchAll(/\$\{([^{}]*)\}/g)) {
    const odd = oddName(inside)
    if (odd === undefined) continue
    const finding = { message: `"${odd.shown}" ${odd.trouble}`, hint: `write \${${odd.name}}` }
    return odd.isSecret ? { ...finding, span: at.key(...steps), hidden: at.value(...steps) } : { ...finding, span: at.within(written, ...steps) }
  }
  const [hole] = placeholdersOf(text).filter(({ kind }) => kind === 'environment')
  const isBesideBrace = hole !== undefined && steps[0] === 'credentials' && /^[^"{}]*\}[^"{}]*$/.test(text.replaceAll(/\$\{\w+\}/g, ''))
  if (!isBesideBrace) return undefined
  const told = { message: `a brace is left over beside "${hole.written}"`, span: at.key(...steps), hidden: at.value(...steps) }
  return { ...told, hint: `take it away, or write the whole name into the braces: letters, digits and _` }
}

/** `{customer.name}` lacks no brace. */
function dottedIn(text: string, written: string): string | undefined {
  return /^\{\w+(?:\.\w+)+\}/.exec(text.slice(text.indexOf(written)))?.[0]
}

// Of the environment. In the middle of an address it makes a host that is none, which is told as such.
const open = /^\$\{([A-Za-z_]\w*)(?![\w}])/
const openOrUnopened = /\$(?:\{(?=[A-Za-z_]\w*(?![\w}]))|(?=[A-Za-z_]\w*\}))([A-Za-z_]\w*)\}?/
// Of a parameter. A name with _ is told as one that is read aloud.
const openInSpeech = /(?<![{$])\{([A-Za-z]+)(?=[\s?!.,;]|$)/
// The word comes first: where there is none, nothing is looked at twice.
const unopenedInSpeech = /(?<!\w)([A-Za-z_]\w*)\}(?<=(?:^|\})[^{}]*\})/

interface BracedText {
  readonly text: string
  readonly at: Cursor
  readonly steps: readonly Step[]
  readonly broken: readonly RegExp[]
  /** Whether it is filled from the environment. */
  readonly isFromEnvironment: boolean
}

function* textsOf(integration: Integration): Generator<BracedText> {
  const { at, credentials } = integration
  for (const { text, steps } of addressesOf(integration)) yield { text, at, steps, broken: [open], isFromEnvironment: true }
  // Without anything from the environment it is a credential in plain text, whatever was meant.
  const plain = new Set(plainTextCredentials(integration).map((each) => each.text))
  for (const { text, steps } of credentialTexts(credentials)) {
    if (!plain.has(text)) yield { text, at, steps: ['credentials', ...steps], broken: [openOrUnopened], isFromEnvironment: true }
  }
  for (const [name, text] of integration.type === 'mcp' ? [] : integration.headers) {
    if (!plain.has(text)) yield { text, at, steps: ['headers', name], broken: [openOrUnopened], isFromEnvironment: true }
  }
  for (const { text, at: asking } of confirmationsIn(integration)) {
    yield { text, at: asking, steps: ['confirmation'], broken: [openInSpeech, unopenedInSpeech], isFromEnvironment: false }
  }
}
