import { installed, type Means, type Peer } from './peer.ts'

/**
 * sourcemeta is the fastest native validator, in C++: as it comes, with --fast (no reasons, no places), and behind the script that npm
 * installs. It stops at the first file that is no YAML.
 */
export function sourcemeta({ schema }: Means): readonly Peer[] {
  const name = '@sourcemeta/jsonschema'
  const script = installed('sourcemeta-16.11.0', [`${name}@16.11.0`], `${name}/npm/cli.js`)
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const machine = process.arch === 'x64' ? 'x86_64' : process.arch
  const binary = installed('sourcemeta-16.11.0', [`${name}@16.11.0`], `${name}/build/github-releases/jsonschema-${system}-${machine}`)
  if (script === undefined || binary === undefined) return []
  const words = ['validate', schema, 'integrations']
  return [
    { name: 'sourcemeta, native', command: [binary, ...words], refusal: 2 },
    { name: 'sourcemeta, native --fast', command: [binary, ...words, '--fast'], refusal: 2 },
    { name: 'sourcemeta, npm', command: [process.execPath, script, ...words], refusal: 2 },
  ]
}
