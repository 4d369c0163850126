import { installed, nodeOf } from './peer.ts'

/** Lister is a program of others that lists the tools of an MCP server. */
export interface Lister {
  readonly name: string
  /** The Node that it runs on: its major version. */
  readonly node: number
  readonly command: (url: string) => readonly string[]
}

interface Kind {
  readonly name: string
  readonly package: string
  readonly file: string
  readonly node: string
  readonly words: (url: string) => readonly string[]
}

/** nodes are the versions that peers want, and that we are measured on beside them. */
export const nodes: readonly string[] = ['20.20.2', '22.23.3', '24.21.0']
const [node20 = '', node22 = '', node24 = ''] = nodes

const mcporter = (url: string): readonly string[] => ['list', url, '--allow-http', '--json']
const inspector = (url: string): readonly string[] => ['--cli', url, '--transport', 'http', '--method', 'tools/list']

// The newest ones want a newer Node than we do; the others are the newest that run on Node 20.
const kinds: readonly Kind[] = [
  {
    ...{ name: 'Inspector 0.15.0', package: '@modelcontextprotocol/inspector@0.15.0', node: node20, words: inspector },
    file: '@modelcontextprotocol/inspector/cli/build/cli.js',
  },
  { name: 'mcporter 0.9.0', package: 'mcporter@0.9.0', file: 'mcporter/dist/cli.js', node: node20, words: mcporter },
  {
    ...{ name: 'Inspector 2.12.0', package: '@modelcontextprotocol/inspector@2.12.0', node: node22 },
    file: '@modelcontextprotocol/inspector/clients/launcher/build/index.js',
    words: (url) => [...inspector(url), '--format', 'json'],
  },
  { name: 'mcporter 0.12.3', package: 'mcporter@0.12.3', file: 'mcporter/dist/cli.js', node: node24, words: mcporter },
]

/** listers installs those that can be; what is left out is told. */
export function listers(leftOut: (note: string) => void): readonly Lister[] {
  return kinds.flatMap(({ name, package: wanted, file, node, words }) => {
    const script = installed(name.toLowerCase().replace(' ', '-'), [wanted], file)
    const program = nodeOf(node)
    if (script !== undefined && program !== undefined) {
      return [{ name, node: Number.parseInt(node), command: (url: string) => [program, script, ...words(url)] }]
    }
    leftOut(`${name} could not be installed (no network?): its row is left out`)
    return []
  })
}
