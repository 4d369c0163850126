import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { installed, type Means, type Peer } from './peer.ts'

/** spectral is the linter that people know; its one rule here is our schema. */
export function spectral({ schema, folder }: Means): readonly Peer[] {
  const script = installed('spectral-6.16.3', ['@stoplight/spectral-cli@6.16.3'], '@stoplight/spectral-cli/dist/index.js')
  if (script === undefined) return []
  const ruleset = join(folder, 'spectral.json')
  writeFileSync(ruleset, JSON.stringify(rulesetOf(JSON.parse(readFileSync(schema, 'utf8')))))
  const command = [process.execPath, script, 'lint', '--quiet', '--format', 'json', '--ruleset', ruleset, 'integrations/*.yaml']
  return [{ name: 'Spectral', command, refusal: 1 }]
}

function rulesetOf(schema: unknown): object {
  return {
    // Statuses are numbers: `404: There is no such order.` is no mistake.
    parserOptions: { incompatibleValues: 'off', duplicateKeys: 'error' },
    rules: {
      // A reference to the file of the schema would not be followed, and nothing be checked.
      shape: { given: '$', severity: 'error', message: '{{error}}', then: { function: 'schema', functionOptions: { schema, allErrors: true } } },
    },
  }
}
