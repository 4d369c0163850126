// Node warns of flags that change while a program runs. These are looked at each time that the engine decides something, and change no more than that
// decision. Only engines that are known to have them are asked: any other one would complain.
const [major] = process.versions.v8.split('.')

interface Flag {
  readonly name: string
  readonly value: number
  readonly usual: number
}

const changed: Flag[] = []
let isOverMany = false

/**
 * compileLess has the engine compile its best code of fewer functions, and later. In a run of some tenths of a second it otherwise compiles most of the
 * program for loops that are about to end, on threads that take the processor from the program itself where there are two (docs/decisions/engine.md).
 */
export function compileLess(): void {
  isOverMany = true
  if (major === '11') {
    change({ name: 'interrupt-budget', value: 450_000, usual: 67_584 })
    change({ name: 'ticks-before-optimization', value: 1, usual: 3 })
    change({ name: 'max-inlined-bytecode-size-cumulative', value: 150, usual: 920 })
  }
  if (major === '12') change({ name: 'concurrent-turbofan-max-threads', value: 1, usual: 0 })
}

/**
 * keepMemorySmall keeps the part of memory for what is short-lived at the size that it has. Otherwise the engine doubles it whenever enough has outlived
 * it, up to 32 MiB and more, which a run over thousands of files fills once and never needs. Growing by a factor of one adds no page
 * (SemiSpaceNewSpace::Grow in V8).
 */
export function keepMemorySmall(): void {
  isOverMany = true
  if (major === '11' || major === '12' || major === '13') change({ name: 'semi-space-growth-factor', value: 1, usual: 2 })
}

/** isOverFew tells whether this is a run over few files: nothing was asked for, on whatever engine. */
export function isOverFew(): boolean {
  return !isOverMany
}

/** asUsual does something as if nothing had been changed: V8 takes no compiled code that was kept under other flags (code-cache.ts). */
export function asUsual<Result>(act: () => Result): Result {
  for (const { name, usual } of changed) set(name, usual)
  try {
    return act()
  } finally {
    for (const { name, value } of changed) set(name, value)
  }
}

function change(flag: Flag): void {
  if (changed.some(({ name }) => name === flag.name)) return
  changed.push(flag)
  set(flag.name, flag.value)
}

function set(name: string, value: number): void {
  process.getBuiltinModule('node:v8').setFlagsFromString(`--${name}=${value}`)
}
