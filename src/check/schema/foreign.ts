import { closest } from '../../diagnostic/did-you-mean.ts'
import type { Step } from '../../yaml/cursor.ts'
import type { Case } from './case.ts'
import { at, type Draft } from './draft.ts'
import { knownKeys } from './published.ts'

// What one of our words is called elsewhere, and can only mean.
const sameWord: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    int: ['integer'],
    int32: ['integer'],
    int64: ['integer'],
    long: ['integer'],
    bool: ['boolean'],
    str: ['string'],
    text: ['string'],
    float: ['number'],
    double: ['number'],
    decimal: ['number'],
    dict: ['object'],
    map: ['object'],
    list: ['array'],
    warn: ['warning'],
    err: ['error'],
    info: ['note'],
    off: ['ignore'],
    none: ['ignore'],
  }),
)
// What is most likely meant, and may be something else.
const likelyWord: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    oauth: ['oauth2', 'oauth2_client_credentials'],
    oauth2: ['oauth2_client_credentials'],
    client_credentials: ['oauth2_client_credentials'],
    token: ['bearer'],
    jwt: ['bearer'],
    password: ['basic'],
    header: ['headers'],
    custom: ['headers'],
    date: ['string'],
    datetime: ['string'],
    email: ['string'],
    uuid: ['string'],
    openai: ['openai-realtime'],
    realtime: ['openai-realtime'],
    claude: ['anthropic'],
    http: ['streamable-http'],
  }),
)

/** wordByAnotherName is the allowed word that one of another format stands for, and whether it can mean nothing else. */
export function wordByAnotherName(word: string, allowed: readonly string[]): { readonly word: string; readonly isCertain: boolean } | undefined {
  const lower = word.toLowerCase()
  const same = sameWord.get(lower)?.find((each) => allowed.includes(each))
  if (same !== undefined) return { word: same, isCertain: true }
  const likely = likelyWord.get(lower)?.find((each) => allowed.includes(each))
  return likely === undefined ? undefined : { word: likely, isCertain: false }
}

/** wordMeant is the allowed word that another one must have meant, by its name elsewhere or by its letters. */
export function wordMeant(word: string, allowed: readonly string[]): string | undefined {
  return wordByAnotherName(word, allowed)?.word ?? closest(word, allowed)
}

/** limitMeant is what a limit of a value is called, by the type that it has. */
export function limitMeant(key: string, { entries }: Draft): string | undefined {
  if (key !== 'min' && key !== 'max') return undefined
  const type = entries?.get('type')?.value
  if (type === 'string') return `${key}Length`
  return type === 'array' ? `${key}Items` : `${key}imum`
}

/** homelessHint is the next step for a key that this format says in another way, or in another place. */
export function homelessHint(path: readonly Step[], key: string, around: Case): string | undefined {
  if (around.shape !== 'integration') return undefined
  const isMcp = around.draft.entries?.get('type')?.value === 'mcp'
  if (path.length === 0) return isMcp ? serverHint(key) : toolHint(key, around)
  if (key === 'nullable' && path[2] === 'parameters') return nullableHint(at(around.draft, path))
  const isParameter = path.length === 4 && path[2] === 'parameters'
  if (isParameter && /^(?:in|location|position|source)$/.test(key))
    return `delete it: the request says where it goes, by holding "{${String(path[3])}}" there`
  return undefined
}

/** OpenAPI 3.0 has a word for what JSON Schema says with a type. */
function nullableHint(schema: Draft | undefined): string {
  const type = schema?.entries?.get('type')?.value
  return typeof type === 'string'
    ? `write type: [${type}, "null"] if null may be sent, and "required: false" if it may be left out`
    : 'write "null" among the types'
}

const excludeHint = 'there is no "exclude": list what you take, as in tools: { include: [search_*] }'

function serverHint(key: string): string | undefined {
  if (key === 'headers') return 'write credentials: { type: headers, headers: ... }'
  return key === 'exclude' ? excludeHint : undefined
}

/** listOfToolsHint is how to write a list of names where the tools of an MCP server stand. */
export function listOfToolsHint(path: readonly Step[], { items = [] }: Draft, { shape, draft }: Case): string | undefined {
  if (shape !== 'integration' || draft.entries?.get('type')?.value !== 'mcp' || path[0] !== 'tools') return undefined
  if (path.length === 2) return /^(?:exclude|deny|blocked?)$/.test(String(path[1])) ? excludeHint : undefined
  const names = items.flatMap(({ value }) => (typeof value === 'string' && /^[\w*-]+$/.test(value) ? [value] : []))
  if (path.length > 1 || names.length < items.length) return undefined
  return `write tools: { include: [${names.slice(0, 3).join(', ')}${names.length > 3 ? ', ...' : ''}] }`
}

/** What each tool says for itself. */
function toolHint(key: string, { draft, judge: { published } }: Case): string | undefined {
  const [tool] = at(draft, ['tools'])?.entries?.keys() ?? []
  const schema = tool === undefined ? undefined : published.at(draft, ['tools', tool])
  const meant = toolKeys.get(key) ?? key
  if (schema === undefined || meant === 'description' || !knownKeys(schema).includes(meant)) return undefined
  return `each tool has its own: write "${meant}" in the tool`
}

const toolKeys: ReadonlyMap<string, string> = new Map(
  Object.entries({ timeout: 'timeout_seconds', timeout_ms: 'timeout_seconds', retries: 'retry', confirm: 'confirmation' }),
)
