import { describe, expect, it } from 'vitest'
import { allRules } from '../../src/check/catalogue.ts'
import { commandLine } from '../../src/model/program.ts'
import { toldOf } from './told.ts'

const codes = [
  ...allRules()
    .map(({ code }) => code)
    .filter((code) => code.startsWith('stdio-')),
  ...['environment-out-of-place', 'secret-plain-text', 'character-invisible', 'address-malformed', 'base-url-not-https', 'tls-without-https'],
]

async function told(words: readonly string[], lines: readonly string[] = []): Promise<readonly string[]> {
  const [command, ...args] = words
  const text = [
    'type: mcp',
    'description: The stock of a bike shop',
    `command: ${JSON.stringify(command)}`,
    `args: ${JSON.stringify(args)}`,
    ...lines,
    '',
  ]
  return (await toldOf({ 'integrations/stock.yaml': text.join('\n') }, codes)).map(({ code, message }) => `${code}: ${message}`)
}

describe('a shell in place of a program', () => {
  it.each([
    ['sh', '-c', 'node server.mjs'],
    ['/bin/bash', '-lc', 'node server.mjs'],
    ['bash', '-l', '-c', 'node server.mjs'],
    ['C:\\Windows\\System32\\cmd.exe', '/c', 'npx', 'stock'],
    ['powershell.exe', '-NoProfile', '-Command', 'node server.mjs'],
    ['env', 'A=b', 'zsh', '-ec', 'node server.mjs'],
  ])('%s %s %s', async (...words) => {
    expect(await told(words)).toEqual([expect.stringMatching(/^stdio-command-shell: /)])
  })

  it.each([
    ['bash', './start.sh', '-c', 'config.json'],
    ['node', '-c', 'server.mjs'],
    ['./sh-server', '-c', 'x'],
    ['fish-market', '-c'],
    ['env', 'A=b', 'node', 'server.mjs'],
  ])('is not %s %s %s', async (...words) => {
    expect(await told(words)).toEqual([])
  })
})

describe('a package without its version', () => {
  it.each([
    ['npx', '-y', '@bikes/stock'],
    ['npx', '@bikes/stock@latest', '--verbose'],
    ['npx', '-y', 'stock@^2.1.0'],
    ['npx', '-y', 'stock@2'],
    ['npx', '--package=@bikes/stock', 'stock-server'],
    ['npx', '-p', 'stock', '-y', 'stock-server'],
    ['npx.cmd', '-y', 'stock'],
    ['npm', 'exec', '--', 'stock'],
    ['pnpm', 'dlx', 'stock'],
    ['bunx', 'stock'],
    ['uvx', 'bike-stock'],
    ['uvx', '--from', 'git+https://git.bikes.example/stock', 'stock'],
    ['uv', 'tool', 'run', 'bike-stock>=2'],
    ['pipx', 'run', 'bike-stock'],
  ])('%s %s %s', async (...words) => {
    expect(await told(words)).toEqual([expect.stringMatching(/^stdio-package-unpinned: /)])
  })

  it.each([
    ['npx', '-y', '@bikes/stock@2.1.0'],
    ['npx', '-y', 'stock@2.1.0-rc.1', '--db', 'bikes'],
    ['npx', '--no-install', 'stock'],
    ['npx', '-y', './stock'],
    ['npm', 'run', 'stock'],
    ['uvx', 'bike-stock==2.1.0'],
    ['uvx', '--python', '3.12', 'bike-stock@2.1.0'],
    ['uvx', '--from', 'git+https://git.bikes.example/stock@4f6c0ea4f6c0ea4f6c0ea4f6c0ea4f6c0ea4f6c0', 'stock'],
    ['uv', 'run', 'server.py'],
    ['node', '../stock/server.mjs'],
    ['C:\\Program Files\\Stock\\node server.exe'],
    ['/opt/bike stock/bin/server'],
  ])('is not %s %s %s', async (...words) => {
    expect(await told(words)).toEqual([])
  })
})

describe('a secret among the arguments', () => {
  it.each([
    ['node', 'server.mjs', '--api-key', 'Wheel42'],
    ['node', 'server.mjs', '--token=Wheel42'],
    ['node', 'server.mjs', '-password', 'Wheel42'],
    ['node', 'server.mjs', '--apiKey=Wheel42'],
    ['env', 'STOCK_TOKEN=Wheel42', 'node', 'server.mjs'],
    ['docker', 'run', '-e', 'STOCK_TOKEN=Wheel42', 'stock'],
    // Which looks like one by itself as well: told once.
    ['node', 'server.mjs', '--token', 'ghp_a8K2mQ9xT4vB7nZ1cR6wY3eU5iO0pL2sD4fG'],
  ])('%s %s %s %s', async (...words) => {
    const all = await told(words)
    expect(all).toEqual([expect.stringMatching(/^stdio-argument-secret: /)])
    expect(all.join('\n')).not.toMatch(/Wheel42|ghp_/)
  })

  it('is told by its shape where no flag names it', async () => {
    expect(await told(['node', 'server.mjs', 'ghp_a8K2mQ9xT4vB7nZ1cR6wY3eU5iO0pL2sD4fG'])).toEqual([expect.stringMatching(/^secret-plain-text: /)])
  })

  it.each([
    ['node', 'server.mjs', '--token-file', '/run/secrets/stock'],
    ['node', 'server.mjs', '--token', './token.txt'],
    ['node', 'server.mjs', '--max-tokens', '4000'],
    ['node', 'server.mjs', '--api-key', '--verbose'],
    ['node', 'server.mjs', '--token-env', 'STOCK_TOKEN'],
    ['node', 'server.mjs', '--token', 'STOCK_TOKEN'],
    ['docker', 'run', '-e', 'STOCK_TOKEN', 'stock'],
    ['node', 'server.mjs', '--keyboard=de', '--sort-key', 'price'],
  ])('is not %s %s %s %s', async (...words) => {
    expect(await told(words)).toEqual([])
  })
})

it('a placeholder among the arguments is told, for nothing fills it', async () => {
  expect(await told(['node', 'server.mjs', '--token', '${STOCK_TOKEN}'])).toEqual([
    'environment-out-of-place: "${STOCK_TOKEN}" is not filled here: the program would get it as it is',
  ])
})

describe('one of url and command', () => {
  const shapeOf = async (...lines: readonly string[]): Promise<readonly string[]> => {
    const text = ['type: mcp', 'description: The stock of a bike shop', ...lines, ''].join('\n')
    return (await toldOf({ 'integrations/stock.yaml': text }, codes)).map(({ message, hint }) => `${message}; ${hint}`)
  }

  it.each([
    [
      ['url: https://stock.bikes.example/mcp', 'command: node'],
      /has "url", and "command" has no place beside it; keep "url" for a server on the network/,
    ],
    [['command: node', 'credentials: { type: bearer, token: "${A}" }'], /"credentials" has no place beside it; name the variables/],
    [['command: node', 'transport: sse'], /"transport" has no place beside it; delete it/],
    [['url: https://stock.bikes.example/mcp', 'args: [a]'], /"args" has no place beside it/],
    [['args: [a]'], /lacks the key "command"/],
    [[], /lacks the key "url"; add "url": the server's address, unless command starts it here/],
    [['command: node', 'cwd: ..'], /key "cwd" is not known/],
  ])('%j', async (lines, expected) => {
    expect(await shapeOf(...lines)).toEqual([expect.stringMatching(expected)])
  })

  it('values of variables are never shown', async () => {
    for (const env of ['[STOCK_TOKEN=Wheel42]', '{ STOCK_TOKEN: Wheel42 }', 'STOCK_TOKEN=Wheel42', '[{ STOCK_TOKEN: Wheel42 }]']) {
      const all = await shapeOf('command: node', `env: ${env}`)
      expect(all).toHaveLength(1)
      expect(all.join('\n')).not.toContain('Wheel42')
    }
  })
})

it.each([
  ['{ type: oauth2, client_secret: "${S}" }', 'credentials lacks the key "client_id"'],
  ['{ type: oauth2, client_id: desk, client_secret: Wheel42 }', 'credential-plain-text'],
  ['{ type: oauth2, token_url: "https://id.example/token" }', 'key "token_url" is not known in credentials'],
])('of a login %s', async (credentials, expected) => {
  const text = `type: mcp\ndescription: The stock\nurl: https://stock.bikes.example/mcp\ncredentials: ${credentials}\n`
  const all = await toldOf({ 'integrations/stock.yaml': text }, ['credential-plain-text'])
  expect(all.map(({ code, message }) => `${code}: ${message}`)).toEqual([expect.stringContaining(expected)])
  expect(JSON.stringify(all)).not.toContain('Wheel42')
})

it('a command is shown as it will run, and hides nothing', () => {
  const args = ['server.mjs', '--name', 'two words', '', 'a"b', 'x\u001b[31m\n', '\u202ereversed', "it's", '$HOME', 'ä']
  expect(commandLine({ command: 'node', args })).toBe(
    String.raw`node server.mjs --name "two words" "" "a\"b" "x\u001b[31m\n" "\u{202e}reversed" "it's" "$HOME" "ä"`,
  )
})
