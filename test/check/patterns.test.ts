import { describe, expect, it } from 'vitest'
import { oneTool, toldOf } from './told.ts'

describe('a pattern between slashes, as JavaScript writes it', () => {
  const told = async (pattern: string): Promise<readonly (string | undefined)[]> => {
    const parameters = `parameters: { size: { type: string, description: The size, pattern: ${pattern} } }`
    const found = await toldOf(oneTool([parameters, 'request: { method: GET, path: "/bikes/{size}" }']), ['parameter-pattern-invalid'])
    return found.map(({ hint }) => hint)
  }

  it.each([
    [String.raw`'/^\d+$/'`, String.raw`take them away: ^\d+$`],
    [String.raw`'/^\d+$/i'`, String.raw`take them away: ^\d+$`],
    [String.raw`'/[a-z]+$/'`, 'take them away: [a-z]+$'],
  ])('%s', async (pattern, hint) => {
    expect(await told(pattern)).toEqual([hint])
  })

  it.each([String.raw`'^\d+$'`, "'^/orders/[0-9]+/$'", "'/orders/'", String.raw`'/price\$/'`, "'/orders/$'"])('%s is left alone', async (pattern) => {
    expect(await told(pattern)).toEqual([])
  })
})
