import { isPlainSelect } from '../json/plain-select.ts'
import { isJsonObject, type JsonObject } from '../json/schema.ts'
import { decodeCredentials } from '../model/decode.ts'
import type { Credentials } from '../model/integration.ts'
import { object, text } from '../model/plain.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Cursor, YamlDocument } from '../yaml/cursor.ts'
import { mayHoldOddNumbers } from './odd-numbers.ts'
import { isOrdinaryAddress } from './ordinary/address.ts'
import { areOrdinaryHeaders, isOrdinaryCredentials, isTokenFromSameHost } from './ordinary/connection.ts'
import { Declared } from './ordinary/declared.ts'
import { areOrdinaryExamples } from './ordinary/example.ts'
import { areOrdinaryParameters } from './ordinary/parameter.ts'
import { bitOf, everyPart } from './ordinary/parts.ts'
import { oddPartsOfRequest } from './ordinary/request.ts'
import { firstUnseen, mayHoldOddQuotes, mayHoldSecrets } from './ordinary/text.ts'
import { hasOnly } from './ordinary/value.ts'
import {
  areOrdinaryErrors,
  isOrdinaryDescription,
  isOrdinaryToolDescription,
  isOrdinaryToolName,
  isOrdinaryWait,
  oddPartsOfConfirmation,
} from './ordinary/words.ts'

// Nearly all that people write is of the everyday kind: it has the shape of its schema, and no rule has anything to say of it. What is, is recognized here
// in one look at the data; a file is held against the schema, made an integration and shown to rules only for what is not. "Out of the ordinary" is no
// verdict: most of that is right as well.
// Lists are walked by index: most of a run over hundreds of files is over before the engine has got warm, and until then an iterator takes ten times as long.

/** OddParts says which parts of an integration are out of the ordinary, as bits (ordinary/parts.ts). With none, it has the shape of its schema too. */
export interface OddParts {
  /** Of all that stands in the file. */
  readonly all: number
  /** Of the tools, in the order of the file; of those that are not listed nothing is known. */
  readonly tools: readonly number[]
}

/** allParts is what is said of an integration that nobody looked at. */
export const allParts: OddParts = { all: everyPart, tools: [] }

/** oddPartsOfText marks the parts of a text, as it stands in its file, that are out of the ordinary. */
export function oddPartsOfText({ text }: SourceFile): number {
  return (mayHoldSecrets(text) ? bitOf.secrets : 0) | (mayHoldOddQuotes(text) ? bitOf.quotes : 0)
}

const keysOfIntegration = new Set(['type', 'description', 'base_url', 'credentials', 'headers', 'tls', 'tools'])

/** oddPartsOf marks the parts of an integration that are out of the ordinary. Nobody needs to have looked at its data before. */
export function oddPartsOf({ document }: Cursor): OddParts {
  const { data } = document
  if (!isJsonObject(data) || data['type'] !== 'http') return allParts
  const { description, base_url: baseUrl, headers, tls, tools } = data
  const credentials = decodeCredentials(object(data['credentials']))
  let all = oddPartsOfDocument(document)
  if (!hasOnly(keysOfIntegration, data) || !isJsonObject(tools)) all |= bitOf.shape
  if (typeof baseUrl !== 'string' || !isOrdinaryAddress(baseUrl) || !isTokenFromSameHost(baseUrl, credentials)) all |= bitOf.address
  if (tls !== undefined || !isOrdinaryCredentials(data['credentials'], credentials)) all |= bitOf.credentials
  if (!areOrdinaryHeaders(headers, credentials)) all |= bitOf.headers
  if (typeof description !== 'string' || !isOrdinaryDescription(description)) all |= bitOf.descriptions
  const ofTools: number[] = []
  const around = { baseUrl: text(baseUrl), credentials }
  const byName = object(tools)
  for (const name in byName) {
    const odd = oddPartsOfTool(name, byName[name], around)
    ofTools.push(odd)
    all |= odd
  }
  return { all: ofTools.length === 0 ? all | bitOf.shape : all, tools: ofTools }
}

function oddPartsOfDocument(document: YamlDocument): number {
  let odd = 0
  if (document.isAscii !== true && firstUnseen(document.file.text) !== undefined) odd |= bitOf.characters
  if (mayHoldOddNumbers(document)) odd |= bitOf.numbers
  if (document.hasTightComments !== false) odd |= bitOf.comments
  return odd
}

/** Connection is what a tool is judged beside. */
interface Connection {
  readonly baseUrl: string
  readonly credentials: Credentials
}

const keysOfTool = new Set([
  'description',
  'confirmation',
  'pre_speech',
  'execution_audio',
  'timeout_seconds',
  'retry',
  'parameters',
  'request',
  'response',
  'examples',
])
const keysOfResponse = new Set(['select', 'errors'])
const noMembers: JsonObject = {}

function oddPartsOfTool(name: string, data: unknown, { baseUrl, credentials }: Connection): number {
  if (!isJsonObject(data)) return everyPart
  const { description, parameters = noMembers, request, response = noMembers, examples } = data
  if (!isJsonObject(parameters) || !isJsonObject(request) || !isJsonObject(response)) return everyPart
  const declared = Declared.in(parameters)
  if (declared === undefined) return everyPart
  let odd = hasOnly(keysOfTool, data) && hasOnly(keysOfResponse, response) ? 0 : bitOf.shape
  if (!isOrdinaryToolName(name)) odd |= bitOf.name
  if (typeof description !== 'string' || !isOrdinaryToolDescription(description)) odd |= bitOf.descriptions
  if (!areOrdinaryParameters(declared)) odd |= bitOf.parameters
  odd |= oddPartsOfRequest(request, { name, baseUrl, credentials, declared })
  odd |= oddPartsOfConfirmation(data['confirmation'], request['method'], declared)
  if (data['retry'] !== undefined) odd |= bitOf.method
  if (!areOrdinaryExamples(examples, declared)) odd |= bitOf.examples
  if (!areOrdinaryErrors(response['errors'])) odd |= bitOf.errors
  if (!isOrdinaryWait(data)) odd |= bitOf.wait
  const { select } = response
  if (select !== undefined && (typeof select !== 'string' || !isPlainSelect(select))) odd |= bitOf.select
  return odd
}
