import { type Diagnostic, readAtOnce } from '../diagnostic/diagnostic.ts'
import { identityOf } from './outcome.ts'

/**
 * Enough knows when as many errors were found as a person is shown. Files are told in the order of their paths, errors first: what is wrong with a file
 * behind them all would be worded for nobody.
 */
export class Enough {
  private readonly shown = new Set<string>()
  private readonly byFile = new Map<string, number>()
  private counted = 0
  private lastPath = ''

  /** Whether all that is shown stands before the file at a path. `found` only grows from one question to the next. */
  isBefore(path: string, found: readonly Diagnostic[]): boolean {
    for (; this.counted < found.length && !this.isReached(); this.counted += 1) {
      const diagnostic = found[this.counted]
      if (diagnostic?.severity === 'error') this.count(diagnostic)
    }
    return this.isReached() && this.lastPath < path
  }

  private isReached(): boolean {
    return this.shown.size >= readAtOnce.ofAll
  }

  private count(diagnostic: Diagnostic): void {
    const path = diagnostic.span?.file.path ?? ''
    const ofFile = this.byFile.get(path) ?? 0
    if (ofFile >= readAtOnce.ofFile) return
    // One that is told again is shown once (settle).
    const identity = identityOf(diagnostic)
    if (this.shown.has(identity)) return
    this.shown.add(identity)
    this.byFile.set(path, ofFile + 1)
    if (path > this.lastPath) this.lastPath = path
  }
}
