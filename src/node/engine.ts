// Node warns of flags that change while a program runs. These are looked at each time that the engine decides something, and change no more than that
// decision. Only engines that are known to have them are asked: any other one would complain.
const [major] = process.versions.v8.split('.')

/**
 * compileLess has the engine compile its best code of fewer functions, and later. In a run of some tenths of a second it otherwise compiles most of the
 * program for loops that are about to end, on threads that take the processor from the program itself where there are two (docs/decisions/engine.md).
 */
export function compileLess(): void {
  if (major === '11') {
    setFlag('--interrupt-budget', 450_000, 67_584)
    setFlag('--ticks-before-optimization', 1, 3)
    setFlag('--max-inlined-bytecode-size-cumulative', 150, 920)
  }
  if (major === '12') setFlag('--concurrent-turbofan-max-threads', 1, 0)
}

/**
 * keepMemorySmall keeps the part of memory for what is short-lived at the size that it has. Otherwise the engine doubles it whenever enough has outlived
 * it, up to 32 MiB and more, which a run over thousands of files fills once and never needs. Growing by a factor of one adds no page
 * (SemiSpaceNewSpace::Grow in V8).
 */
export function keepMemorySmall(): void {
  if (major === '11' || major === '12' || major === '13') setFlag('--semi-space-growth-factor', 1, 2)
}

/** Before the end it is again what it was: what was compiled under other flags would not be taken by the next run (code-cache.ts). */
function setFlag(name: string, value: number, usual: number): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString(`${name}=${value}`)
  process.prependOnceListener('exit', () => setFlagsFromString(`${name}=${usual}`))
}
