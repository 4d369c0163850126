/** Format is the name of a format that every command has. */
export type Format = 'text' | 'json' | 'github' | 'gitlab' | 'junit' | 'sarif'

/** formats lists the names of the formats; reporter.ts has what makes them. */
export const formats: readonly Format[] = ['text', 'json', 'github', 'gitlab', 'junit', 'sarif']

/** isFormat tells whether a word is the name of a format. */
export function isFormat(word: string): word is Format {
  return formats.some((format) => format === word)
}

/** SyncFormat is the name of a format of sync, which makes the body of a pull request too. */
export type SyncFormat = Format | 'markdown'

/** syncFormats lists them. */
export const syncFormats: readonly SyncFormat[] = [...formats, 'markdown']
