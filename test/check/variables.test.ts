import { describe, expect, it } from 'vitest'
import { oneTool, toldOf } from './told.ts'

const codes = ['credential-plain-text', 'placeholder-unclosed', 'connection-from-call', 'address-malformed', 'credential-scheme-doubled']

/** What is told of a bike shop with these lines before its tools: code, message and hint. */
async function told(line: string, name = 'hub-spot'): Promise<readonly string[]> {
  const { 'integrations/bikes.yaml': text = '' } = oneTool([])
  const files = { [`integrations/${name}.yaml`]: text.replace('tools:\n', () => `${line}\ntools:\n`) }
  return (await toldOf(files, codes)).map(({ code, message, hint }) => `${code}: ${message}; ${hint}`)
}

const bearer = (token: string): string => `credentials: { type: bearer, token: ${token} }`

describe('a variable of the environment, written as something else writes it, is told by its name', () => {
  it.each([
    ['HUB_TOKEN', '"HUB_TOKEN" is the name of a variable, and would be sent as it stands'],
    ['$HUB_TOKEN', '"$HUB_TOKEN" is no placeholder'],
    ['"${ HUB_TOKEN }"', '"${ HUB_TOKEN }" is no placeholder'],
    ['"${{ secrets.HUB_TOKEN }}"', '"${{ secrets.HUB_TOKEN }}" is no placeholder'],
    ['process.env.HUB_TOKEN', '"process.env.HUB_TOKEN" is no placeholder'],
    ['"%HUB_TOKEN%"', '"%HUB_TOKEN%" is no placeholder'],
    ['"${HUB-TOKEN}"', '"${HUB-TOKEN}" is no placeholder: a name holds letters, digits and _ only'],
    ['"${HUB_TOKEN:-s3cr3t}"', '"${HUB_TOKEN:-…}" is no placeholder: a variable has no default here'],
    ['"${HUB_TOKEN-s3cr3t}"', '"${HUB_TOKEN-…}" is no placeholder: a variable has no default here'],
    ['"${HUB_TOKEN"', '"${HUB_TOKEN" is no placeholder'],
  ])('%s', async (token, message) => {
    expect(await told(bearer(token))).toEqual([`credential-plain-text: ${message}; write \${HUB_TOKEN}`])
  })

  it('in a header, behind its scheme', async () => {
    expect(await told('headers: { Authorization: Bearer $HUB_TOKEN }')).toEqual([
      'credential-plain-text: "$HUB_TOKEN" is no placeholder; write Bearer ${HUB_TOKEN}',
    ])
    expect(await told('headers: { X-Site: "${HUB-SITE}" }')).toEqual([
      'placeholder-unclosed: "${HUB-SITE}" is no placeholder: a name holds letters, digits and _ only; write ${HUB_SITE}',
    ])
  })

  it('in an address, where it is told once', async () => {
    const { 'integrations/bikes.yaml': text = '' } = oneTool([])
    const files = { 'integrations/bikes.yaml': text.replace('https://stock.bikes.example', 'https://${STOCK-HOST}') }
    expect((await toldOf(files, codes)).map(({ message, hint }) => `${message}; ${hint}`)).toEqual([
      '"${STOCK-HOST}" is no placeholder: a name holds letters, digits and _ only; write ${STOCK_HOST}',
    ])
  })

  it('what is left when only the marked part was mended is told as well', async () => {
    expect(await told(bearer('"${HUB}-TOKEN}"'))).toEqual([expect.stringMatching(/^placeholder-unclosed: a brace is left over beside "\$\{HUB\}"; /)])
  })

  it('in two pairs of braces', async () => {
    const hint = 'take it from the environment: ${HUB_TOKEN}'
    for (const token of ['{{HUB_TOKEN}}', '${{ HUB_TOKEN }}'])
      expect(await told(bearer(`"${token}"`))).toEqual([
        `connection-from-call: "${token}" stands in the credentials, which nothing of a call fills; ${hint}`,
      ])
  })
})

describe('what nobody has filled in is no secret that was published', () => {
  it.each(['<your token>', 'xxxx', 'YOUR_TOKEN_HERE', 'TODO'])('%s', async (token) => {
    expect(await told(bearer(token))).toEqual([
      `credential-plain-text: "${token}" stands in the place of the real "token"; put the value into the environment and write \${HUB_SPOT_TOKEN} here`,
    ])
  })
})

describe('what may be a secret is shown to nobody, and the variable is named after its file', () => {
  it.each(['pat-na1-4fe2', 'SK_LIVE_4FE2D9', 'GX7_KQ2_ZP9', '$ummer', 'AKIA_X9F2_TOKENB', 'correct-horse'])('%s', async (token) => {
    const hint = 'put the value into the environment and write ${HUB_SPOT_TOKEN} here; then replace the credential, for it has been published'
    expect(await told(bearer(token))).toEqual([`credential-plain-text: "token" is written in plain text; ${hint}`])
  })

  it('without repeating its name', async () => {
    expect(await told('credentials: { type: api_key, in: header, name: X-Api-Key, value: 4fe2-d9aa }', 'crm')).toEqual([
      expect.stringContaining('write ${CRM_API_KEY} here'),
    ])
    expect(await told('headers: { Hub-Token: 4fe2-d9aa }', 'hub')).toEqual([expect.stringContaining('write ${HUB_TOKEN} here')])
  })
})

describe('what is filled as it should be is left alone', () => {
  it.each(['"${HUB_TOKEN}"', '"${hub_token}"', '"${A}:${B}"', '"pre-${A}"'])('%s', async (token) => {
    expect(await told(bearer(token))).toEqual([])
  })

  it('JSON around a placeholder', async () => {
    expect(await told(`credentials: { type: headers, headers: { X-Auth: '{"key":"\${HUB_KEY}"}' } }`)).toEqual([])
  })
})
