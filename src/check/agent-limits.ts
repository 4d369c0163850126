/** Tokens: a model reads every definition again on every turn. 8,000 are about a second of reading and more than most prompts. */
export const budgetOfTools = 8000

/** How many tools models handle well. OpenAI: "aim for fewer than 20 functions at any one time"; Google: 10 to 20 (facts/peers.md 6.3, read 2026-11-22). */
export const comfortableTools = 20
