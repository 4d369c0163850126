import { isOfArguments, isPropertyName, type LockedText, placeOf, textsOf } from '../locked-text.ts'
import { poisonIn } from '../poison.ts'
import { defineRule } from '../rule.ts'
import { takenAt, takenTools } from '../taken.ts'

export const mcpArgumentConversation = defineRule({
  code: 'mcp-argument-conversation',
  on: 'locked',
  severity: 'warning',
  title: 'A tool of an MCP server asks for the conversation or the prompt',
  why: 'An agent fills in what a name asks for: everything that the caller said, or your prompt, then goes to the server with each call.',
  check(integration, report) {
    for (const { locked, name } of takenTools(integration)) {
      const texts = textsOf(locked)
      // What an order in the text asks for is told as an order.
      if (poisonIn(texts).verdict !== undefined) continue
      const [asking] = conversationAsked(texts, name)
      if (asking === undefined) continue
      const argument = asking.isKey ? asking.text : String(asking.trail.up?.step)
      report({
        message: `tool "${name}" asks for more than its task with "${argument}"`,
        span: takenAt(integration, name),
        related: [placeOf(integration.lock, asking, 'an agent fills this in with what it has heard')],
        hint: 'leave the tool on the server, or waive this when the server may have all of it',
      })
    }
  },
})

// Names that models were seen to fill in unasked (HiddenLayer 2025, read 2026-11-23).
const conversation =
  /^(?:(?:full|entire|whole|complete|previous|prior|recent|current)[_-]?)?(?:conversation|chat|message|dialogue|prompt)[_-]?(?:history|log|context|so_far)$|^(?:chain[_-]?of[_-]?thought|tool[_-]?call[_-]?history|tools?[_-]?list|available[_-]?tools)$/i
const prompt = /^(?:your[_-]?|agent[_-]?|current[_-]?)?system[_-]?(?:prompt|message|instructions?)$/i
// A tool that runs or sets up another model has a prompt of its own.
const modelTool = /agent|assistant|bot|prompt|chat|completion|llm|model|generat|extract|scrape|crawl|summar|persona|voice/i

/** conversationAsked lists the texts of a definition that ask for what was said in the call, or for the prompt. */
export function conversationAsked(texts: readonly LockedText[], tool: string): readonly LockedText[] {
  return texts.filter((text) => (text.isKey ? asksByName(text, tool) : asksInWords(text)))
}

function asksByName(text: LockedText, tool: string): boolean {
  if (!conversation.test(text.text) && !(prompt.test(text.text) && !modelTool.test(tool))) return false
  return isPropertyName(text) && isOfArguments(text)
}

const everything =
  /\b(?:full|entire|whole|complete)\s+(?:conversation|chat|dialogue|transcript of (?:the|this) (?:conversation|call))\b|\beverything (?:the (?:user|caller|customer) (?:has )?said|said so far|you know about)\b|\ball (?:the )?(?:previous|prior) (?:messages|turns)\b|\byour (?:full |entire )?(?:system prompt|chain of thought)\b/i

/** The description of an argument that wants all that was said. */
function asksInWords(text: LockedText): boolean {
  const { step, up } = text.trail
  return step === 'description' && up?.up?.step === 'properties' && everything.test(text.text) && isOfArguments(text)
}
