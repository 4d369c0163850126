import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { allRules, catalogue } from '../src/check/catalogue.ts'
import { acrossRules } from '../src/check/rules/index-across.ts'
import { lockedRules } from '../src/check/rules/index-locked.ts'
import { fileRules } from '../src/check/rules/index.ts'

const codes = catalogue().map(({ code }) => code)

it('each code stands once', () => {
  expect(new Set(codes).size).toBe(codes.length)
})

it('each code is subject-trouble in kebab-case, with a title and a reason', () => {
  for (const { code, title, why } of catalogue()) {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)+$/)
    expect(title).not.toMatch(/\.$/)
    expect(why).toMatch(/\.$/)
  }
})

it('each code has an example folder that triggers it, and each folder a code', () => {
  expect(readdirSync('test/examples/codes').sort()).toEqual(codes.toSorted())
})

it('each rule is a file of its own, named after its code, and each file is registered', () => {
  const files = readdirSync('src/check/rules').filter((name) => !name.startsWith('index'))
  expect(files.toSorted()).toEqual(
    allRules()
      .map(({ code }) => `${code}.ts`)
      .toSorted(),
  )
})

it('each rule stands in the list of what it looks at', () => {
  expect(
    fileRules()
      .filter(({ on }) => on === 'locked' || on === 'agent' || on === 'project')
      .map(({ code }) => code),
  ).toEqual([])
  expect(lockedRules().filter(({ on }) => on !== 'locked')).toEqual([])
  expect(acrossRules().filter(({ on }) => on !== 'agent' && on !== 'project')).toEqual([])
})

it('each code has its heading in docs/codes.md', () => {
  const docs = existsSync('docs/codes.md') ? readFileSync('docs/codes.md', 'utf8') : ''
  expect(docs.match(/^### .*$/gm)?.map((line) => line.slice(4))).toEqual(codes)
})
