import { Chalk } from 'chalk'

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

/** themeOf makes a theme; the level is given, so the environment of the process is never asked. */
export function themeOf({ colour, columns }: { readonly colour: boolean; readonly columns: number | undefined }): Theme {
  const chalk = new Chalk({ level: colour ? 1 : 0 })
  return { error: chalk.red.bold, warning: chalk.yellow.bold, note: chalk.cyan.bold, good: chalk.green.bold, strong: chalk.bold, dim: chalk.dim, width: Math.max(40, columns ?? 100) }
}
