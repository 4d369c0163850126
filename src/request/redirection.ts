import { partsOf } from '../model/template.ts'
import { mayChange } from '../model/tool.ts'
import { headerOf } from '../world/headers.ts'
import { mostRedirects } from '../world/redirects.ts'
import { type Blame, quoted, type Refused } from './blame.ts'

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
  const location = headerOf(response.headers, 'location')
  if (location === undefined) return { ...address, hint: 'check base_url: the server sends on, but does not say where to' }
  const followed = response.redirects?.length ?? 0
  if (followed >= mostRedirects)
    return {
      ...base,
      span: tool.at.value('request', 'path'),
      hint: `the server sends on and on: ${followed} redirects were followed, the next one goes to ${quoted(location)}`,
    }
  if (looksLikeLogin(location))
    return {
      ...base,
      span: integration.at.key('credentials'),
      hint: `the server sends to its login page, ${quoted(location)}: check the credentials, and that base_url is the API's`,
    }
  if (isElsewhere(location, integration.baseUrl))
    return {
      ...address,
      hint: `the server points to ${quoted(location)}, another origin, where nothing is ever sent on to: if that is the API, write it as base_url`,
    }
  if (mayChange(tool.request.method) && response.status < 303)
    return {
      ...base,
      span: tool.at.value('request', 'path'),
      hint: `the server points to ${quoted(location)}; a ${tool.request.method} is not sent on after ${response.status}: write the final path`,
    }
  return { ...address, hint: `write the address where the API really is; the server points to ${quoted(location)}` }
}

function looksLikeLogin(location: string): boolean {
  const path = location.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/, '')
  return /log-?in|sign-?in|oauth|sso|auth/i.test(path) || /^(?:login|signin|auth|sso|accounts?|id|idp)\./.test(hostIn(location) ?? '')
}

/** Where the file takes its host from the environment, it is another one all the same: on its own the server would have been followed. */
function isElsewhere(location: string, baseUrl: string): boolean {
  const other = hostIn(location)
  return other !== undefined && other !== hostIn(baseUrl)
}

/** The host of an address as it is written; undefined for a path, and for a host that comes from the environment. */
function hostIn(address: string): string | undefined {
  const host = /^(?:https?:)?\/\/([^/?#]*)/i.exec(address)?.[1]?.toLowerCase()
  return host === undefined || partsOf(host).some(({ kind }) => kind !== 'words') ? undefined : host
}
