import type { Integration } from '../../model/integration.ts'
import type { Cursor, Step } from '../../yaml/cursor.ts'
import { addressesOf } from '../addresses.ts'
import { credentialTexts } from '../credentials.ts'
import { defineRule } from '../rule.ts'

export const placeholderUnclosed = defineRule({
  code: 'placeholder-unclosed',
  on: 'integration',
  about: ['address', 'credentials', 'headers', 'confirmation'],
  severity: 'error',
  title: 'A placeholder lacks one of its braces',
  why: 'It is no placeholder then: the name of the variable would be sent to the server, or read to the caller.',
  check(integration, report) {
    for (const { text, at, steps, broken } of textsOf(integration)) {
      const [written, name = ''] = text.includes('{') || text.includes('}') ? (broken.exec(text) ?? []) : []
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

/** `{customer.name}` lacks no brace. */
function dottedIn(text: string, written: string): string | undefined {
  return /^\{\w+(?:\.\w+)+\}/.exec(text.slice(text.indexOf(written)))?.[0]
}

// Of the environment. In the middle of an address it makes a host that is none, which is told as such.
const open = /^\$\{([A-Za-z_]\w*)(?![\w}])/
const openOrUnopened = /\$(?:\{(?=[A-Za-z_]\w*(?![\w}]))|(?=[A-Za-z_]\w*\}))([A-Za-z_]\w*)\}?/
// Of a parameter. A name with _ is told as one that is read aloud.
const openInSpeech = /(?<![{$])\{([A-Za-z]+)(?=[\s?!.,;]|$)/

interface BracedText {
  readonly text: string
  readonly at: Cursor
  readonly steps: readonly Step[]
  readonly broken: RegExp
}

function* textsOf(integration: Integration): Generator<BracedText> {
  const { at, credentials } = integration
  for (const { text, steps } of addressesOf(integration)) yield { text, at, steps, broken: open }
  for (const { text, steps } of credentialTexts(credentials)) {
    // Without anything from the environment it is a credential in plain text, whatever was meant.
    if (!/^\$\{?\w+\}?$/.test(text)) yield { text, at, steps: ['credentials', ...steps], broken: openOrUnopened }
  }
  if (integration.type === 'mcp') {
    for (const { confirmation = '', at: rule } of integration.rules)
      yield { text: confirmation, at: rule, steps: ['confirmation'], broken: openInSpeech }
    return
  }
  for (const [name, text] of integration.headers) yield { text, at, steps: ['headers', name], broken: openOrUnopened }
  for (const tool of integration.tools) {
    yield { text: tool.confirmation ?? '', at: tool.at, steps: ['confirmation'], broken: openInSpeech }
  }
}
