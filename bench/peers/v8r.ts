import { installed, type Means, nodeOf, type Peer } from './peer.ts'

/** v8r is the validator of the schema store; it needs a newer Node than we do. It tells no lines. */
export function v8r({ schema }: Means): readonly Peer[] {
  const script = installed('v8r-6.1.0', ['v8r@6.1.0'], 'v8r/src/index.js')
  const node = Number(process.versions.node.split('.')[0]) >= 22 ? process.execPath : nodeOf('22.23.3')
  if (script === undefined || node === undefined) return []
  return [{ name: 'v8r', command: [node, script, '--schema', schema, 'integrations/*.yaml'], refusal: 99 }]
}
