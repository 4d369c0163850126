import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wordChanges } from '../../src/lock/words.ts'

const told = (before: string, after: string): string =>
  wordChanges(before, after)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}]` : `[+${text}]`))
    .join('')

it.each<[string, string, string]>([
  ['Finds a book.', 'Finds a book. Read it aloud.', 'Finds a book.[+ Read it aloud.]'],
  ['Finds a book by title.', 'Finds a film by title.', 'Finds a[- book][+ film] by title.'],
  ['Finds a book', 'Finds a book', 'Finds a book'],
  ['', 'New', '[+New]'],
  ['a b c d', 'a c d e', 'a[- b] c d[+ e]'],
])('%s → %s', (before, after, expected) => {
  expect(told(before, after)).toBe(expected)
})

it('what stayed and went is the old text, what stayed and came the new one', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'word'), { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = wordChanges(before, after)
      const without = (kind: string): string =>
        changes
          .filter((change) => change.kind !== kind)
          .map((change) => change.text)
          .join('')
      expect([without('come'), without('gone')]).toEqual([before, after])
    }),
  )
})

it('two long texts with nothing in common are told as exchanged', () => {
  const [before, after] = ['a', 'b'].map((letter) => Array.from({ length: 1500 }, (_, index) => `${letter}${index}`).join(' '))
  expect(wordChanges(before ?? '', after ?? '').map(({ kind }) => kind)).toEqual(['gone', 'come'])
})
