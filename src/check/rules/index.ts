import type { Rule } from '../rule.ts'
import { addressMalformed } from './address-malformed.ts'
import { addressMetadata } from './address-metadata.ts'
import { addressPrivate } from './address-private.ts'
import { addressWithCredentials } from './address-with-credentials.ts'
import { apiKeyMisplaced } from './api-key-misplaced.ts'
import { apiKeyNameRefused } from './api-key-name-refused.ts'
import { baseUrlNotHttps } from './base-url-not-https.ts'
import { baseUrlWithQuery } from './base-url-with-query.ts'
import { bodyIsText } from './body-is-text.ts'
import { bodyMergeKey } from './body-merge-key.ts'
import { bodyNull } from './body-null.ts'
import { bodyOnGet } from './body-on-get.ts'
import { bodyValueEmpty } from './body-value-empty.ts'
import { characterInvisible } from './character-invisible.ts'
import { confirmationParameterUnknown } from './confirmation-parameter-unknown.ts'
import { confirmationUnfinished } from './confirmation-unfinished.ts'
import { confirmationVague } from './confirmation-vague.ts'
import { confirmationWithoutAmount } from './confirmation-without-amount.ts'
import { confirmationWithoutTarget } from './confirmation-without-target.ts'
import { connectionFromCall } from './connection-from-call.ts'
import { contentTypeNotForm } from './content-type-not-form.ts'
import { contentTypeNotJson } from './content-type-not-json.ts'
import { credentialInQuery } from './credential-in-query.ts'
import { credentialPadded } from './credential-padded.ts'
import { credentialPlainText } from './credential-plain-text.ts'
import { credentialSchemeDoubled } from './credential-scheme-doubled.ts'
import { credentialsRepeated } from './credentials-repeated.ts'
import { credentialsSwapped } from './credentials-swapped.ts'
import { descriptionRepeatsName } from './description-repeats-name.ts'
import { descriptionTooLong } from './description-too-long.ts'
import { descriptionTooShort } from './description-too-short.ts'
import { descriptionUnfinished } from './description-unfinished.ts'
import { environmentOutOfPlace } from './environment-out-of-place.ts'
import { errorTextUnheard } from './error-text-unheard.ts'
import { exampleArgumentsRefused } from './example-arguments-refused.ts'
import { exampleRecordingDiffers } from './example-recording-differs.ts'
import { exampleRepeated } from './example-repeated.ts'
import { formValueNested } from './form-value-nested.ts'
import { formWithBody } from './form-with-body.ts'
import { headerDuplicate } from './header-duplicate.ts'
import { headerMisspelt } from './header-misspelt.ts'
import { headerReserved } from './header-reserved.ts'
import { headerValueRefused } from './header-value-refused.ts'
import { idempotencyHeaderIdle } from './idempotency-header-idle.ts'
import { idempotencyHeaderRepeated } from './idempotency-header-repeated.ts'
import { keyFileInProject } from './key-file-in-project.ts'
import { mcpTextPoisoned } from './mcp-text-poisoned.ts'
import { mcpTextSuspicious } from './mcp-text-suspicious.ts'
import { methodAgainstName } from './method-against-name.ts'
import { methodOnlyReads } from './method-only-reads.ts'
import { numberMisread } from './number-misread.ts'
import { parameterBoundsEmpty } from './parameter-bounds-empty.ts'
import { parameterBoundsFractional } from './parameter-bounds-fractional.ts'
import { parameterDefaultRefused } from './parameter-default-refused.ts'
import { parameterDefaultRequired } from './parameter-default-required.ts'
import { parameterDescriptionDuplicate } from './parameter-description-duplicate.ts'
import { parameterEnumDuplicate } from './parameter-enum-duplicate.ts'
import { parameterEnumRefused } from './parameter-enum-refused.ts'
import { parameterExampleRefused } from './parameter-example-refused.ts'
import { parameterFormatUnknown } from './parameter-format-unknown.ts'
import { parameterItemsMissing } from './parameter-items-missing.ts'
import { parameterKeywordIdle } from './parameter-keyword-idle.ts'
import { parameterKnownFromCall } from './parameter-known-from-call.ts'
import { parameterNameNotPortable } from './parameter-name-not-portable.ts'
import { parameterPatternInvalid } from './parameter-pattern-invalid.ts'
import { parameterPropertiesMissing } from './parameter-properties-missing.ts'
import { parameterRequiredUnknown } from './parameter-required-unknown.ts'
import { parameterTypeMissing } from './parameter-type-missing.ts'
import { parameterUndeclared } from './parameter-undeclared.ts'
import { parameterUnused } from './parameter-unused.ts'
import { pathCharacterRefused } from './path-character-refused.ts'
import { pathDotSegment } from './path-dot-segment.ts'
import { pathDoubleSlash } from './path-double-slash.ts'
import { pathParameterOptional } from './path-parameter-optional.ts'
import { pathRepeatsBaseUrl } from './path-repeats-base-url.ts'
import { pathValuesAdjacent } from './path-values-adjacent.ts'
import { pathWithFragment } from './path-with-fragment.ts'
import { pathWithQuery } from './path-with-query.ts'
import { placeholderInGraphql } from './placeholder-in-graphql.ts'
import { placeholderInKey } from './placeholder-in-key.ts'
import { placeholderMisspelt } from './placeholder-misspelt.ts'
import { placeholderNotFilled } from './placeholder-not-filled.ts'
import { placeholderUnclosed } from './placeholder-unclosed.ts'
import { placeholderUnquoted } from './placeholder-unquoted.ts'
import { queryAlreadyEncoded } from './query-already-encoded.ts'
import { quoteStray } from './quote-stray.ts'
import { quotesTypographic } from './quotes-typographic.ts'
import { retryNotRepeatable } from './retry-not-repeatable.ts'
import { riskWithoutConfirmation } from './risk-without-confirmation.ts'
import { secretPlainText } from './secret-plain-text.ts'
import { selectInvalid } from './select-invalid.ts'
import { selectOnHead } from './select-on-head.ts'
import { sharedHeaderParameter } from './shared-header-parameter.ts'
import { silenceTooLong } from './silence-too-long.ts'
import { spokenTextTechnical } from './spoken-text-technical.ts'
import { stdioArgumentSecret } from './stdio-argument-secret.ts'
import { stdioCommandShell } from './stdio-command-shell.ts'
import { stdioCommandWords } from './stdio-command-words.ts'
import { stdioPackageUnpinned } from './stdio-package-unpinned.ts'
import { textCutByComment } from './text-cut-by-comment.ts'
import { textParameterOptional } from './text-parameter-optional.ts'
import { textSwallowsKey } from './text-swallows-key.ts'
import { timeoutTooLong } from './timeout-too-long.ts'
import { tlsWithoutHttps } from './tls-without-https.ts'
import { tokenUrlElsewhere } from './token-url-elsewhere.ts'
import { toolDescriptionMissing } from './tool-description-missing.ts'
import { toolNameNotPortable } from './tool-name-not-portable.ts'
import { toolNameReserved } from './tool-name-reserved.ts'
import { trustedFieldFromCaller } from './trusted-field-from-caller.ts'
import { wordAmbiguous } from './word-ambiguous.ts'
import { writeWithoutConfirmation } from './write-without-confirmation.ts'

const rules: readonly Rule[] = [
  addressMalformed,
  addressMetadata,
  addressPrivate,
  addressWithCredentials,
  apiKeyMisplaced,
  apiKeyNameRefused,
  baseUrlNotHttps,
  baseUrlWithQuery,
  bodyIsText,
  bodyMergeKey,
  bodyNull,
  bodyOnGet,
  bodyValueEmpty,
  characterInvisible,
  confirmationParameterUnknown,
  confirmationUnfinished,
  confirmationVague,
  confirmationWithoutAmount,
  confirmationWithoutTarget,
  connectionFromCall,
  contentTypeNotForm,
  contentTypeNotJson,
  credentialInQuery,
  credentialPadded,
  credentialPlainText,
  credentialSchemeDoubled,
  credentialsRepeated,
  credentialsSwapped,
  descriptionRepeatsName,
  descriptionTooLong,
  descriptionTooShort,
  descriptionUnfinished,
  environmentOutOfPlace,
  errorTextUnheard,
  exampleArgumentsRefused,
  exampleRecordingDiffers,
  exampleRepeated,
  formValueNested,
  formWithBody,
  headerDuplicate,
  headerMisspelt,
  headerReserved,
  headerValueRefused,
  idempotencyHeaderIdle,
  idempotencyHeaderRepeated,
  keyFileInProject,
  mcpTextPoisoned,
  mcpTextSuspicious,
  methodAgainstName,
  methodOnlyReads,
  numberMisread,
  parameterBoundsEmpty,
  parameterBoundsFractional,
  parameterDefaultRefused,
  parameterDefaultRequired,
  parameterDescriptionDuplicate,
  parameterEnumDuplicate,
  parameterEnumRefused,
  parameterExampleRefused,
  parameterFormatUnknown,
  parameterItemsMissing,
  parameterKeywordIdle,
  parameterKnownFromCall,
  parameterNameNotPortable,
  parameterPatternInvalid,
  parameterPropertiesMissing,
  parameterRequiredUnknown,
  parameterTypeMissing,
  parameterUndeclared,
  parameterUnused,
  pathCharacterRefused,
  pathDotSegment,
  pathDoubleSlash,
  pathParameterOptional,
  pathRepeatsBaseUrl,
  pathValuesAdjacent,
  pathWithFragment,
  pathWithQuery,
  placeholderInGraphql,
  placeholderInKey,
  placeholderMisspelt,
  placeholderNotFilled,
  placeholderUnclosed,
  placeholderUnquoted,
  queryAlreadyEncoded,
  quoteStray,
  quotesTypographic,
  retryNotRepeatable,
  riskWithoutConfirmation,
  secretPlainText,
  selectInvalid,
  selectOnHead,
  sharedHeaderParameter,
  silenceTooLong,
  spokenTextTechnical,
  stdioArgumentSecret,
  stdioCommandShell,
  stdioCommandWords,
  stdioPackageUnpinned,
  textCutByComment,
  textParameterOptional,
  textSwallowsKey,
  timeoutTooLong,
  tlsWithoutHttps,
  tokenUrlElsewhere,
  toolDescriptionMissing,
  toolNameNotPortable,
  toolNameReserved,
  trustedFieldFromCaller,
  wordAmbiguous,
  writeWithoutConfirmation,
]

/** fileRules lists the rules that look at one file at a time: loaded for a file with something out of the ordinary. */
export function fileRules(): readonly Rule[] {
  return rules
}
