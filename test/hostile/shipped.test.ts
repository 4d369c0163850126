import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { mutations } from '../mutations/mutants.ts'
import { tokens, units } from './arbitrary.ts'
import { expectPromises } from './promises.ts'
import { expectAlways } from './property.ts'

describe('the shipped project with mistakes in it', () => {
  const shipped = Object.fromEntries(
    ['integrations', 'agents', 'prompts'].flatMap((folder) =>
      readdirSync(folder)
        .toSorted()
        .map((name) => [`${folder}/${name}`, readFileSync(`${folder}/${name}`, 'utf8')]),
    ),
  )
  const paths = Object.keys(shipped)

  it('bytes that are lost, doubled, swapped or strange', () =>
    expectAlways(
      fc.tuple(
        fc.constantFrom(...paths),
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 60 }), fc.oneof(fc.constant(''), tokens, units)), { minLength: 1, maxLength: 4 }),
      ),
      ([path, edits]) => ({
        ...shipped,
        [path]: edits.reduce(
          (text, [at, gone, put]) => text.slice(0, at % text.length) + put + text.slice((at % text.length) + gone),
          shipped[path] ?? '',
        ),
      }),
      150,
    ))

  it('several slips of fingers in every file', async () => {
    const random = randomFrom(7)
    for (let turn = 0; turn < 40; turn += 1) {
      const mutant = Object.fromEntries(
        Object.entries(shipped).map(([path, text]) => {
          let lines: readonly string[] = text.split('\n')
          for (let slip = 0; slip < 3; slip += 1) lines = mutations[Math.floor(random() * mutations.length)]?.mutate(lines, random)?.lines ?? lines
          return [path, lines.join('\n')]
        }),
      )
      expect(mutant).not.toEqual(shipped)
      await expectPromises(mutant)
    }
  })
})
