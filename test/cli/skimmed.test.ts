import fc from 'fast-check'
import { expect, it } from 'vitest'
import { runOn } from '../hostile/memory.ts'

const clean = `type: http
description: Bikes that wait for repair
base_url: https://bikes.example/v1
tools:
  find_repair:
    description: Finds a repair by its number. Use it when the caller asks how far it is.
    parameters:
      number: { type: string, description: The number on the receipt }
    request: { method: GET, path: '/repairs/{number}' }
`

/** Ways to write a file, each with the number of mistakes in it. */
const ways = {
  clean: [clean, 0],
  'no YAML': [clean.replace("path: '", 'path: "'), 1],
  'a key twice': [clean.replace('type: http\n', 'type: http\ntype: http\n'), 1],
  'a key misspelt': [clean.replace('description: Bikes', 'descripton: Bikes'), 1],
  'two keys misspelt': [clean.replace('description: Bikes', 'descripton: Bikes').replace('parameters', 'paramters'), 2],
  'a rule broken': [clean.replace('/{number}', '/{nummer}'), 1],
  'two rules broken': [clean.replace('/{number}', '/{nummer}').replace('https://bikes', 'https://me:secret@bikes'), 3],
  'a rule broken, and a warning': [clean.replace('/{number}', '/{nummer}').replace(' { type: string,', ' {'), 1],
  'a warning': [clean.replace(' { type: string,', ' {'), 0],
  empty: ['', 1],
} as const
type Way = keyof typeof ways

function projectOf(written: readonly Way[], others: Readonly<Record<string, string>> = {}): Record<string, string> {
  const integrations = written.map((way, index) => [
    `integrations/shop_${String(index).padStart(3, '0')}.yaml`,
    ways[way][0].replaceAll('find_repair', `find_repair_${index}`),
  ])
  return { ...Object.fromEntries(integrations), ...others }
}

/** The output in two parts: what is shown of single mistakes, and the sums. */
function parts(out: string): { readonly shown: string; readonly sums: string } {
  const blocks = out.trimEnd().split('\n\n')
  const end = blocks.findIndex((block) => / more are not shown|^(?:failed|ok) {2}/.test(block))
  return { shown: blocks.slice(0, end).join('\n\n'), sums: blocks.slice(end).join('\n').replaceAll('\n', ' ') }
}

const many = (way: Way, count: number): Way[] => Array.from({ length: count }, () => way)

it('shows the same mistakes as a run in which all of them are explained', async () => {
  const names = Object.keys(ways) as Way[]
  const anyProject = fc.array(fc.constantFrom(...names), { minLength: 110, maxLength: 260 })
  await fc.assert(
    fc.asyncProperty(anyProject, fc.boolean(), async (written, isStrict) => {
      const files = projectOf(written)
      const flags = isStrict ? ['--strict'] : []
      // Of what is asked for by a path, all is explained.
      const [skimming, explaining] = [
        parts((await runOn(files, ['validate', ...flags])).out),
        parts((await runOn(files, ['validate', '.', ...flags])).out),
      ]
      expect(skimming.shown).toBe(explaining.shown)
      const counted = (sums: string): number => Number(/(\d+) errors?/.exec(sums)?.[1] ?? 0)
      const [least, all] = [counted(skimming.sums), counted(explaining.sums)]
      expect(least).toBeLessThanOrEqual(all)
      if (least < all) expect(skimming.sums).toContain(`at least ${least} errors`)
      expect(explaining.sums).not.toContain('at least')
    }),
    { numRuns: 12 },
  )
})

it('says that there are at least as many as were counted, and json tells how many there are', async () => {
  const files = projectOf([...many('no YAML', 100), ...many('two keys misspelt', 40)])
  const { exitCode, out } = await runOn(files, ['validate'])
  expect(exitCode).toBe(1)
  expect(parts(out).sums).toMatch(/^at least 40 more are not shown \(1 in .* failed {2}at least 140 errors in 140 files /)
  const json = await runOn(files, ['validate', '--format', 'json'])
  expect(JSON.parse(json.out)).toMatchObject({ counts: { error: 180 } })
})

it.each([
  ['up to as many as are shown', projectOf([...many('no YAML', 99), 'two keys misspelt']), 101],
  [
    'of a project that waives something',
    projectOf([...many('no YAML', 101), 'two keys misspelt'], { 'integrations/a.yaml': `# diga-int ignore base-url-not-https: a gateway\n${clean}` }),
    103,
  ],
  [
    'of a project that weighs codes',
    projectOf([...many('no YAML', 101), 'two keys misspelt'], { 'diga.yaml': 'severity: { body-on-get: warning }\n' }),
    103,
  ],
])('counts everything %s', async (_what, files, count) => {
  const { sums } = parts((await runOn(files, ['validate'])).out)
  expect(sums).toContain(`failed  ${count} `)
  expect(sums).not.toContain('at least')
})

it('explains what stands before what was found already: the files of an agent are read first and told first', async () => {
  const agents = Object.fromEntries(Array.from({ length: 110 }, (_, index) => [`zebras/clerk_${index}.yaml`, 'promt: clerk.md\n']))
  const files = projectOf(many('two keys misspelt', 20), { ...agents, 'diga.yaml': 'agents: zebras\n' })
  const { out } = await runOn(files, ['validate'])
  expect(parts(out).shown.match(/did you mean "parameters"\?/g)).toHaveLength(20)
})
