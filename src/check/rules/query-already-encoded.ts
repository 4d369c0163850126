import { defineRule } from '../rule.ts'

const escape = /%[0-9A-Fa-f]{2}/
// A percent sign is a wildcard in many query languages: only what is plainly an escape between words counts in a value.
const escapeBetweenWords = /[\w})]%(?:20|2[28BCF]|3[ADF]|40|5[BD])(?=[\w{("'])/i

export const queryAlreadyEncoded = defineRule({
  code: 'query-already-encoded',
  on: 'tool',
  about: 'values',
  severity: 'warning',
  title: 'A query or form is encoded by hand',
  why: 'Names and values are encoded when they are sent, so the percent sign itself would be encoded and the server would read something else.',
  check({ tool }, report) {
    const { query, form = [], texts } = tool.request
    if (query.length === 0 && form.length === 0) return
    const names = [...query.map(([name]) => ['query', name] as const), ...form.map(([name]) => ['form', name] as const)]
    for (const [part, name] of names) {
      const found = name.includes('%') ? escape.exec(name)?.[0] : undefined
      if (found !== undefined) report({ ...words(name, found), span: tool.at.key('request', part, name) })
    }
    for (const { text, where, steps } of texts) {
      const isPair = text.includes('%') && (where === 'query' || steps[1] === 'form')
      const found = isPair ? escapeBetweenWords.exec(text)?.[0].slice(1) : undefined
      if (found !== undefined) report({ ...words(text, found), span: tool.at.within(found, ...steps) })
    }
  },
})

function words(text: string, found: string): { message: string; hint: string } {
  const plain = text.replace(/%[2-7][0-9A-Fa-f]/g, (written) => String.fromCharCode(Number.parseInt(written.slice(1), 16)))
  return { message: `"${text}" is encoded already: "${found}" would be sent as "%25${found.slice(1)}"`, hint: `write it plainly: "${plain}"` }
}
