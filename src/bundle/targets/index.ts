import type { Target } from '../target.ts'
import { anthropic } from './anthropic.ts'
import { bundle } from './bundle.ts'
import { diga } from './diga.ts'
import { mcp } from './mcp.ts'
import { openaiRealtime } from './openai-realtime.ts'

/** targets is the only registration: a target is a file beside this one and a line here. The key is its name and that of its file. */
export const targets = {
  anthropic,
  bundle,
  diga,
  mcp,
  'openai-realtime': openaiRealtime,
} satisfies Record<string, Target>

/** TargetName is what `--target` takes. */
export type TargetName = keyof typeof targets

/** isTargetName tells whether a text names a target. */
export function isTargetName(text: string): text is TargetName {
  return Object.hasOwn(targets, text)
}

/** targetNames lists the targets, sorted. */
export const targetNames: readonly TargetName[] = Object.keys(targets).filter(isTargetName).toSorted()
