import { isInsecureUrl } from '../../model/url.ts'
import { addressesOf } from '../addresses.ts'
import { defineRule } from '../rule.ts'
import { hasOddVariable } from '../variable-writing.ts'

export const addressMalformed = defineRule({
  code: 'address-malformed',
  on: 'integration',
  about: 'address',
  severity: 'error',
  title: 'An address is not one',
  why: 'No call could be made, or every call would go to another address than the one that was meant.',
  check(integration, report) {
    for (const { text, steps } of addressesOf(integration)) {
      // What is not https, holds a password, or names a variable in another way, is told as that.
      const trouble = isInsecureUrl(text) || /^\w+:\/\/[^/?#]*@/.test(text) || hasOddVariable(text) ? undefined : troubleOf(text)
      if (trouble === undefined) continue
      report({
        message: `"${text.replace(/[?#].*$/s, '')}" ${trouble.what}`,
        span: integration.at.within(trouble.where, ...steps),
        hint: trouble.hint,
      })
    }
  },
})

interface Trouble {
  readonly what: string
  readonly where: string
  readonly hint: string
}

const hole = /\$?\{\{?\s{0,8}[A-Za-z_]\w*\s{0,8}\}?\}/g
// Nearly every address is as plain as this, and needs no closer look.
const plain = /^(?:https:\/\/(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*|\$\{\w+\})(?:\/[\w.-]+)*\/?$/
const neverInHost = /[\s<>{}()"'`*,;!&=|^~%\\]/

function troubleOf(text: string): Trouble | undefined {
  if (plain.test(text)) return undefined
  if (/\s$/.test(text)) return { what: 'has white space at its end', where: text, hint: 'take the white space away' }
  const glued = /^\$\{\w+\}(?=[A-Za-z0-9_])/.exec(text)?.[0]
  if (glued !== undefined) {
    const hint = `write ${glued}/, or take the whole address from the environment`
    return { what: `has nothing between ${glued} and what follows, which would become a part of the host`, where: glued, hint }
  }
  const bare = text.replace(hole, '0')
  const [, host = '', rest = ''] = /^https?:\/\/(?:[^/?#]*@)?([^/?#]*)(.*)$/is.exec(bare) ?? []
  if (!text.startsWith('${') && (host === '' || neverInHost.test(host) || /^\.|\.\./.test(host) || !URL.canParse(`https://${host}`))) {
    if (/^https?$/i.test(host.replace(/:$/, '')) && rest.startsWith('//'))
      return { what: 'names its scheme twice', where: text, hint: 'write it once' }
    const port = /:(\w*)$/.exec(host)?.[1]
    if (port !== undefined && (!/^\d*$/.test(port) || Number(port) > 65_535))
      return { what: `names the port "${port}", which cannot be one`, where: text, hint: 'a port is a number up to 65535; https needs none' }
    const hint = 'an address looks like https://api.example.com/v1; ${NAME} is taken from the environment'
    return { what: host === '' ? 'names no host' : 'has a host that cannot be one', where: text, hint }
  }
  const path = (text.startsWith('${') ? bare : rest).replace(/[?#].*$/s, '')
  const port = /(?<=\/[^/]*):\d+(?=\/|$)/.exec(path)?.[0]
  if (port !== undefined) return { what: `has its port behind the path`, where: port, hint: `write "${port}" behind the host` }
  const end = /[,;"']$/.exec(path)?.[0]
  if (end !== undefined) return { what: `ends in ${end === '"' ? 'a quote' : `"${end}"`}`, where: text, hint: 'take it away' }
  const wrong = /(?<!:)\/\/|\\|\s/.exec(path)?.[0]
  if (wrong === undefined) return undefined
  if (wrong === '//') return { what: 'has two slashes in a row in its path', where: text, hint: 'write one slash' }
  return { what: `has ${wrong === '\\' ? 'a backslash' : 'white space'} in it`, where: text, hint: 'write the path with slashes, and spaces as %20' }
}
