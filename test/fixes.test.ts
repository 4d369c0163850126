import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pick, randomFrom } from '../bench/random.ts'
import { fix } from '../src/flow/fix.ts'
import { withTexts } from '../src/flow/overlay.ts'
import { mutations } from './mutations/mutants.ts'
import { shippedProject } from './mutations/project.ts'
import { readScript, runIn, withCopy, worldIn } from './world.ts'

interface Report {
  readonly diagnostics: readonly { readonly code: string; readonly fixable?: true }[]
  readonly result: { readonly fixed: readonly { readonly code: string }[] }
}

const root = 'test/examples/codes'
const examples = readdirSync(root)
  .toSorted()
  .filter((code) => !existsSync(join(root, code, 'command.txt')))

async function reportOn(folder: string, ...words: readonly string[]): Promise<Report> {
  return JSON.parse((await runIn(folder, ['validate', '--format', 'json', ...words], readScript(folder))).out)
}

function textsIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .filter((path) => /\.(yaml|md)$/.test(path))
  return Object.fromEntries(paths.map((path) => [path, existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : '']))
}

// What a diagnostic promises with `fixable` is kept on the example of its code: the change holds, and a second run finds nothing more to change.
describe('every change that a code brings along', () => {
  it.each(examples)('%s', async (code) => {
    await withCopy(join(root, code), async (copy) => {
      const promised = (await reportOn(copy)).diagnostics.filter(({ fixable }) => fixable)
      const { result, diagnostics } = await reportOn(copy, '--fix')
      expect(result.fixed.map((one) => one.code)).toEqual(expect.arrayContaining(promised.map((one) => one.code)))
      expect(diagnostics.filter(({ fixable }) => fixable)).toEqual([])
      const after = textsIn(copy)
      expect((await reportOn(copy, '--fix')).result.fixed).toEqual([])
      expect(textsIn(copy)).toEqual(after)
    })
  })
})

it('some codes bring one along', async () => {
  const reports = await Promise.all(examples.map((code) => reportOn(join(root, code))))
  expect(reports.flatMap(({ diagnostics }) => diagnostics).filter(({ fixable }) => fixable).length).toBeGreaterThan(5)
})

it('misspelt keys and words of the shipped project come back as they were, or stay as they are', async () => {
  const project = shippedProject()
  const { world } = worldIn('.')
  const random = randomFrom(1)
  const misspelling = mutations.filter(({ kind }) => /^misspell (a key|one of the allowed words)$/.test(kind))
  let mended = 0
  for (let turn = 0; turn < 60; turn += 1) {
    const path = pick(random, ['integrations/zendesk.yaml', 'integrations/commerce.yaml', 'integrations/payments.yaml', 'agents/support.yaml'])
    const before = project.get(path) ?? ''
    const after = misspelling[turn % misspelling.length]?.mutate(before.split('\n'), random)?.lines.join('\n') ?? before
    const files = withTexts(world.files, new Map([[world.files.resolve(path), after]]))
    const { result } = await fix({ ...world, files }, { paths: [], only: [], ignore: [], dryRun: true })
    for (const change of result?.changes ?? []) {
      expect({ path: change.path, before: unmasked(change.before, after), after: unmasked(change.after, before) }).toEqual({
        path,
        before: after,
        after: before,
      })
      mended += 1
    }
  }
  expect(mended).toBeGreaterThan(20)
}, 30_000)

/** What stands under a misspelt key of the credentials may be a secret, and is shown as dots. */
function unmasked(shown: string, real: string): string {
  const lines = real.split('\n')
  return shown
    .split('\n')
    .map((line, index) => (line.includes('•') ? lines[index] : line))
    .join('\n')
}
