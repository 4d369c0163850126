import { Ajv2020 } from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { folderOf, realWorld, serve } from '../flow/real.ts'

const isReport = new Ajv2020().compile(JSON.parse(readFileSync('schemas/report.schema.json', 'utf8')))

it('the JSON of a call has all that the screen has, as it is published', async () => {
  let count = 0
  const address = await serve((request, response) => {
    count += 1
    if (count === 1) response.writeHead(503, { 'retry-after': '0' }).end()
    else if (request.url === '/old') response.writeHead(301, { location: '/new' }).end()
    else response.setHeader('content-type', 'application/json').setHeader('x-page', '1').end('{"bikes":[{"id":7}]}')
  })
  const result = await resultOf(address, '{ method: GET, path: "/old" }')
  expect(result).toMatchObject({
    verdict: 'works',
    response: { status: 200, redirects: [`${address}/new`], attempts: 2, body: '{"bikes":[{"id":7}]}' },
    heard: { from: 'select', value: [{ id: 7 }], tokens: 3 },
  })
  expect(result.response.headers).toContainEqual({ name: 'x-page', value: '1' })
  expect(result.response.phases.map(({ name }) => name)).toEqual(expect.arrayContaining(['wait', 'read']))
})

it('bytes that are no text are there in base64', async () => {
  const address = await serve((_, response) => response.setHeader('content-type', 'image/png').end(Buffer.from([0x89, 0x50, 0, 0xff])))
  expect(await resultOf(address, '{ method: GET, path: /photo }', 1)).toMatchObject({ response: { body: '', base64: 'iVAA/w==', bytes: 4 } })
})

interface Result {
  readonly response: { readonly headers: readonly object[]; readonly phases: readonly { readonly name: string }[] }
}

async function resultOf(address: string, request: string, exit = 0): Promise<Result> {
  const folder = folderOf({
    'integrations/bikes.yaml': `type: http
description: A bike shop
base_url: ${address}
tools:
  find_bikes:
    description: Finds bikes. Use it whenever the caller asks for one.
    request: ${request}
    response: { select: bikes }
    retry: { attempts: 2 }
`,
  })
  const { world } = realWorld(folder)
  expect(await run(['try', 'bikes/find_bikes', '--format', 'json', '--output', 'call.json'], world)).toBe(exit)
  const report: { result: Result } = JSON.parse(readFileSync(`${folder}/call.json`, 'utf8'))
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true)
  return report.result
}
