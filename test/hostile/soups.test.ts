import fc from 'fast-check'
import { describe, it } from 'vitest'
import { anything, soup, units } from './arbitrary.ts'
import { filled } from './files.ts'
import { plainProject, positions, textAt } from './positions.ts'
import { expectAlways } from './property.ts'

const files = Object.keys(plainProject)

describe('whatever stands in a file', () => {
  it('any text', () => expectAlways(fc.tuple(fc.constantFrom(...files), anything), ([path, text]) => ({ ...plainProject, [path]: text }), 150))

  it('any order of what YAML is made of', () =>
    expectAlways(fc.tuple(fc.constantFrom(...files), soup), ([path, text]) => ({ ...plainProject, [path]: text }), 400))

  it('any order of it amid what is right', () =>
    expectAlways(
      fc.tuple(fc.constantFrom(...files), soup, fc.nat(), fc.nat({ max: 40 })),
      ([path, text, at, gone]) => {
        const before = String(plainProject[path])
        const start = at % before.length
        return { ...plainProject, [path]: before.slice(0, start) + text + before.slice(start + gone) }
      },
      300,
    ))

  it('any text in any place', () =>
    expectAlways(
      fc.tuple(
        fc.constantFrom(...positions),
        fc.oneof(
          anything,
          soup,
          fc.array(units, { maxLength: 40 }).map((parts) => parts.join('')),
        ),
      ),
      ([position, text]) => textAt(position, text),
      400,
    ))

  it('parts of evil texts, repeated and mixed', () =>
    expectAlways(
      fc.tuple(fc.constantFrom(...positions), fc.array(fc.tuple(units, fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 4 })),
      ([position, parts]) => textAt(position, parts.map(([unit, bytes]) => filled(unit, bytes)).join('')),
      300,
    ))
})
