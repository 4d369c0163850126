import type { HttpIntegration } from '../model/integration.ts'
import type { HttpTool } from '../model/tool.ts'
import { isPlainSelect } from '../json/plain-select.ts'
import type { SourceFile } from '../text/source-file.ts'
import { areOrdinaryAddresses, areOrdinaryHeaders, isOrdinaryCredentials } from './ordinary/connection.ts'
import { areOrdinaryExamples, areOrdinaryParameters } from './ordinary/parameter.ts'
import { bitOf } from './ordinary/parts.ts'
import { areOrdinaryValues, haveOrdinaryHoles, isOrdinaryMethod, isOrdinaryPath } from './ordinary/request.ts'
import { firstUnseen, mayHoldOddQuotes, mayHoldSecrets } from './ordinary/text.ts'
import {
  areOrdinaryErrors,
  isOrdinaryConfirmation,
  isOrdinaryDescription,
  isOrdinaryToolDescription,
  isOrdinaryToolName,
  isOrdinaryWait,
} from './ordinary/words.ts'
import { mayHoldOddNumbers } from './odd-numbers.ts'

// Nearly all that people write is of the everyday kind, and no rule has anything to say of it. What is, is recognized here in one look; a rule is asked
// only about what is not. "Out of the ordinary" is no verdict: most of that is right as well.
// Lists are walked by index: most of a run over hundreds of files is over before the engine has got warm, and until then an iterator takes ten times as long.

/** oddPartsOfText marks the parts of a text, as it stands in its file, that are out of the ordinary. */
export function oddPartsOfText({ text }: SourceFile): number {
  return (mayHoldSecrets(text) ? bitOf.secrets : 0) | (mayHoldOddQuotes(text) ? bitOf.quotes : 0)
}

/** oddPartsOf marks the parts of an integration that are out of the ordinary, without its tools. */
export function oddPartsOf(integration: HttpIntegration): number {
  const {
    credentials,
    headers,
    tls,
    description,
    at: { document },
  } = integration
  let odd = 0
  if (!areOrdinaryAddresses(integration)) odd |= bitOf.address
  if (tls !== undefined || !isOrdinaryCredentials(credentials)) odd |= bitOf.credentials
  if (!areOrdinaryHeaders(headers, credentials)) odd |= bitOf.headers
  if (!isOrdinaryDescription(description)) odd |= bitOf.descriptions
  if (document.isAscii !== true && firstUnseen(document.file.text) !== undefined) odd |= bitOf.characters
  if (mayHoldOddNumbers(document)) odd |= bitOf.numbers
  if (document.hasTightComments !== false) odd |= bitOf.comments
  return odd
}

/** oddPartsOfTool marks the parts of a tool that are out of the ordinary. */
export function oddPartsOfTool(tool: HttpTool, { baseUrl, credentials }: HttpIntegration): number {
  const { name, description, parameters, request, response, examples } = tool
  let odd = 0
  if (!isOrdinaryToolName(name)) odd |= bitOf.name
  if (!isOrdinaryToolDescription(description)) odd |= bitOf.descriptions
  if (!isOrdinaryMethod(tool)) odd |= bitOf.method
  if (!isOrdinaryPath(request.path, baseUrl)) odd |= bitOf.path
  if (!areOrdinaryHeaders(request.headers, credentials)) odd |= bitOf.headers
  if (!areOrdinaryValues(request)) odd |= bitOf.values
  if (!haveOrdinaryHoles(tool)) odd |= bitOf.holes
  if (!areOrdinaryParameters(parameters)) odd |= bitOf.parameters
  if (!areOrdinaryExamples(examples, parameters)) odd |= bitOf.examples
  if (!isOrdinaryConfirmation(tool)) odd |= bitOf.confirmation
  if (!areOrdinaryErrors(response.errors)) odd |= bitOf.errors
  if (!isOrdinaryWait(tool)) odd |= bitOf.wait
  if (response.select !== undefined && !isPlainSelect(response.select)) odd |= bitOf.select
  return odd
}
