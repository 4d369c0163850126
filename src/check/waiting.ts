import type { Speech } from '../model/tool.ts'

/**
 * bearable is how many seconds a caller waits before asking whether anyone is there, or hanging up.
 * - silence: callers bear about two seconds, so the platform's own default timeout (facts/diga-platform.md 1.3) is the utmost
 * - announced: ten seconds keep a person's attention (Nielsen, Response Times: The 3 Important Limits)
 * - sound: the default of the other voice platforms (ElevenLabs, Vapi, Cartesia: 20 s, facts/peers.md 2)
 */
export const bearable = { silence: 5, announced: 10, sound: 20 } as const

/** longestWait is how many seconds may pass before the agent has an answer, or gives up. Retries have no time of their own: all stay within the tool's. */
export function longestWait({ timeoutSeconds }: Speech): number {
  return timeoutSeconds
}
