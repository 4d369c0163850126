import type { Severity } from '../diagnostic/diagnostic.ts'
import type { Cursor } from '../yaml/cursor.ts'
import { object, text, textEntries } from './plain.ts'

/** Settings is what `diga.yaml` may set: where things are, relative to the project root. */
export interface Settings {
  readonly integrations: string
  readonly agents: string
  readonly bundles: string
  /** The targets that the project is bundled for. */
  readonly targets: readonly string[]
  /** The severity that a code has in this project, where it is not the code's own; ignore: not told. */
  readonly severity: ReadonlyMap<string, Severity | 'ignore'>
  /** The file itself, when there is one. */
  readonly at: Cursor | undefined
}

/** defaultSettings holds where there is no `diga.yaml`. */
export const defaultSettings: Settings = {
  integrations: 'integrations',
  agents: 'agents',
  bundles: 'bundles',
  targets: [],
  severity: new Map(),
  at: undefined,
}

const severities: Readonly<Record<string, Severity | 'ignore'>> = { error: 'error', warning: 'warning', note: 'note', ignore: 'ignore' }

/** decodeSettings reads `diga.yaml`. Like every decoder it cannot fail: the shape was checked before. */
export function decodeSettings(root: Cursor): Settings {
  const data = object(root.data)
  return {
    integrations: folder(data['integrations'], defaultSettings.integrations),
    agents: folder(data['agents'], defaultSettings.agents),
    bundles: folder(data['bundles'], defaultSettings.bundles),
    targets: Array.isArray(data['targets']) ? data['targets'].map(text) : [],
    severity: new Map(textEntries(data['severity']).flatMap(([code, word]) => (severities[word] === undefined ? [] : [[code, severities[word]]]))),
    at: root,
  }
}

function folder(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value.replace(/\/+$/, '') : otherwise
}
