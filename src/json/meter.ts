/** Exhausted says that a judgement would take longer than it is worth. */
export class Exhausted extends Error {}

/** Meter counts steps: what a file or a server supplies must come to an end. Each value to judge brings steps along; what is left is kept. */
export class Meter {
  private left: number

  constructor(steps: number) {
    this.left = steps
  }

  /** Once there were too few, it stays at that. */
  allow(steps: number): void {
    if (this.left >= 0) this.left += steps
  }

  spend(steps: number): void {
    this.left -= steps
    if (this.left < 0) throw new Exhausted('it takes too long')
  }
}
