/** quietly reads a text that is likely to be refused: a refusal is caught, and nobody asks where in the program it was made. */
export function quietly<T>(read: () => T): T {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  try {
    return read()
  } finally {
    Error.stackTraceLimit = limit
  }
}
