import { expect, it } from 'vitest'
import { runOn } from '../hostile/memory.ts'

const head = 'type: http\ndescription: Repairs of the bike shop\nbase_url: https://bikes.example/v1\ntools:\n'
const request = '    request: { method: GET, path: /repairs }\n'
const repairs = Array.from(
  { length: 300 },
  (_, index) =>
    `  read_repair_${index}:\n    description: Reads repair ${index}. Use it when the caller asks for a repair.\n    colour: red\n${request}`,
)
const files = {
  'integrations/repairs.yaml': head + repairs.join(''),
  'integrations/sales.yaml': `${head}  read_sale:\n    colour: red\n    description: Reads a sale. Use it when the caller asks for one.\n${request}`,
}

it('a person is shown what can be read in one go, of every file, and told what is left; the counts are those of everything', async () => {
  const { exitCode, out } = await runOn(files, ['validate'])
  expect(exitCode).toBe(1)
  expect(out.match(/^integrations\/repairs\.yaml:\d+:\d+: error: /gm)).toHaveLength(50)
  expect(out.match(/^integrations\/sales\.yaml:\d+:\d+: error: /gm)).toHaveLength(1)
  const [left, ...end] = out.trimEnd().split('\n\n').slice(-2).join('\n').split('\n')
  expect(left).toBe('250 more are not shown (250 in integrations/repairs.yaml): --format json tells')
  expect(end).toEqual(expect.arrayContaining(['failed  301 errors in 2 files']))
})

it('json tells all of it', async () => {
  const { exitCode, out } = await runOn(files, ['validate', '--format', 'json'])
  expect(exitCode).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ counts: { error: 301 }, diagnostics: expect.objectContaining({ length: 301 }) })
})
