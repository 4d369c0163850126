import type { Hole } from '../../model/tool.ts'
import { sendsHeader } from '../credentials.ts'
import { defineRule } from '../rule.ts'

// What servers and gateways believe without asking: keys, where a request comes from and goes to, and on whose behalf it is made.
const secret = /^(?:proxy-)?authorization$|^cookie$|(?:^|-)(?:api-?key|access-?token|auth-?token|client-?secret|password)$|^x-(?:token|auth|jwt)$/i
const routing =
  /^forwarded$|^x-forwarded-|^(?:x-|true-|x-true-)?client-ip$|^x-real-ip$|^x-original-(?:url|host)$|^x-rewrite-url$|^x-(?:http-)?method(?:-override)?$/i
const identity =
  /^from$|(?:^|-)on-behalf-of$|(?:^|-)impersonat|^(?:x-)?(?:remote|authenticated)-user$|^x-(?:user|acting-user)(?:-?(?:id|name|email))?$|^x-(?:actor|principal|tenant|roles?|groups)(?:-id)?$/i
const secretField = /^(?:api[-_]?key|access[-_]?token|auth[-_]?token|client[-_]?secret|private[-_]?key|authorization)$/i

const rightsField = /^is[-_]?admin$/i

export const trustedFieldFromCaller = defineRule({
  code: 'trusted-field-from-caller',
  on: 'tool',
  about: ['headers', 'values'],
  severity: 'error',
  title: 'What the caller says fills a field that servers trust',
  why: 'Whoever is on the line could be served as somebody else, or with rights that nobody gave.',
  check({ tool, integration }, report) {
    for (const hole of tool.request.holes) {
      if (hole.kind !== 'parameter' || hole.in.where === 'path') continue
      const name = String(hole.in.steps.at(-1))
      const trouble = troubleOf(name, hole.in.where)
      // What credentials send wins over such a header; that is another finding.
      if (trouble === undefined || (hole.in.where === 'header' && sendsHeader(integration.credentials, name))) continue
      report({
        message: `"${hole.written}" comes from the caller and fills "${name}", ${trouble.what}`,
        span: tool.at.within(hole.written, ...hole.in.steps),
        hint: trouble.hint,
      })
    }
  },
})

interface Trouble {
  readonly what: string
  readonly hint: string
}

function troubleOf(name: string, where: Hole['in']['where']): Trouble | undefined {
  if (where === 'header' ? secret.test(name) : secretField.test(name)) {
    return { what: 'which proves who is asking', hint: 'put the key into the environment and name it in credentials' }
  }
  if (where !== 'header') {
    return rightsField.test(name) ? { what: 'which gives rights', hint: 'leave the field out, or write a constant' } : undefined
  }
  if (routing.test(name)) return { what: 'which says where a request comes from or what it is', hint: 'leave the header out, or write a constant' }
  if (!identity.test(name)) return undefined
  return {
    what: 'which says for whom the server acts',
    hint: 'take it from a variable of the call, as {{name}}, which nobody on the line can choose',
  }
}
