import { wholePlaceholder } from '../../model/template.ts'
import { defineRule } from '../rule.ts'

const json = /^\s*(?:\{.*\}|\[.*\])\s*$/s
const form = /^[\w.[\]{}-]+=[^&\n]*(?:&[\w.[\]{}-]+=[^&\n]*)*$/
const xml = /^\s*<[\w?!]/

export const bodyIsText = defineRule({
  code: 'body-is-text',
  on: 'tool',
  about: 'values',
  severity: 'error',
  title: 'A body is written as a text',
  why: 'A text is sent as a JSON text, in quotes: the server would get one string where it expects fields.',
  check({ tool, integration }, report) {
    const { body, headers } = tool.request
    if (typeof body !== 'string' || wholePlaceholder(body) !== undefined) return
    // Whoever names another type meant another body: that is told at the header, with what to do instead.
    if ([...integration.headers, ...headers].some(([name, value]) => name.toLowerCase() === 'content-type' && !/json/i.test(value))) return
    const kind = json.test(body) ? 'JSON' : form.test(body) ? 'a form' : xml.test(body) ? 'XML' : undefined
    if (kind === undefined) return
    report({
      message: `the body of tool "${tool.name}" is ${kind} inside of a text, and would be sent in quotes`,
      span: tool.at.value('request', 'body'),
      hint:
        kind === 'XML'
          ? 'only JSON and forms can be sent'
          : kind === 'a form'
            ? 'write the fields under form in place of body: each key on its own line, values such as "{name}" in quotes'
            : 'write the fields as YAML under body: each key on its own line, values such as "{name}" in quotes',
    })
  },
})
