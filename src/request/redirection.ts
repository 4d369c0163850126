import { mayChange } from '../model/tool.ts'
import { partsOf } from '../model/template.ts'
import { type Blame, headerIn, quoted, type Refused } from './blame.ts'

/** redirection says where a server sends on to, and why that was not followed. */
export function redirection({ integration, tool, response }: Refused): Blame {
  const base = { code: 'response-redirect', foreseeable: false } as const
  const address = { ...base, span: integration.at.value('base_url') }
  if (response.status === 304)
    return {
      ...base,
      span: tool.at.key('request'),
      hint: 'the server takes this for a repeated request: take If-None-Match and If-Modified-Since out',
    }
  const location = headerIn(response, 'location')
  if (location === undefined) return { ...address, hint: 'check base_url: the server sends on, but does not say where to' }
  if (/log-?in|sign-?in|oauth|sso|auth/i.test(pathOf(location)))
    return {
      ...base,
      span: integration.at.key('credentials'),
      hint: `the server sends to its login page, ${quoted(location)}: check the credentials, and that base_url is the API's`,
    }
  const own = hostIn(integration.baseUrl)
  const other = hostIn(location)
  if (other !== undefined && own !== undefined && other !== own)
    return {
      ...address,
      hint: `the server points to ${quoted(location)}; credentials are never sent on to another host: if that is the API, write it as base_url`,
    }
  if (mayChange(tool.request.method) && response.status < 303)
    return {
      ...base,
      span: tool.at.value('request', 'path'),
      hint: `the server points to ${quoted(location)}; a ${tool.request.method} is not sent on after ${response.status}: write the final path`,
    }
  return { ...address, hint: `write the address where the API really is; the server points to ${quoted(location)}` }
}

function pathOf(location: string): string {
  return location.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '')
}

/** The host of an address as it is written; undefined for a path, and for a host that comes from the environment. */
function hostIn(address: string): string | undefined {
  const host = /^(?:https?:)?\/\/([^/?#]*)/i.exec(address)?.[1]?.toLowerCase()
  return host === undefined || partsOf(host).some(({ kind }) => kind !== 'words') ? undefined : host
}
