import { expect, it } from 'vitest'
import { durationText, limitText } from '../../src/text/duration.ts'

it.each([
  [0, '0 ms'],
  [0.4, '0 ms'],
  [999.4, '999 ms'],
  [999.5, '1.0 s'],
  [1000, '1.0 s'],
  [1960, '2.0 s'],
  [61_000, '61.0 s'],
])('what took %d ms reads %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text))

it.each([
  [5, '5 ms'],
  [999.6, '999.6 ms'],
  [1000, '1 s'],
  [1001, '1.001 s'],
  [2500, '2.5 s'],
])('a limit of %d ms reads %s', (milliseconds, text) => expect(limitText(milliseconds)).toBe(text))
