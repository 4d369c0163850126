import { describe, expect, it } from 'vitest'
import type { Synced, SyncedServer } from '../../src/flow/synced.ts'
import type { ToolChange } from '../../src/lock/diff.ts'
import { syncMarkdown } from '../../src/report/sync-markdown.ts'
import type { View } from '../../src/report/view.ts'

const view: View = { format_version: 1, command: 'sync', ok: true, counts: { error: 0, warning: 0, note: 0 }, diagnostics: [], result: null }

function serverWith(change: Partial<ToolChange>, own: Partial<SyncedServer> = {}): SyncedServer {
  const tool: ToolChange = { kind: 'changed', tool: 'find_parcel', grade: 'warning', contract: true, parts: [], ...change }
  const users = { agents: ['desk'], prompts: ['prompts/desk.md'], targets: ['diga'] }
  return {
    ...{
      integration: 'parcels',
      lockfile: 'integrations/parcels.lock.yaml',
      status: 'drifted',
      tools: 1,
      server: undefined,
      isFirst: false,
      left: { tools: [], server: false },
    },
    difference: { tools: [tool], server: [], rewritten: [] },
    touched: { tools: new Map([[tool.tool, { ...users, takenBy: '*' }]]), server: users },
    ...own,
  }
}

const bodyOf = (...servers: readonly SyncedServer[]): string => syncMarkdown(view, { check: true, dryRun: false, servers } satisfies Synced)

// Whatever a server can say to leave its cell, reach a person, load a picture or hide the rest.
const hostile = [
  '| a | new | cell |\n|---|---|---|\n| x | y | z |',
  '\n\n# A heading\n\n',
  '\r\n\r\n</td></tr></table></details>\n\n**approved**',
  '</code></td><td>safe</td>',
  '<!-- everything after this is gone',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '![pixel](https://evil.example/p.png) [click](https://evil.example)',
  'https://evil.example/ www.evil.example mail@evil.example',
  '@octocat @org/team #1 GH-1 owner/repo#2 !7 $8 ~label %milestone :tada:',
  '`code` ``more`` ```\nfence\n``` ~~~ $$x$$ [^1] [[wiki]] \\| \\',
  '&lt;b&gt; &#60;i&#62; &amp; &copy;',
  '\u202ereversed\u200b \u{e0041} \u001b[31m \u2028\u2029 \u0085 \u0000',
  'x'.repeat(200_000),
]

const tags = new Set('<details>|</details>|<summary>|</summary>|<table>|</table>|<tr>|</tr>|<th>|</th>|<td>|</td>|<code>|</code>|<br>'.split('|').concat(['<del>', '</del>', '<ins>', '</ins>', '<ul>', '</ul>', '<li>', '</li>', '<p>', '</p>'])) // prettier-ignore

/** What stands in the cells and is not in `code` has to be ours, and what is in `code` has to be nothing but characters. */
function expectHarmless(body: string): void {
  const [, ...blocks] = body.trimEnd().split('\n\n')
  expect(blocks.length).toBeGreaterThan(0)
  for (const block of blocks) {
    expect(block).toMatch(/^<(details|ul)>\n[\s\S]*\n<\/\1>$|^<p>.*<\/p>$/)
    for (const tag of block.match(/<[^>]*>?/g) ?? []) expect(tags).toContain(tag)
    const open: string[] = []
    for (const [, end, name = ''] of block.matchAll(/<(\/?)(\w+)>/g)) {
      if (end === '') name === 'br' || open.push(name)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
    expect(block).not.toMatch(/[`|@[\]*\\!~"']|&(?!#\d+;)|:\/\/|www\.|\p{C}(?<!\n)|[\u2028\u2029]/u)
    expect(block.replace(/&#\d+;/g, '')).not.toMatch(/[#$]/)
    const rows = block.match(/<tr>.*/g) ?? []
    for (const row of rows) expect(row.match(/<t[dh]>/g)).toHaveLength(5)
  }
  expect(body.length).toBeLessThan(65_536)
}

describe('what a server says stays in its cell', () => {
  it.each(hostile.map((text) => [text.slice(0, 40), text]))('%j', (_start, text) => {
    const part = {
      grade: 'security',
      pointer: `/inputSchema/properties/${text}`,
      message: `says "${text}"`,
      before: text,
      after: `other ${text}`,
    } as const
    const parts = [part, { ...part, before: undefined, after: { [text]: [text] } }, { ...part, message: text, before: 'short', after: text }]
    expectHarmless(
      bodyOf(
        serverWith({ tool: text, parts }),
        serverWith({ kind: 'renamed', formerly: text, tool: text }),
        serverWith({ kind: 'added', tool: text }, { integration: text, touched: { tools: new Map([[text, { agents: [text], prompts: [text], targets: [text], takenBy: text }]]), server: { agents: [], prompts: [], targets: [] } } }), // prettier-ignore
        serverWith({}, { difference: { tools: [], server: parts, rewritten: [text] }, left: { tools: [text], server: true } }),
        serverWith({}, { difference: { tools: [], server: [], rewritten: [] }, left: { tools: [text], server: false } }),
      ),
    )
    const told = { code: 'server-unreachable', severity: 'error', message: text, docs: '', place: { file: text, line: 1, column: 1, end_line: 1, end_column: 2 } } as const // prettier-ignore
    expectHarmless(syncMarkdown({ ...view, diagnostics: [told] }, undefined))
  })
})

it('is the same twice, and short however much changed', () => {
  const parts = Array.from({ length: 50 }, (_, index) => ({ grade: 'safe', pointer: `/inputSchema/properties/p${index}`, message: 'a new argument', before: undefined, after: { type: 'string', description: 'y'.repeat(500) } }) as const) // prettier-ignore
  const servers = Array.from({ length: 60 }, (_, index) => serverWith({ parts }, { integration: `parcels-${index}` }))
  const body = bodyOf(...servers)
  expect(bodyOf(...servers)).toBe(body)
  expectHarmless(body)
  expect(body).toContain('rows more: see the lockfile')
  expect(body).toContain('60 of 60 servers changed; 60 warning')
})

it('is short even where everything is hidden characters', () => {
  const text = '\u202e'.repeat(300)
  const told = { code: 'server-unreachable', severity: 'error', message: text, docs: '', place: { file: text, line: 1, column: 1, end_line: 1, end_column: 2 } } as const // prettier-ignore
  const left = { tools: Array.from({ length: 20 }, (_, index) => `${index}${text}`), server: true }
  const servers = Array.from({ length: 60 }, (_, index) => serverWith({ tool: text }, { integration: `parcels-${index}`, left }))
  const body = syncMarkdown({ ...view, diagnostics: Array.from({ length: 60 }, () => told) }, { check: false, dryRun: false, servers })
  expectHarmless(body)
  expect(body).toMatch(/\d+ servers more/)
  expect(body).toMatch(/<li>and \d+ more<\/li>/)
})

it('says so when nothing changed', () => {
  const nothing = { difference: { tools: [], server: [], rewritten: [] } }
  expect(bodyOf(serverWith({}, { ...nothing, status: 'unchanged' }))).toBe('**diga-int sync**: no change, 1 server asked\n')
  expect(bodyOf(serverWith({}, { ...nothing, status: 'not-asked' }))).toBe('**diga-int sync**: 1 server could not be locked\n')
  expect(bodyOf()).toBe('**diga-int sync**: the project has no MCP integrations\n')
})
