import { installed, type Means, type Peer } from './peer.ts'

/** ajvCli is the named peer: js-yaml and ajv. It tells no lines, and stops at the first file that is no YAML. */
export function ajvCli({ schema }: Means): readonly Peer[] {
  const script = installed('ajv-cli-5.0.0', ['ajv-cli@5.0.0'], 'ajv-cli/dist/index.js')
  if (script === undefined) return []
  // It does not know the formats that the schema names.
  const options = ['--spec=draft2020', '--strict=false', '--validate-formats=false']
  return [{ name: 'ajv-cli', command: [process.execPath, script, 'validate', ...options, '-s', schema, '-d', 'integrations/*.yaml'], refusal: 1 }]
}
