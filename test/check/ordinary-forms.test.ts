import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOrdinaryAddress } from '../../src/check/ordinary/address.ts'
import { isOrdinaryCredentials } from '../../src/check/ordinary/connection.ts'
import { isOrdinaryPath } from '../../src/check/ordinary/request.ts'
import { soundsOdd } from '../../src/check/ordinary/sound.ts'
import { mayBeUnfinished } from '../../src/check/ordinary/words.ts'
import { innerEndings } from '../../src/model/address.ts'
import { placeholdersOf } from '../../src/model/template.ts'
import { parseFast } from '../../src/yaml/fast.ts'

// What nearly every file passes is read by hand: to compile an expression takes the engine longer than all else it does with a file. Here the expressions
// stand that say what is meant.

const runs = { numRuns: 20_000, seed: 11 }

function pieces(...each: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...each) }, { weight: 1, arbitrary: fc.string({ maxLength: 2 }) }), { maxLength: 7 })
    .map((parts) => parts.join(''))
}

describe('a path', () => {
  const form = /^(?:\/(?:[\w~-]|\{[A-Za-z_]\w*\}|\{\{[A-Za-z_]\w*\}\})(?:[\w~.:@-]|\{[A-Za-z_]\w*\}|\{\{[A-Za-z_]\w*\}\})*)+\/?$/

  it.each(['/orders', '/v1.2/orders/{id}/lines:search', '/{a}-{b}/', '/~me/x@y', '/a/{{call_id}}'])('%s is ordinary', (text) => {
    expect([isOrdinaryPath(text, ''), form.test(text)]).toEqual([true, true])
  })

  it('is ordinary exactly where its form is', () => {
    const texts = pieces('/', '/', 'orders', 'v1', '.', ':', '@', '-', '~', '{id}', '{{call_id}}', '{{ x }}', '{', '}', '{1}', '%20', '?', 'ü', ' ')
    fc.assert(
      fc.property(texts, (text) => isOrdinaryPath(text, '') === (form.test(text) && !text.includes('}{'))),
      runs,
    )
  })
})

describe('a sentence', () => {
  it('sounds odd by its signs alone, whether it is looked at by hand, as one with a hole is, or by the expression that serves the many', () => {
    const texts = pieces(
      'Order',
      'order',
      ' ',
      ' ',
      '. ',
      ', ',
      'A',
      'a',
      '1',
      '12',
      '404',
      'é',
      'Nicht',
      "'s",
      '-',
      '_',
      '%',
      '}',
      'www.',
      'undefined',
    )
    fc.assert(
      fc.property(texts, (text) => text.includes('{') || soundsOdd(text) === soundsOdd(`${text} {hole}`)),
      runs,
    )
  })

  it.each([
    ['There is no order with that number.', false],
    ['Shall I say that Order 12 is A Good one?', false],
    ['Not Found', true],
    ['Sorry. Please wait.', true],
    ['the status was 404', true],
    ['iPhone', true],
    ['a 2nd time', true],
    ['see a_b', true],
  ])('%s: %s', (text, isOdd) => {
    expect(soundsOdd(text)).toBe(isOdd)
  })
})

describe('an address', () => {
  const form =
    /^(?:https:\/\/(?:[a-z0-9-]|\$\{[A-Za-z_]\w*\})+(?:\.(?:[a-z0-9-]|\$\{[A-Za-z_]\w*\})+)*\.([a-z]+)|http:\/\/(?:localhost|127\.0\.0\.1)(?::(?:[1-9]\d{1,3}|[1-5]\d{4}))?|\$\{[A-Za-z_]\w*\})(?:\/\w[\w.-]*)*\/?$/

  function isMeant(text: string): boolean {
    const match = form.exec(text)
    return match !== null && (match[1] === undefined || !innerEndings.has(match[1])) && !text.includes('xn--')
  }

  it.each([
    'https://api.shop.example',
    'https://${ACCOUNT}.shop.example/api/v3/',
    'https://a-${ACCOUNT}1.shop.example',
    'http://localhost:8080/v1',
    'http://127.0.0.1:54321',
    '${SHOP_URL}/v1',
  ])('%s is ordinary', (text) => {
    expect([isOrdinaryAddress(text), isMeant(text)]).toEqual([true, true])
  })

  it('is ordinary exactly where its form is', () => {
    const schemes = fc.constantFrom('https://', 'https://', 'http://localhost', 'http://127.0.0.1', 'http://', '', '${URL}', '$URL}', '${{URL}}')
    const rest = pieces(
      '/',
      '.',
      '.',
      'shop',
      'example',
      'internal',
      'xn--',
      '-',
      '${ACCOUNT}',
      '${',
      '{id}',
      '}',
      ':8080',
      ':80800',
      ':12345',
      '?',
      'A',
      '9',
    )
    fc.assert(
      fc.property(schemes, rest, (scheme, behind) => isOrdinaryAddress(scheme + behind) === isMeant(scheme + behind)),
      runs,
    )
  })
})

it('a token comes from the environment exactly where its form says so', () => {
  const form = /^\$\{[A-Za-z_]\w*\}$/
  fc.assert(
    fc.property(
      pieces('$', '{', '}', '${', 'SHOP', '_TOKEN', '1', ' '),
      (token) => isOrdinaryCredentials({ type: 'bearer', token }, { type: 'bearer', token }) === form.test(token),
    ),
    runs,
  )
})

it('a description is unfinished where it begins with a mark', () => {
  const form = /^(?:todo|tbd|t\.b|to be|fixme|fill|xxx|lorem|placeholder|n\/a)/i
  const starts = [
    'todo',
    'To be',
    'To bed',
    'TBD',
    't.B',
    'fix',
    'FIXME',
    'fil',
    'Fill',
    'xxx',
    'xx',
    'Lorem',
    'placeholder',
    'Placeholde',
    'n/a',
    'na',
    'Finds',
    'Looks',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...starts),
      pieces('a', 'l', 'me', ' ', 'r'),
      (start, rest) => mayBeUnfinished(`${start}${rest}x`) === form.test(`${start}${rest}x`),
    ),
    runs,
  )
})

it('a number is read as it is written, and said to be plain where JSON would write it so', () => {
  const everyday = /^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$/
  const lostZero = /^-?0[0-9]|\.[0-9]*0$/
  const digits = fc.array(fc.constantFrom('0', '1', '25', '999'), { maxLength: 7 }).map((each) => each.join(''))
  const written = fc
    .tuple(fc.constantFrom('', '', '-'), digits, fc.constantFrom('', '', '.', '.', '..', 'e', ':'), digits)
    .map((each) => each.join(''))
  fc.assert(
    fc.property(written, (words) => {
      const read = parseFast(`a: ${words}\n`)
      if (!everyday.test(words)) return !read.ok || typeof Object(read.data)['a'] !== 'number'
      return read.ok && Object(read.data)['a'] === Number(words) && read.hasPlainNumbers === !lostZero.test(words)
    }),
    runs,
  )
})

it('the holes of a text are those of its form', () => {
  const holes = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}|\{\{\s*([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]{}]*\])?)\s*\}\}|\{([A-Za-z_][A-Za-z0-9_]*)\}/g
  fc.assert(
    fc.property(pieces('$', '{', '{{', '}', '}}', 'a', 'name', ' ', '[0]', '1'), (text) => {
      const meant = [...text.matchAll(holes)].map(([hole, environment, variable, parameter]) => [hole, environment ?? variable ?? parameter])
      expect(placeholdersOf(text).map(({ written, name }) => [written, name])).toEqual(meant)
    }),
    runs,
  )
})
