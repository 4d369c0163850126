import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { Limits, McpLimits, World } from '../../src/world/world.ts'
import { withCopy, worldIn } from '../world.ts'

const shop = `type: mcp
description: The bike shop
url: https://shop.example/mcp
credentials:
  type: oauth2_client_credentials
  token_url: https://login.shop.example/token
  client_id: desk
  client_secret: "\${SHOP_SECRET}"
`

/** What listing and the request for a token were allowed. */
async function addressesWith(...flags: readonly string[]): Promise<readonly (Limits['addresses'] | undefined)[]> {
  return withCopy('test/node/fixtures', async (folder) => {
    mkdirSync(join(folder, 'integrations'))
    writeFileSync(join(folder, 'integrations', 'shop.yaml'), shop)
    const { world } = worldIn(folder, {
      environment: { SHOP_SECRET: 'opensesame' },
      http: [{ status: 200, body: { access_token: 'a', token_type: 'Bearer' } }],
    })
    const given: Limits['addresses'][] = []
    const asked: World = {
      ...world,
      http: { send: (request, limits) => (given.push(limits.addresses), world.http.send(request, limits)) },
      mcp: {
        ...world.mcp,
        async listTools(_server, limits: McpLimits) {
          given.push(limits.addresses)
          return { ok: false, failure: { kind: 'refused', detail: 'closed' } }
        },
      },
    }
    await run(['sync', ...flags], asked)
    return given
  })
}

it('sync goes to inner addresses only where a file names one, for the token and for the list', async () => {
  expect(await addressesWith()).toEqual(['declared', 'declared'])
  expect(await addressesWith('--allow-private')).toEqual(['any', 'any'])
})
