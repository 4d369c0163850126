import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { decodeIntegration } from '../../src/model/decode.ts'
import type { HttpIntegration } from '../../src/model/integration.ts'
import { judgeResponse } from '../../src/request/judge.ts'
import { redactor } from '../../src/request/redact.ts'
import { diagnosticText } from '../../src/report/diagnostic-text.ts'
import { plainTheme } from '../../src/report/theme.ts'
import { toldViews } from '../../src/report/told-views.ts'
import { Secret } from '../../src/world/secret.ts'
import { parseYaml } from '../../src/yaml/parse.ts'
import { expectGolden } from '../golden.ts'
import { answers } from './answers/answers.ts'

const folder = new URL('answers/', import.meta.url)

async function shop(): Promise<HttpIntegration> {
  const parsed = await parseYaml({ path: 'integrations/bikes.yaml', text: readFileSync(new URL('integration.yaml', folder), 'utf8') })
  if (!parsed.ok) throw new Error('the integration of the answers does not parse')
  const integration = decodeIntegration('bikes', parsed.root)
  if (integration.type !== 'http') throw new Error('the answers are those of an HTTP integration')
  return integration
}

test('what is said of the answers of this world, and where', async () => {
  const integration = await shop()
  const redact = redactor([new Secret('$BIKES_TOKEN', 'tk-7f3b9c')])
  const told = answers.map(({ name, tool: toolName, status, headers = {}, body }) => {
    const tool = integration.tools.find((each) => each.name === toolName)
    if (tool === undefined) throw new Error(`there is no tool ${toolName}`)
    const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
    const response = { status, headers: Object.entries(headers), body: bytes, milliseconds: 80 }
    const { heard, heardFrom, diagnostics } = judgeResponse(integration, tool, response, redact)
    const texts = toldViews(diagnostics, []).diagnostics.map((view) => diagnosticText(view, plainTheme))
    return [`## ${name}`, `${toolName}: ${status}; the agent gets ${JSON.stringify(heard)} (${heardFrom})`, ...texts].join('\n')
  })
  const text = `${told.join('\n\n')}\n`
  expect(text).not.toContain('tk-7f3b9c')
  expectGolden(fileURLToPath(new URL('expected.txt', folder)), text)
})
