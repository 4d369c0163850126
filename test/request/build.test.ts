import { inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { positionAt } from '../../src/text/source-file.ts'
import { buildRequest, type Built } from '../../src/request/build.ts'
import { needsToken, proofOf, withCredentials } from '../../src/request/credentials.ts'
import type { Values } from '../../src/request/fill.ts'
import type { HttpRequest } from '../../src/world/world.ts'
import { bikes, bikeShop, onTheScreen, onTheWire } from './bikes.ts'

const environment = { KEY: 's3cr3t-k3y/+=', REGION: 'eu', BIKES_URL: 'https://eu.bikes.example' }
const variables = new Map([['user_phone_number', '+34600111222']])

async function build(request: string, given: Values['arguments'], above = bikes): Promise<Built> {
  const { integration, tool } = await bikeShop(request, above)
  return buildRequest(integration, tool, { arguments: given, variables, environment })
}

async function built(request: string, given: Values['arguments'], above = bikes): Promise<HttpRequest> {
  const done = await build(request, given, above)
  if (!done.ok) throw new Error(done.diagnostics.map(({ message }) => message).join('; '))
  return done.request
}

async function refusal(request: string, given: Values['arguments'], above = bikes): Promise<string> {
  const done = await build(request, given, above)
  if (done.ok) throw new Error(`built ${onTheWire(done.request).url}`)
  return markedBy(done.diagnostics).join('; ')
}

describe('the path', () => {
  it.each<[string, string, unknown, string]>([
    ['takes a text', '/bikes/{x}', 'city', '/bikes/city'],
    ['encodes a space', '/bikes/{x}', 'city bike', '/bikes/city%20bike'],
    ['keeps a slash inside of its segment', '/bikes/{x}/parts', '../../admin', '/bikes/..%2F..%2Fadmin/parts'],
    ['keeps a backslash inside of its segment', '/bikes/{x}', '..\\admin', '/bikes/..%5Cadmin'],
    ['encodes what would start a query or a fragment', '/bikes/{x}', 'a?b=c#d', '/bikes/a%3Fb%3Dc%23d'],
    ['encodes a percent sign, so that nothing is decoded twice', '/bikes/{x}', '%2e%2e%2fadmin', '/bikes/%252e%252e%252fadmin'],
    ['encodes letters of every script', '/bikes/{x}', 'Núñez 山', '/bikes/N%C3%BA%C3%B1ez%20%E5%B1%B1'],
    ['encodes an emoji', '/bikes/{x}', '🚲', '/bikes/%F0%9F%9A%B2'],
    ['replaces half a character', '/bikes/{x}', 'a\ud83d', '/bikes/a%EF%BF%BD'],
    ['encodes a line break', '/bikes/{x}', 'a\r\nHost: evil', '/bikes/a%0D%0AHost%3A%20evil'],
    ['writes a number out', '/bikes/{x}', 10442, '/bikes/10442'],
    ['writes a boolean out', '/bikes/{x}', false, '/bikes/false'],
    ['takes dots that stand beside a text', '/bikes/{x}.json', '..', '/bikes/...json'],
    ['takes two values in one segment', '/bikes/{x}-{y}', 'a/b', '/bikes/a%2Fb-7'],
    ['leaves what the author wrote as it is', '/users/search.json;v=1/{x}', 'a', '/users/search.json;v=1/a'],
    ['takes a call variable', '/callers/{{user_phone_number}}/{x}', 'a', '/callers/%2B34600111222/a'],
    ['never reads a value as a hole', '/bikes/{x}', '{y}', '/bikes/%7By%7D'],
  ])('%s', async (_, path, x, expected) => {
    const request = await built(`{ method: GET, path: "${path}" }`, { x, y: 7 })
    expect(onTheWire(request).url).toBe(`https://api.bikes.example/v1${expected}`)
  })

  it.each<[string, string, unknown, string]>([
    ['an empty value', '/bikes/{x}/parts', '', '{x}'],
    ['null', '/bikes/{x}/parts', null, '{x}'],
    ['one dot', '/bikes/{x}', '.', '{x}'],
    ['two dots', '/bikes/{x}', '..', '{x}'],
    ['a dot that completes the dot of the author', '/bikes/.{x}', '.', '.{x}'],
    ['dots of two values', '/bikes/{x}{y}', '.', '{x}{y}'],
  ])('refuses %s as a whole segment', async (_, path, x, marked) => {
    expect(await refusal(`{ method: GET, path: "${path}" }`, { x, y: '.' })).toBe(`request-segment-refused at ${marked}`)
  })

  it('whatever the caller says, the call stays with its host and its segment', async () => {
    const { integration, tool } = await bikeShop('{ method: GET, path: "/bikes/{x}/parts" }')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (x) => {
        const done = buildRequest(integration, tool, { arguments: { x }, variables, environment })
        if (!done.ok) return
        const { origin, pathname, search, hash } = new URL(onTheWire(done.request).url)
        expect({ origin, search, hash }).toEqual({ origin: 'https://api.bikes.example', search: '', hash: '' })
        expect(pathname.split('/')).toHaveLength(5)
        expect(pathname.startsWith('/v1/bikes/') && pathname.endsWith('/parts')).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the query', () => {
  it.each<[string, string, Values['arguments'], string]>([
    ['takes constants of every type', '{ a: x, b: 3, c: 1.5, d: true }', {}, '?a=x&b=3&c=1.5&d=true'],
    ['is in the order of the file', '{ z: 1, a: 2 }', {}, '?z=1&a=2'],
    ['encodes values', '{ q: "{x}" }', { x: 'a&b=c #+?/ñ' }, '?q=a%26b%3Dc%20%23%2B%3F%2F%C3%B1'],
    ['encodes names', '{ "filter[color]": red, "a b": "1" }', {}, '?filter%5Bcolor%5D=red&a%20b=1'],
    ['repeats the key for a list', '{ tag: "{x}" }', { x: ['a', 2, false] }, '?tag=a&tag=2&tag=false'],
    ['repeats the key for a list of the author', '{ tag: [phone, "{x}", 7] }', { x: 'b' }, '?tag=phone&tag=b&tag=7'],
    ['drops the key of an empty list', '{ tag: "{x}", a: 1 }', { x: [] }, '?a=1'],
    ['writes a boolean out', '{ sold: "{x}" }', { x: false }, '?sold=false'],
    ['writes a number out', '{ sold: "{x}" }', { x: 0 }, '?sold=0'],
    ['writes an object as JSON', '{ where: "{x}" }', { x: { a: 1 } }, '?where=%7B%22a%22%3A1%7D'],
    ['sends an empty text as one', '{ q: "{x}" }', { x: '' }, '?q='],
    ['drops the key of a missing optional', '{ q: "{x}", a: 1 }', {}, '?a=1'],
    ['drops the item of a missing optional', '{ tag: [phone, "{x}"] }', {}, '?tag=phone'],
    ['drops null', '{ q: "{x}" }', { x: null }, ''],
    ['takes a value inside a longer text', '{ q: "color:{x} sold:no" }', { x: 'sky blue' }, '?q=color%3Asky%20blue%20sold%3Ano'],
    ['takes a call variable', '{ from: "{{ user_phone_number }}" }', {}, '?from=%2B34600111222'],
    [
      'never reads a value as a hole',
      '{ q: "{x}", r: "a {x}" }',
      { x: '${KEY} {y} {{z}}' },
      '?q=%24%7BKEY%7D%20%7By%7D%20%7B%7Bz%7D%7D&r=a%20%24%7BKEY%7D%20%7By%7D%20%7B%7Bz%7D%7D',
    ],
  ])('%s', async (_, query, given, expected) => {
    const request = await built(`{ method: GET, path: /bikes, query: ${query} }`, given)
    expect(onTheWire(request).url).toBe(`https://api.bikes.example/v1/bikes${expected}`)
  })

  it('is joined to a query that stands in the path', async () => {
    const request = await built('{ method: GET, path: "/bikes?kind={x}", query: { page: 2 } }', { x: 'a&b' })
    expect(onTheWire(request).url).toBe('https://api.bikes.example/v1/bikes?kind=a%26b&page=2')
  })
})

describe('the form', () => {
  it.each<[string, string, Values['arguments'], string]>([
    ['takes constants of every type', '{ a: x, b: 3, c: 1.5, d: true }', {}, 'a=x&b=3&c=1.5&d=true'],
    ['is in the order of the file', '{ z: 1, a: 2 }', {}, 'z=1&a=2'],
    ['encodes values as browsers do', '{ q: "{x}" }', { x: 'a&b=c #+~*(ñ)\n' }, 'q=a%26b%3Dc+%23%2B%7E*%28%C3%B1%29%0A'],
    ['encodes names', '{ "items[0][price id]": "{x}" }', { x: 'p' }, 'items%5B0%5D%5Bprice+id%5D=p'],
    ['repeats the key for a list', '{ tag: "{x}" }', { x: ['a', 2, false] }, 'tag=a&tag=2&tag=false'],
    ['repeats the key for a list of the author', '{ "tag[]": [phone, "{x}", 7] }', { x: 'b' }, 'tag%5B%5D=phone&tag%5B%5D=b&tag%5B%5D=7'],
    ['drops the key of an empty list', '{ tag: "{x}", a: 1 }', { x: [] }, 'a=1'],
    ['writes a boolean out', '{ sold: "{x}" }', { x: false }, 'sold=false'],
    ['writes a number out', '{ sold: "{x}" }', { x: 0 }, 'sold=0'],
    ['writes an object as JSON', '{ where: "{x}" }', { x: { a: 1 } }, 'where=%7B%22a%22%3A1%7D'],
    ['sends an empty text as one', '{ q: "{x}" }', { x: '' }, 'q='],
    ['drops the key of a missing optional', '{ q: "{x}", a: 1 }', {}, 'a=1'],
    ['drops the item of a missing optional', '{ tag: [phone, "{x}"] }', {}, 'tag=phone'],
    ['drops null', '{ q: "{x}", a: 1 }', { x: null }, 'a=1'],
    ['is empty, and still a body, where nothing is left', '{ q: "{x}" }', {}, ''],
    ['takes a value inside a longer text', '{ q: "color:{x} sold" }', { x: 'sky blue' }, 'q=color%3Asky+blue+sold'],
    ['takes a call variable', '{ from: "{{ user_phone_number }}" }', {}, 'from=%2B34600111222'],
    ['replaces half a character', '{ q: "{x}" }', { x: 'a\ud83d' }, 'q=a%EF%BF%BD'],
    ['never reads a value as a hole', '{ q: "{x}" }', { x: '${KEY} {y}' }, 'q=%24%7BKEY%7D+%7By%7D'],
  ])('%s', async (_, form, given, expected) => {
    const request = onTheWire(await built(`{ method: POST, path: /bikes, form: ${form} }`, given))
    expect(request.body).toBe(expected)
    expect(request.headers).toEqual({ Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' })
  })

  it('leaves a type of the author alone', async () => {
    const type = 'application/x-www-form-urlencoded; charset=utf-8'
    const request = await built(`{ method: POST, path: /bikes, headers: { content-type: "${type}" }, form: { a: 1 } }`, {})
    expect(onTheWire(request).headers).toEqual({ Accept: 'application/json', 'content-type': type })
  })

  it('whatever the caller says, the server reads just that', async () => {
    const { integration, tool } = await bikeShop('{ method: POST, path: /bikes, form: { first: "{x}", last: end } }')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (x) => {
        const done = buildRequest(integration, tool, { arguments: { x }, variables, environment })
        const body = done.ok ? onTheWire(done.request).body : undefined
        expect([...new URLSearchParams(body)]).toEqual([
          ['first', x],
          ['last', 'end'],
        ])
      }),
      { numRuns: 300 },
    )
  })

  it('what is missing is told at its hole', async () => {
    expect(await refusal('{ method: POST, path: /bikes, form: { a: ["x", "${NOT_SET}"] } }', {})).toBe('request-environment-missing at ${NOT_SET}')
  })

  it('secrets stand on the wire, encoded, and by name wherever a person looks', async () => {
    const request = await built('{ method: POST, path: /bikes, form: { k: "${KEY}", t: "a ${KEY}", x: "{x}" } }', { x: 'open' })
    expect(onTheWire(request).body).toBe('k=s3cr3t-k3y%2F%2B%3D&t=a+s3cr3t-k3y%2F%2B%3D&x=open')
    expect(JSON.stringify(request)).not.toContain('s3cr3t')
    expect(onTheScreen(request).body).toContain('k=$KEY&t=')
  })
})

describe('the headers', () => {
  it.each<[string, string, Values['arguments'], Record<string, string>]>([
    ['say that JSON is wanted', '{}', {}, { Accept: 'application/json' }],
    ['leave a wish of the author alone, whatever its case', '{ ACCEPT: text/csv }', {}, { ACCEPT: 'text/csv' }],
    ['write values out', '{ X-A: "{x}", X-B: "n {x}" }', { x: 7 }, { Accept: 'application/json', 'X-A': '7', 'X-B': 'n 7' }],
    ['drop a missing optional', '{ X-A: "{x}" }', {}, { Accept: 'application/json' }],
    ['take letters of western Europe', '{ X-A: "{x}" }', { x: 'Núñez' }, { Accept: 'application/json', 'X-A': 'Núñez' }],
    ['take a tab', '{ X-A: "{x}" }', { x: 'a\tb' }, { Accept: 'application/json', 'X-A': 'a\tb' }],
  ])('%s', async (_, headers, given, expected) => {
    const request = await built(`{ method: GET, path: /bikes, headers: ${headers} }`, given)
    expect(onTheWire(request).headers).toEqual(expected)
  })

  it("those of the tool win over the integration's, whatever their case", async () => {
    const request = await built('{ method: GET, path: /bikes, headers: { x-shop: two } }', {}, `${bikes}headers: { X-Shop: one, X-Other: kept }\n`)
    expect(onTheWire(request).headers).toEqual({ Accept: 'application/json', 'x-shop': 'two', 'X-Other': 'kept' })
  })

  it('say what the body is, where there is one', async () => {
    const post = await built('{ method: POST, path: /bikes, body: { a: 1 } }', {})
    expect(onTheWire(post).headers).toEqual({ Accept: 'application/json', 'Content-Type': 'application/json' })
    const patch = await built('{ method: PATCH, path: /bikes, headers: { content-type: application/merge-patch+json }, body: { a: 1 } }', {})
    expect(onTheWire(patch).headers).toEqual({ Accept: 'application/json', 'content-type': 'application/merge-patch+json' })
  })

  it.each(['a\r\nX-Admin: yes', 'a\nb', 'a\rb', 'a\0b', 'a\u{7f}', 'a\u{1b}[2J', 'Łukasz', '🚲', 'a\u{2028}b'])('refuse %j', async (x) => {
    expect(await refusal('{ method: GET, path: /bikes, headers: { X-A: "{x}" } }', { x })).toBe('request-header-refused at {x}')
    expect(await refusal('{ method: GET, path: /bikes, headers: { X-A: "by {x}" } }', { x })).toBe('request-header-refused at by {x}')
  })
})

describe('the body', () => {
  it.each<[string, string, Values['arguments'], string | undefined]>([
    ['is absent where the author wrote none', '', {}, undefined],
    ['keeps a number', '{ a: "{x}" }', { x: 12.5 }, '{"a":12.5}'],
    ['keeps a boolean', '{ a: "{x}" }', { x: false }, '{"a":false}'],
    ['keeps null', '{ a: "{x}" }', { x: null }, '{"a":null}'],
    ['keeps a list', '{ a: "{x}" }', { x: [1, 'b', [true]] }, '{"a":[1,"b",[true]]}'],
    ['keeps a mapping', '{ a: "{x}" }', { x: { b: { c: 1 } } }, '{"a":{"b":{"c":1}}}'],
    ['keeps a text that looks like a number', '{ a: "{x}" }', { x: '007' }, '{"a":"007"}'],
    ['writes a value out inside a longer text', '{ a: "order {x}" }', { x: 7 }, '{"a":"order 7"}'],
    ['writes a list out as JSON inside a longer text', '{ a: "tags {x}" }', { x: ['a'] }, '{"a":"tags [\\"a\\"]"}'],
    ['drops the key of a missing optional', '{ a: "{x}", b: 1 }', {}, '{"b":1}'],
    ['drops the item of a missing optional', '{ a: [1, "{x}", 3] }', {}, '{"a":[1,3]}'],
    ['keeps the mapping around a missing optional', '{ a: { b: "{x}" } }', {}, '{"a":{}}'],
    ['may be one value', '"{x}"', { x: [1] }, '[1]'],
    ['is absent when its one value is', '"{x}"', {}, undefined],
    ['keeps constants of every type', '{ a: [1, 1.5, true, null, "", {}, []] }', {}, '{"a":[1,1.5,true,null,"",{},[]]}'],
    ['takes a call variable', '{ from: "{{user_phone_number}}" }', {}, '{"from":"+34600111222"}'],
    ['never reads a value as a hole', '{ a: "{x}", b: "-{x}" }', { x: '${KEY}{y}{{z}}' }, '{"a":"${KEY}{y}{{z}}","b":"-${KEY}{y}{{z}}"}'],
    ['leaves braces that are no hole alone', '{ a: "{} {0} {a-b}" }', {}, '{"a":"{} {0} {a-b}"}'],
    ['keeps quotes of a value inside of its text', '{ a: "{x}" }', { x: '","admin":true,"b":"' }, '{"a":"\\",\\"admin\\":true,\\"b\\":\\""}'],
    ['keeps a key that every object has', '{ __proto__: "{x}", constructor: 1 }', { x: 2 }, '{"__proto__":2,"constructor":1}'],
  ])('%s', async (_, body, given, expected) => {
    const request = await built(`{ method: POST, path: /bikes${body === '' ? '' : `, body: ${body}`} }`, given)
    expect(onTheWire(request).body).toBe(expected)
    expect('Content-Type' in onTheWire(request).headers).toBe(expected !== undefined)
  })
})

describe('the address', () => {
  it.each<[string, string, string]>([
    ['loses the slash at its end', 'https://api.bikes.example/v1/', 'https://api.bikes.example/v1/bikes'],
    ['may come from the environment', '${BIKES_URL}', 'https://eu.bikes.example/bikes'],
    ['may take its host in part from the environment', 'https://${REGION}.bikes.example/v1', 'https://eu.bikes.example/v1/bikes'],
    ['may be loopback without https', 'http://127.0.0.1:8080', 'http://127.0.0.1:8080/bikes'],
  ])('%s', async (_, address, expected) => {
    const request = await built('{ method: GET, path: /bikes }', {}, `base_url: ${address}\n`)
    expect(onTheWire(request).url).toBe(expected)
    // A person has to see where a call goes, so the host is never hidden.
    expect(onTheScreen(request).url).toBe(expected)
  })

  it.each<[string, string]>([
    ['https://{x}.bikes.example', 'request-url-invalid at {x}'],
    ['https://{{x}}.bikes.example', 'request-url-invalid at {{x}}'],
    ['https://${MISSING}.bikes.example', 'request-environment-missing at ${MISSING}'],
    ['bikes.example/v1', 'request-url-invalid at bikes.example/v1'],
    ['ftp://bikes.example', 'request-url-invalid at ftp://bikes.example'],
    ['https:///v1', 'request-url-invalid at https:///v1'],
    ['https://ana:secret@bikes.example', 'request-url-invalid at https://ana:secret@bikes.example'],
    ['http://bikes.example', 'request-url-insecure at http://bikes.example'],
    ['http://127.0.0.1.bikes.example', 'request-url-insecure at http://127.0.0.1.bikes.example'],
    ['http://localhost@bikes.example', 'request-url-invalid at http://localhost@bikes.example'],
    ['https://api.bikes.example/v1?shop=2', 'request-url-invalid at https://api.bikes.example/v1?shop=2'],
  ])('%s is refused', async (address, expected) => {
    expect(await refusal('{ method: GET, path: /bikes }', { x: 'evil' }, `base_url: ${address}\n`)).toBe(expected)
  })
})

it('everything that is missing is told at once, each at its own place', async () => {
  const request = '{ method: POST, path: "/{{a}}", query: { b: "${B}" }, headers: { C: "{{c}}" }, body: { d: ["${D}"] } }'
  const done = await build(request, {})
  const columnOf = (written: string): number => '    request: '.length + request.indexOf(written) + 1
  expect(done.ok ? [] : done.diagnostics.map(({ code, span }) => [code, span === undefined ? 0 : positionAt(span.file, span.start).column])).toEqual([
    ['request-variable-missing', columnOf('{{a}}')],
    ['request-environment-missing', columnOf('${B}')],
    ['request-variable-missing', columnOf('{{c}}')],
    ['request-environment-missing', columnOf('${D}')],
  ])
})

/** A request with what proves who is asking; the caller says `x`. */
async function proven(request: string, credentials: string): Promise<HttpRequest> {
  const { integration, tool } = await bikeShop(request, `${bikes}credentials: ${credentials}\n`)
  const done = buildRequest(integration, tool, { arguments: { x: 'Bearer of the caller' }, variables, environment })
  const proof = proofOf(integration, environment)
  if (!done.ok || !proof.ok || needsToken(proof.value)) throw new Error('not built')
  return withCredentials(done.request, proof.value)
}

/** Diagnostics in short: the code, and the stretch of the file that is marked. */
const markedBy = (diagnostics: readonly Diagnostic[]): readonly string[] =>
  diagnostics.map(({ code, span }) => `${code} at ${span?.file.text.slice(span.start, span.end)}`)

describe('secrets', () => {
  const everywhere =
    '{ method: POST, path: "/{x}/${KEY}", query: { k: "${KEY}", t: "a ${KEY}" }, headers: { X-K: "v=${KEY}" }, ' +
    'body: { k: "${KEY}", t: "a ${KEY}", x: "{x}" } }'

  it('stand on the wire, and by name wherever a person looks', async () => {
    const request = await built(everywhere, { x: 'open' })
    expect(onTheWire(request)).toEqual({
      method: 'POST',
      url: 'https://api.bikes.example/v1/open/s3cr3t-k3y%2F%2B%3D?k=s3cr3t-k3y%2F%2B%3D&t=a%20s3cr3t-k3y%2F%2B%3D',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-K': 'v=s3cr3t-k3y/+=' },
      body: '{"k":"s3cr3t-k3y/+=","t":"a s3cr3t-k3y/+=","x":"open"}',
    })
    expect(onTheScreen(request)).toEqual({
      method: 'POST',
      url: 'https://api.bikes.example/v1/open/$KEY?k=$KEY&t=a $KEY',
      headers: { Accept: 'application/json', 'Content-Type': 'application/json', 'X-K': 'v=$KEY' },
      body: '{"k":"$KEY","t":"a $KEY","x":"open"}',
    })
  })

  it('cannot be printed by accident', async () => {
    const request = await built(everywhere, { x: 'open' })
    const inspected = inspect(request, { depth: 9, showHidden: true })
    for (const printed of [JSON.stringify(request), inspected, String(request.url), `${request.body}`]) expect(printed).not.toContain('s3cr3t')
  })

  it.each<[string, string, Partial<ReturnType<typeof onTheWire>>, Partial<ReturnType<typeof onTheScreen>>]>([
    ['none', '{ type: none }', { headers: { Accept: 'application/json' } }, {}],
    [
      'bearer',
      '{ type: bearer, token: "${KEY}" }',
      { headers: { Accept: 'application/json', Authorization: 'Bearer s3cr3t-k3y/+=' } },
      { headers: { Accept: 'application/json', Authorization: 'Bearer $KEY' } },
    ],
    [
      'basic, with a colon in the password and a name beyond ASCII',
      '{ type: basic, username: Ñandú/token, password: "a:${KEY}" }',
      { headers: { Accept: 'application/json', Authorization: `Basic ${Buffer.from('Ñandú/token:a:s3cr3t-k3y/+=').toString('base64')}` } },
      { headers: { Accept: 'application/json', Authorization: 'Basic Ñandú/token:a:$KEY' } },
    ],
    [
      'api_key in a header',
      '{ type: api_key, name: X-Api-Key, value: "${KEY}" }',
      { headers: { Accept: 'application/json', 'X-Api-Key': 's3cr3t-k3y/+=' } },
      { headers: { Accept: 'application/json', 'X-Api-Key': '$KEY' } },
    ],
    [
      'api_key in the query',
      '{ type: api_key, in: query, name: "api key", value: "${KEY}" }',
      { url: 'https://api.bikes.example/v1/bikes?page=2&api%20key=s3cr3t-k3y%2F%2B%3D' },
      { url: 'https://api.bikes.example/v1/bikes?page=2&api%20key=$KEY' },
    ],
    [
      'headers',
      '{ type: headers, headers: { X-App: "${REGION}", X-Sign: "v1=${KEY}" } }',
      { headers: { Accept: 'application/json', 'X-App': 'eu', 'X-Sign': 'v1=s3cr3t-k3y/+=' } },
      { headers: { Accept: 'application/json', 'X-App': '$REGION', 'X-Sign': 'v1=$KEY' } },
    ],
  ])('prove who is asking: %s', async (_, credentials, wire, screen) => {
    const request = await proven('{ method: GET, path: /bikes, query: { page: 2 } }', credentials)
    expect(onTheWire(request)).toMatchObject(wire)
    expect(onTheScreen(request)).toMatchObject(screen)
  })

  it('the credentials win over a header of the same name', async () => {
    const request = await proven('{ method: GET, path: /bikes, headers: { authorization: "{x}" } }', '{ type: bearer, token: "${KEY}" }')
    expect(onTheWire(request).headers).toEqual({ Accept: 'application/json', Authorization: 'Bearer s3cr3t-k3y/+=' })
  })

  it('a key in the query is the first where there is no other', async () => {
    const request = await proven('{ method: GET, path: /bikes }', '{ type: api_key, in: query, name: key, value: "${KEY}" }')
    expect(onTheWire(request).url).toBe('https://api.bikes.example/v1/bikes?key=s3cr3t-k3y%2F%2B%3D')
  })

  it('what is not set is told at the hole that names it', async () => {
    const credentials = '{ type: basic, username: "${USER_NAME}/token", password: "${PASSWORD}" }'
    const { integration } = await bikeShop('{ method: GET, path: /bikes }', `${bikes}credentials: ${credentials}\n`)
    const proof = proofOf(integration, { PASSWORD: '' })
    expect(proof.ok ? [] : markedBy(proof.diagnostics)).toEqual([
      'request-environment-missing at ${USER_NAME}',
      'request-environment-missing at ${PASSWORD}',
    ])
  })
})
