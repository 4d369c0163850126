type Headers = readonly (readonly [name: string, value: string])[]

/** defaultHeaders go with every request: some services refuse a client without a name. */
export const defaultHeaders: Headers = [
  ['user-agent', 'diga-int'],
  ['accept-encoding', 'gzip, deflate, br'],
]

/** addedHeaders are those that a request is sent with beside its own. */
export function addedHeaders({ url, headers }: { readonly url: string; readonly headers: Headers }): Headers {
  const present = new Set(headers.map(([name]) => name.toLowerCase()))
  const host: Headers = URL.canParse(url) ? [['host', new URL(url).host]] : []
  return [...defaultHeaders, ...host].filter(([name]) => !present.has(name))
}
