import { printable } from '../text/printable.ts'
import { fingerprintsOf } from './fingerprint.ts'
import type { Hosted } from './hosted.ts'
import { jsonText } from './json.ts'

const severities = { error: 'major', warning: 'minor', note: 'info' } as const

/** renderGitlab writes a Code Quality report: GitLab shows in a merge request what it brings and what it mends. */
export function renderGitlab(hosted: Hosted): string {
  const fingerprints = fingerprintsOf(hosted.view.diagnostics, hosted)
  return jsonText(
    hosted.view.diagnostics.map(({ code, severity, message, hint, place = hosted.fallback }, index) => ({
      description: printable(hint === undefined ? message : `${message} (${hint})`),
      check_name: code,
      fingerprint: fingerprints[index],
      severity: severities[severity],
      location: { path: place.file.toWellFormed(), lines: { begin: place.line, end: place.end_line } },
    })),
  )
}
