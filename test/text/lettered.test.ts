import { describe, expect, it } from 'vitest'
import { lettered } from '../../src/text/lettered.ts'

const source = '(?<![\\p{L}\\p{N}])(?:a|the|después)(?![\\p{L}\\p{N}])'
const whole = new RegExp(source, 'gu')
const chosen = lettered(source, 'g')

describe('lettered', () => {
  it.each(['a b the c', 'bathe a_the 1a a1', 'después de la', 'él a éa aé', 'the ñ', '', '_a_', 'a-the', 'ａ the', 'þe a'])(
    'finds in %o what the letters of all scripts find',
    (text) => expect([...text.matchAll(chosen(text))].map(({ index }) => index)).toEqual([...text.matchAll(whole)].map(({ index }) => index)),
  )

  it('has two expressions for all texts', () => {
    expect(chosen('one')).toBe(chosen('two'))
    expect(chosen('é')).toBe(chosen('ü'))
    expect(chosen('one')).not.toBe(chosen('é'))
  })
})
