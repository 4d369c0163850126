/** bitOf has a bit for each part of a file that rules judge. */
export const bitOf = {
  /** What the schema of the file may not know: no rule is about it. */
  shape: 1 << 21,
  /** Where calls go: base_url, and the address that hands out tokens. */
  address: 1 << 0,
  credentials: 1 << 1,
  /** Headers of the integration and of its tools. */
  headers: 1 << 2,
  /** All that an MCP server says, and what is said of it. */
  server: 1 << 3,
  /** Characters that nobody sees. */
  characters: 1 << 4,
  /** Numbers that YAML and the eye read differently. */
  numbers: 1 << 19,
  /** Comments behind something that begin with no space. */
  comments: 1 << 20,
  /** What a tool is called. */
  name: 1 << 5,
  /** The method, beside the name and the body. */
  method: 1 << 6,
  path: 1 << 7,
  /** Parameters and the holes that they fill, beside each other. */
  holes: 1 << 8,
  /** What is sent in the query and the body. */
  values: 1 << 9,
  /** The schemas of the parameters, with the values that they list. */
  parameters: 1 << 10,
  /** What the model reads: descriptions of integration, tools and parameters. */
  descriptions: 1 << 11,
  /** What the caller is asked before a call, or is not. */
  confirmation: 1 << 12,
  /** What the agent says after a call that failed. */
  errors: 1 << 13,
  /** How long a caller waits, and what is heard meanwhile. */
  wait: 1 << 14,
  select: 1 << 15,
  /** Calls worth repeating. */
  examples: 1 << 16,
  /** A text as it stands in its file, for what looks like a secret. */
  secrets: 1 << 17,
  /** A text as it stands in its file, for quotes that are letters to YAML. */
  quotes: 1 << 18,
} as const

/** Part is a part of a file that rules judge. */
export type Part = keyof typeof bitOf

/** everyPart has all bits: where nothing is known, everything may be out of the ordinary. */
export const everyPart = -1

/** bitsOf puts parts together. */
export function bitsOf(parts: Part | readonly Part[]): number {
  let bits = 0
  for (const part of [parts].flat()) bits |= bitOf[part]
  return bits
}
