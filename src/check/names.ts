// What platforms bring themselves, exactly as they call it; read 2026-11-23.
const namesOf: Readonly<Record<string, readonly string[]>> = {
  // facts/diga-platform.md 3.3: call_tools of an agent.
  Diga: ['transfer_call', 'hang_up'],
  // elevenlabs.io/docs/eleven-agents/customization/tools/system-tools, and the keys of built_in_tools in its API.
  ElevenLabs: [
    'end_call',
    'language_detection',
    'transfer_to_agent',
    'transfer_to_number',
    'skip_turn',
    'play_keypad_touch_tone',
    'voicemail_detection',
  ],
  // docs.cartesia.ai/agents/system-tools (and end_call, transfer_to_number).
  Cartesia: ['send_dtmf'],
  // docs.vapi.ai/function-calling; its sms and apiRequest are left out, for they are no call control.
  Vapi: ['transferCall', 'endCall', 'dtmf'],
  // facts/peers.md 2.4: words that may not be the name of a tool.
  Bland: ['input', 'speak', 'transfer', 'switch', 'wait', 'finish', 'press', 'button', 'say', 'pause', 'record', 'play', 'dial', 'hang'],
}

const ownerOf = new Map<string, string>()
for (const owner in namesOf) for (const name of namesOf[owner] ?? []) ownerOf.set(name, owner)

/** reservedBy names the platform that has a tool of this name itself. */
export function reservedBy(name: string): string | undefined {
  return ownerOf.get(name)
}
