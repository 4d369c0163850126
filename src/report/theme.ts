import type { Severity } from '../diagnostic/diagnostic.ts'

/** Paint makes a text look like something; without colour it gives the text back. */
type Paint = (text: string) => string

/** Theme is the look of the text format: the only place that knows of colour. */
export interface Theme {
  readonly error: Paint
  readonly warning: Paint
  readonly note: Paint
  readonly good: Paint
  readonly strong: Paint
  readonly dim: Paint
  /** Columns to write in. */
  readonly width: number
}

const plain: Paint = (text) => text

/** plainTheme is for a text that goes into a file. */
export const plainTheme: Theme = { error: plain, warning: plain, note: plain, good: plain, strong: plain, dim: plain, width: 100 }

/** themeOf makes a theme. The colour library is loaded only for colour: it costs a third of a bare start. */
export async function themeOf({ colour, columns }: { readonly colour: boolean; readonly columns: number | undefined }): Promise<Theme> {
  const width = Math.max(40, columns ?? plainTheme.width)
  if (!colour) return { ...plainTheme, width }
  const { Chalk } = await import('chalk')
  // The level is given, so the library does not ask the environment of the process.
  const chalk = new Chalk({ level: 1 })
  return {
    error: chalk.red.bold,
    warning: chalk.yellow.bold,
    note: chalk.cyan.bold,
    good: chalk.green.bold,
    strong: chalk.bold,
    dim: chalk.dim,
    width,
  }
}

/** paintOf is the colour of a severity. */
export function paintOf(severity: Severity, theme: Theme): (text: string) => string {
  return severity === 'error' ? theme.error : severity === 'warning' ? theme.warning : theme.note
}
