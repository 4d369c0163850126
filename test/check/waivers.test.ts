import { describe, expect, it } from 'vitest'
import { didYouMean } from '../../src/diagnostic/did-you-mean.ts'
import { toldOf } from './told.ts'

const library = (comment: string): Readonly<Record<string, string>> => ({
  'integrations/library.yaml': `type: http
description: The catalogue of a library
base_url: http://catalogue.library.example/v1   # diga-int ignore ${comment}
tools:
  find_book:
    description: Finds a book by its title. Use it when the caller names one.
    request: { method: GET, path: /books }
`,
})

describe('a comment that waives nothing says what is wrong with it', () => {
  const code = 'base-url-not-https'
  const noReason = `the waiver of "${code}" gives no reason; write why: # diga-int ignore ${code}: the reason`

  it.each([
    [
      `${code} because there is no certificate`,
      `the reason of a waiver stands behind a colon; write # diga-int ignore ${code}: there is no certificate`,
    ],
    [`${code} - no certificate`, `the reason of a waiver stands behind a colon; write # diga-int ignore ${code}: no certificate`],
    [`${code}, timeout-too-long: local`, 'a waiver names one code; write a comment for each code, on a line of its own above the place'],
    [code, noReason],
    [`${code}: the reason`, noReason],
    [`${code}: ...`, noReason],
    ['base-url-http: local', expect.stringMatching(/^there is no code "base-url-http"; the nearest: base-url-not-https, /)],
  ])('%s', async (comment, told) => {
    const found = await toldOf(library(comment), ['waiver-invalid'])
    expect(found.map(({ message, hint }) => `${message}; ${hint}`)).toEqual([told])
  })

  it.each([`${code}: a gateway of our own`, `${code}: the reason is the gateway, until 2099-01-31`])('%s waives it', async (comment) => {
    expect(await toldOf(library(comment), ['waiver-invalid', code])).toEqual([])
  })
})

describe('of many names those are shown that share a word', () => {
  const names = ['alpha-one', 'beta-one', ...Array.from({ length: 20 }, (_, index) => `gamma-${index}-way`), 'path-with-query']

  it.each([
    ['path', 'the nearest: path-with-query'],
    ['query-in-path', 'the nearest: path-with-query'],
    ['paths', 'the nearest: path-with-query'],
    ['zzz', expect.stringMatching(/^known are alpha-one, beta-one, .* and 11 more$/)],
  ])('%s', (word, hint) => {
    expect(didYouMean(word, names)).toEqual(hint)
  })

  it('of few names all are shown', () => {
    expect(didYouMean('path', ['path-with-query', 'alpha-one'])).toBe('known: path-with-query, alpha-one')
  })
})
