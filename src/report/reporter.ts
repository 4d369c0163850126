import type { SyncFormat } from './formats.ts'
import { renderGithub } from './github.ts'
import { type Host, hosted } from './hosted.ts'
import { viewText } from './json.ts'
import type { Tests } from './tests.ts'
import { renderText, type Words } from './text.ts'
import type { Theme } from './theme.ts'
import type { View } from './view.ts'

/** Report is what a format is made from: a view, the words that the command itself adds in the text format, and what code hosts need. */
export interface Report {
  readonly view: View
  readonly words: (theme: Theme) => Words
  readonly host: Host
  /** What was run, where the command runs tests. */
  readonly tests?: Tests | undefined
  /** The body of a pull request, where the command makes one. */
  readonly markdown?: (() => string) | undefined
}

/**
 * renderers is the table of formats: a pure function from a report to a text that ends in a line feed. One file and one line a format. What only CI
 * asks for is loaded when it is asked for.
 */
export const renderers = {
  text: ({ view, words }: Report, theme: Theme): string => renderText(view, theme, words(theme)),
  json: ({ view }: Report): string => viewText(view),
  github: ({ view, host }: Report): string => renderGithub(hosted(view, host)),
  gitlab: async ({ view, host }: Report): Promise<string> => (await import('./gitlab.ts')).renderGitlab(hosted(view, host)),
  junit: async ({ view, host, tests }: Report): Promise<string> => (await import('./junit.ts')).renderJunit(hosted(view, host), tests),
  markdown: ({ markdown }: Report): string => markdown?.() ?? '',
  sarif: async ({ view, host }: Report): Promise<string> => (await import('./sarif.ts')).renderSarif(hosted(view, host)),
} as const satisfies Record<SyncFormat, (report: Report, theme: Theme) => string | Promise<string>>
