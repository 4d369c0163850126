import { catalogue } from '../check/catalogue.ts'
import type { CodeInfo } from '../diagnostic/diagnostic.ts'
import examples from '../generated/code-examples.json' with { type: 'json' }
import { printable } from '../text/printable.ts'
import { fingerprintsOf } from './fingerprint.ts'
import type { Hosted } from './hosted.ts'
import { jsonText } from './json.ts'
import type { DiagnosticView, PlaceView } from './view.ts'

/** renderSarif writes a SARIF 2.1.0 log, which code scanning services and SARIF viewers read. */
export function renderSarif(hosted: Hosted): string {
  const { view, version } = hosted
  // What is waived stays in the log, as suppressed: a service then closes its alert instead of losing it.
  const all: readonly (DiagnosticView & { readonly reason?: string })[] = [...view.diagnostics, ...(view.waived ?? [])]
  const found = new Set(all.map(({ code }) => code))
  const infos = catalogue().filter(({ code }) => found.has(code))
  const indexOf = new Map(infos.map(({ code }, index) => [code, index]))
  const fingerprints = fingerprintsOf(all, hosted)
  return jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'diga-int', semanticVersion: version, rules: infos.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        // No URI: where a repository stands on this machine is nobody's business, and would differ from run to run.
        originalUriBaseIds: { [base]: { description: { text: 'The top of the repository, or the folder that diga-int was started in.' } } },
        results: all.map((diagnostic, index) => ({
          ruleId: diagnostic.code,
          ruleIndex: indexOf.get(diagnostic.code),
          ...resultOf(diagnostic, hosted.fallback),
          partialFingerprints: { 'digaInt/v1': fingerprints[index] },
          ...(diagnostic.reason === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: plainText(diagnostic.reason) }] }),
        })),
      },
    ],
  })
}

const base = '%SRCROOT%'

function resultOf({ severity, message, hint, place, related = [] }: DiagnosticView, fallback: PlaceView): object {
  return {
    level: severity,
    message: { text: plainText(hint === undefined ? `${message}.` : `${message}.\nHint: ${hint}.`) },
    // GitHub shows no result without a place.
    locations: [{ physicalLocation: physicalLocation(place ?? fallback) }],
    ...(related.length === 0 ? {} : { relatedLocations: related.map(relatedLocation) }),
  }
}

function relatedLocation(place: PlaceView & { readonly label: string }, index: number): object {
  return { id: index + 1, message: { text: plainText(place.label) }, physicalLocation: physicalLocation(place) }
}

// A longer line tells a reader nothing, and many diagnostics on it would make a log that no service takes.
const longestLine = 1000

function physicalLocation({ file, line, column, end_line: endLine, end_column: endColumn, snippet }: PlaceView): object {
  const region = { startLine: line, startColumn: column, endLine, endColumn }
  const artifactLocation = locationOf(file)
  if (snippet === undefined || endLine !== line || snippet.length > longestLine) return { artifactLocation, region }
  return {
    artifactLocation,
    region: { ...region, snippet: { text: snippet.slice(column - 1, endColumn - 1).toWellFormed() } },
    contextRegion: { startLine: line, endLine, snippet: { text: snippet.toWellFormed() } },
  }
}

function locationOf(path: string): object {
  const uri = path.toWellFormed().split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: base }
}

/** In SARIF `[words](address)` is a link; what comes from a file must not make one. */
function plainText(text: string): string {
  const safe = printable(text)
  return safe.includes('](') ? safe.replaceAll('[', '\\[') : safe
}

function ruleOf({ code, severity, title, why }: CodeInfo): object {
  const more = (command: string): string => `${command} tells more.`
  return {
    id: code,
    shortDescription: { text: `${title}.` },
    fullDescription: { text: why },
    defaultConfiguration: { level: severity },
    help: {
      text: `${why}\n\n${more(`diga-int explain ${code}`)}`,
      markdown: [why, ...exampleOf(code), more(`\`diga-int explain ${code}\``)].join('\n\n'),
    },
  }
}

interface CodeExample {
  readonly command: string
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly output: string
}

function exampleOf(code: string): readonly string[] {
  const all: Readonly<Record<string, CodeExample>> = examples
  const example = Object.hasOwn(all, code) ? all[code] : undefined
  if (example === undefined) return []
  const files = example.files.flatMap(({ path, text }) => [`\`${path}\``, fence(path.endsWith('.yaml') ? 'yaml' : 'text', text)])
  return ['For example:', ...files, fence('console', `$ ${example.command}\n${example.output}`)]
}

function fence(language: string, text: string): string {
  return `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``
}
