const loopback = /^(localhost|[^/]*\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/i

/**
 * isInsecureUrl tells whether an address, as written or filled in, would send its traffic readable beyond this machine. An address that
 * starts with a hole (`${CRM_URL}/v1`) cannot be judged before it is filled in.
 */
export function isInsecureUrl(url: string): boolean {
  if (url.startsWith('${') || /^https:\/\//i.test(url)) return false
  const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^:/?#]*)/i.exec(url)?.[1]
  return host === undefined || !loopback.test(host)
}
