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
  /** A value that was filled in. */
  readonly filled: Paint
  /** Columns to write in. */
  readonly width: number
  /** Lines of the screen; undefined where it is none. */
  readonly height: number | undefined
}

const plain: Paint = (text) => text

/** plainTheme is for a text that goes into a file. */
export const plainTheme: Theme = {
  error: plain,
  warning: plain,
  note: plain,
  good: plain,
  strong: plain,
  dim: plain,
  filled: plain,
  width: 100,
  height: undefined,
}

/** Screen is what a theme is for. */
export interface Screen {
  readonly colour: boolean
  readonly columns: number | undefined
  readonly rows?: number | undefined
}

/** themeOf makes a theme. The colour library is loaded only for colour: it costs a third of a bare start. */
export async function themeOf({ colour, columns, rows }: Screen): Promise<Theme> {
  const width = Math.max(40, columns ?? plainTheme.width)
  if (!colour) return { ...plainTheme, width, height: rows }
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
    filled: chalk.underline,
    width,
    height: rows,
  }
}

/** paintOf is the colour of a severity. */
export function paintOf(severity: Severity, theme: Theme): (text: string) => string {
  return severity === 'error' ? theme.error : severity === 'warning' ? theme.warning : theme.note
}
