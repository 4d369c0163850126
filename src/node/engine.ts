/**
 * keepMemorySmall keeps the part of memory for what is short-lived at the size that it has. Otherwise the engine doubles it whenever enough has outlived
 * it, up to 32 MiB and more, which a run over thousands of files fills once and never needs.
 *
 * Node warns of flags that change while a program runs. This one is looked at each time that part is about to grow (SemiSpaceNewSpace::Grow in V8), and
 * growing by a factor of one adds no page. Only engines that are known to have it are asked: any other one would complain.
 */
export function keepMemorySmall(): void {
  if (!/^1[1-3]\./.test(process.versions.v8)) return
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
}
