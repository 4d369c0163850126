import { describe, expect, it } from 'vitest'
import { oneTool, toldOf } from './told.ts'

const codes = ['prompt-tool-missing', 'prompt-tool-unknown']
const agent =
  'description: Answers the phone of a bike shop\nprompt: ../prompts/shop.md\ntools: { bikes: [search_bikes] }\nvariables: { shop_name: Rad }\n'

async function toldOfPrompt(prompt: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const tool = oneTool(['parameters: { frame_size: { type: string, description: The size } }', 'request: { method: GET, path: "/b/{frame_size}" }'])
  const told = await toldOf({ ...tool, 'agents/shop.yaml': agent, 'prompts/shop.md': `Use search_bikes.\n${prompt}\n`, ...more }, codes)
  return told.map(({ code, message }) => `${code} ${/"(.*?)"/.exec(message)?.[1]}`)
}

describe('a prompt has the agent call a tool that nobody wrote', () => {
  it.each([
    'Call `book_repair` first.',
    'Then call book_repair.',
    'Never guess. Use the tool `book_repair`.',
    'Look it up with the tool "book_repair".',
    'Antes llama a `book_repair`.',
    'Usa la herramienta book_repair cuando te lo pidan.',
    'Rufe `book_repair` auf, sobald der Tag feststeht.',
    'Nutze das Werkzeug `book_repair`.',
    'Appelle `book_repair` quand le client est prêt.',
    'Chiama `book_repair` se serve.',
    'Crida `book_repair` abans.',
  ])('%s', async (prompt) => {
    expect(await toldOfPrompt(prompt)).toEqual(['prompt-tool-unknown book_repair'])
  })

  it.each([
    'Call `search_bikes`, then say the `frame_size`.',
    'Use `first_name` when you greet.',
    'Call the caller by `first_name`.',
    'When they want a person, call `transfer_call`.',
    'Never call `book_repair`: it is gone.',
    'There is no tool `book_repair`.',
    'Run my_script.sh? That is not for you.',
    'Use {{shop_name}} in the greeting, and call shop_name by its name.',
  ])('%s is left alone', async (prompt) => {
    expect(await toldOfPrompt(prompt)).toEqual([])
  })

  it('a slip in the name is told once, as a slip', async () => {
    expect(await toldOfPrompt('Call `search_bike`.')).toEqual(['prompt-tool-missing search_bike'])
  })

  it('nothing is unknown while an integration cannot be read, or an MCP server has no lockfile', async () => {
    const broken = 'type: http\ndescription: The workshop\nbase_url: https://w.bikes.example\ntools: { book_repair: { retries: 3 } }\n'
    const unlocked = 'type: mcp\ndescription: The workshop\nurl: https://w.bikes.example/mcp\n'
    for (const text of [broken, unlocked]) {
      const told = await toldOfPrompt('Call `book_repair`.', { 'integrations/workshop.yaml': text })
      expect(told.filter((each) => each.startsWith('prompt-'))).toEqual([])
    }
  })

  it('the prompt may be right where the integration that it speaks of cannot be read', async () => {
    const { 'integrations/bikes.yaml': text = '' } = oneTool([])
    const files = {
      'integrations/bikes.yaml': text.replace('method: GET', 'methd: GET'),
      'agents/shop.yaml': agent.replace('search_bikes', 'search_bike'),
    }
    const told = await toldOf({ ...files, 'prompts/shop.md': 'To find one use `search_bikes`.\n' }, codes)
    expect(told.map(({ code }) => code)).toEqual(['schema-unknown-key'])
  })
})

describe('a variable that nobody supplies', () => {
  async function hintsOf(prompt: string, path = '/b/{frame_size}'): Promise<readonly (string | undefined)[]> {
    const tool = oneTool([
      'parameters: { frame_size: { type: string, description: The size } }',
      `request: { method: GET, path: "${path}", query: { s: "{frame_size}" } }`,
    ])
    const files = { ...tool, 'agents/shop.yaml': agent, 'prompts/shop.md': `Use search_bikes.\n${prompt}\n` }
    return (await toldOf(files, ['variable-unsupplied'])).map(({ hint }) => hint)
  }

  it.each([
    ['{{agent_nam}}', 'did you mean "{{agent_name}}"?'],
    ['{{user_phone}}', 'did you mean "{{user_phone_number}}"?'],
    ['{{shop_nam}}', 'did you mean "{{shop_name}}"?'],
    ['{{opening}}', 'give "opening" a sample under variables of the agent'],
  ])('%s', async (prompt, hint) => {
    expect(await hintsOf(prompt)).toEqual([hint])
  })

  it('in a request, where a parameter has the name', async () => {
    expect(await hintsOf('', '/b/{{frame_size}}')).toEqual(['write "{frame_size}": "frame_size" is a parameter of the tool'])
  })

  it.each(['{{agent_name}}', '{{current_time[Europe/Madrid]}}', '{{shop_name}}'])('%s is supplied', async (prompt) => {
    expect(await hintsOf(prompt)).toEqual([])
  })
})
