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

/** themeOf makes a theme. The colour library is loaded only for colour: it costs a third of a bare start. */
export async function themeOf({ colour, columns }: { readonly colour: boolean; readonly columns: number | undefined }): Promise<Theme> {
  const width = Math.max(40, columns ?? 100)
  if (!colour) {
    const plain: Paint = (text) => text
    return { error: plain, warning: plain, note: plain, good: plain, strong: plain, dim: plain, width }
  }
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
