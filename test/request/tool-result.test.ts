import { describe, expect, it } from 'vitest'
import { heardInResult, unusableIn, withoutBytes } from '../../src/request/tool-result.ts'

const text = (words: string) => ({ type: 'text', text: words })
const bikes = { bikes: [{ id: 7, colour: 'red' }] }
const picture = { type: 'image', mimeType: 'image/png', data: 'iVBORw0KGgo=' }

describe('an agent gets', () => {
  it.each<[string, unknown, unknown]>([
    ['the text', { content: [text('Two bikes.')] }, 'Two bikes.'],
    ['the texts, one below the other', { content: [text('One.'), text('Two.')] }, 'One.\nTwo.'],
    ['nothing', { content: [] }, ''],
    ['nothing where there is no content', {}, ''],
    ['nothing where the content is no list', { content: 'Two bikes.' }, ''],
    ['structured content alone', { structuredContent: bikes }, bikes],
    ['structured content beside an empty text', { content: [text(' \n')], structuredContent: bikes }, bikes],
    ['structured content beside a picture', { content: [picture], structuredContent: bikes }, bikes],
    [
      'structured content that its text repeats, in another order',
      { content: [text('{"bikes":[{"colour":"red","id":7}]}')], structuredContent: bikes },
      bikes,
    ],
    ['a text that says more than the structured content', { content: [text('One red bike.')], structuredContent: bikes }, 'One red bike.'],
    ['a text that is other JSON', { content: [text('{"bikes":[]}')], structuredContent: bikes }, '{"bikes":[]}'],
    ['a text that looks like JSON', { content: [text('[sold out]')], structuredContent: bikes }, '[sold out]'],
    ['a list (2026-07-28)', { structuredContent: [1, 2] }, [1, 2]],
    ['null', { structuredContent: null }, null],
    ['a result that is no object, as it is', 7, 7],
  ])('%s', (_what, result, heard) => {
    expect(heardInResult(result)).toEqual(heard)
  })

  it.each<[string, unknown]>([
    ['(image, image/png, 8 bytes)', picture],
    ['(image)', { type: 'image' }],
    ['(audio, audio/wav, 1.5 KiB)', { type: 'audio', mimeType: 'audio/wav', data: 'A'.repeat(2000) }],
    ['(image, image/png, 2.9 MiB)', { ...picture, data: 'A'.repeat(4_000_000) }],
    [
      '(link, file:///bikes.csv, text/csv, 11.7 KiB)',
      { type: 'resource_link', uri: 'file:///bikes.csv', name: 'bikes', mimeType: 'text/csv', size: 12_000 },
    ],
    ['(link, file:///bikes.csv)', { type: 'resource_link', uri: 'file:///bikes.csv', size: -1 }],
    [
      '(resource, file:///a.txt, text/plain, 5 bytes)',
      { type: 'resource', resource: { uri: 'file:///a.txt', mimeType: 'text/plain', text: 'Łódź'.slice(0, 3) } },
    ],
    ['(resource, file:///a.bin, 3 bytes)', { type: 'resource', resource: { uri: 'file:///a.bin', blob: 'AAAA' } }],
    ['(resource)', { type: 'resource', resource: 7 }],
    ['(content of the unknown kind "hologram")', { type: 'hologram', text: 'not a text' }],
    ['(content without a kind)', { text: 'no type' }],
    ['(content that is no object)', 'Two bikes.'],
    ['(a text that is none)', { type: 'text', text: { toString: null } }],
    ['(image, image/png\\n(audio))', { type: 'image', mimeType: 'image/png\n(audio)' }],
  ])('the line %s', (line, item) => {
    expect(heardInResult({ content: [text('Look:'), item] })).toBe(`Look:\n${line}`)
  })
})

describe('nothing can be said of a result', () => {
  it.each<[string, unknown, readonly string[] | undefined]>([
    ['of a picture alone', { content: [picture] }, ['(image, image/png, 8 bytes)']],
    ['with no text that is one', { content: [{ type: 'text', text: 7 }] }, ['(a text that is none)']],
    ['but not of an empty one', { content: [] }, undefined],
    ['but not with a text', { content: [picture, text('A red bike.')] }, undefined],
    ['but not with structured content', { content: [picture], structuredContent: {} }, undefined],
  ])('%s', (_what, result, parts) => {
    expect(unusableIn(result)).toEqual(parts)
  })
})

describe('bytes are shown as their size', () => {
  const long = 'A'.repeat(4000)
  it.each<[string, unknown, unknown]>([
    ['of a picture', picture, { ...picture, data: '(8 bytes in base64)' }],
    [
      'of a file',
      { type: 'resource', resource: { uri: 'a', blob: long } },
      { type: 'resource', resource: { uri: 'a', blob: '(2.9 KiB in base64)' } },
    ],
    ['of what nobody knows', { type: 'hologram', frames: [{ pixels: long }] }, { type: 'hologram', frames: [{ pixels: '(2.9 KiB in base64)' }] }],
    [
      'but not of an address',
      { type: 'resource_link', uri: `https://bikes.example/${'a/'.repeat(150)}` },
      { type: 'resource_link', uri: `https://bikes.example/${'a/'.repeat(150)}` },
    ],
    ['nor of a text', text(long), text(long)],
    ['nor of another value', { type: 'image', data: 7 }, { type: 'image', data: 7 }],
  ])('%s', (_what, item, shown) => {
    expect(withoutBytes({ content: [item], isError: false })).toEqual({ content: [shown], isError: false })
  })
})
