type Headers = readonly (readonly [name: string, value: string])[]

/** headerOf is the value of the first header of a name, whose letters are small; undefined when there is none. */
export function headerOf<Value>(headers: readonly (readonly [name: string, value: Value])[], wanted: string): Value | undefined {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
}

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
