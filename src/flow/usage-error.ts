/** UsageError is a command line that cannot be obeyed: exit code 2. */
export class UsageError extends Error {
  readonly isUsageError = true
}

/** isUsageError knows it across the files of the package, each of which may hold a class of its own. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && 'isUsageError' in error
}
