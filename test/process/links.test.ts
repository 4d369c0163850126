import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startHostile } from '../node/hostile-mcp-server.ts'
import { clinic, clinicAt, projectOf } from './project.ts'
import { runTool } from './tool.ts'

// A project comes from anywhere, links and all; what is written into it may be a server's words.

/** A file of the person, far from any project. */
function victim(text = '# mine\n'): string {
  const folder = mkdtempSync(join(tmpdir(), 'diga-int-victim-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'bashrc'), text)
  return join(folder, 'bashrc')
}

const agent = 'description: The desk of the clinic\ntools:\n  clinic: [check_appointment]\n'

describe.runIf(process.platform !== 'win32')('nothing is written through a link that a project brings along', () => {
  it.each([
    ['far away', (path: string, text: string) => symlinkSync(victim(text), path)],
    [
      'to another file of the project',
      (path: string, text: string) => {
        writeFileSync(join(path, '../../build.sh'), text)
        symlinkSync('../build.sh', path)
      },
    ],
  ])('a lockfile, %s', async (_where, link) => {
    const server = await startHostile('ordinary')
    onTestFinished(() => void server.stop())
    const folder = projectOf({ 'integrations/shop.yaml': `type: mcp\ndescription: The bike shop\nurl: ${server.url}\n` })
    const path = join(folder, 'integrations/shop.lock.yaml')
    expect(await runTool(['sync'], { folder })).toMatchObject({ code: 0 })
    // What is no lockfile would not be written over either.
    const text = `# mine\n${readFileSync(path, 'utf8')}`
    rmSync(path)
    link(path, text)
    const ran = await runTool(['sync', '--format', 'json'], { folder })
    expect(ran).toMatchObject({ code: 3, err: '' })
    const message = '"integrations/shop.lock.yaml" cannot be written (a link stands in its way)'
    expect(JSON.parse(ran.out).diagnostics).toEqual(expect.arrayContaining([expect.objectContaining({ code: 'project-file-unwritable', message })]))
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it.each([
    ['a bundle', 'bundles/desk/bundle.json', ''],
    ['its folder', 'bundles', ''],
    ['outside of the project', '', 'bundles: ../elsewhere\n'],
  ])('%s', async (_what, path, settings) => {
    const folder = projectOf({ 'integrations/clinic.yaml': clinic, 'agents/desk.yaml': agent, ...(settings === '' ? {} : { 'diga.yaml': settings }) })
    const mine = victim()
    const target = path === 'bundles' ? join(mine, '..') : mine
    if (path !== '') {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      symlinkSync(target, join(folder, path))
    }
    const ran = await runTool(['bundle'], { folder })
    expect(ran).toMatchObject({ code: 3, err: '' })
    expect(ran.out).toMatch(path === '' ? /it stands outside of the project/ : /a link stands in its way/)
    expect([readFileSync(mine, 'utf8'), existsSync(join(mine, '../desk')), existsSync(join(folder, '../elsewhere'))]).toEqual([
      '# mine\n',
      false,
      false,
    ])
    // Where the person points to, links are followed: it is theirs.
    const out = mkdtempSync(join(tmpdir(), 'diga-int-out-'))
    symlinkSync(out, join(folder, 'out'))
    expect(await runTool(['bundle', '--out', 'out'], { folder })).toMatchObject({ code: 0, err: '' })
    expect(existsSync(join(out, 'desk/bundle.json'))).toBe(true)
    rmSync(out, { recursive: true })
  })

  it.each([
    ['fmt', ['fmt'], `${clinic}\n\n\n`],
    ['fixes', ['validate', '--fix'], clinic.replace('    request:', '    reqest:')],
  ])('an integration that stands elsewhere, by %s', async (_how, argv, text) => {
    const mine = victim(text)
    const folder = projectOf({ 'integrations/other.yaml': clinic })
    symlinkSync(mine, join(folder, 'integrations/clinic.yaml'))
    const ran = await runTool(argv, { folder })
    expect(ran.out.replace(/\s+/g, ' ')).toContain('is a link that leads out of the project, and was left alone')
    expect(readFileSync(mine, 'utf8')).toBe(text)
  })

  it('an answer that is recorded', async () => {
    const server = createServer((_request, response) => response.setHeader('content-type', 'application/json').end('{"day":"monday"}'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    // A server that listens on TCP has such an address.
    const { port } = server.address() as AddressInfo
    const text = clinicAt(port).replace('    timeout_seconds: 30\n', '    examples: [{ name: one, arguments: { number: "1" } }]\n')
    const mine = victim(text)
    const folder = projectOf({ 'integrations/other.yaml': clinic })
    symlinkSync(mine, join(folder, 'integrations/clinic.yaml'))
    const ran = await runTool(['try', '--examples', 'clinic', '--record'], { folder })
    expect(ran.out.replace(/\s+/g, ' ')).toContain('is a link that leads out of the project, and was left alone')
    expect(readFileSync(mine, 'utf8')).toBe(text)
  })

  it('nor is a prompt read through one that leads out of it', async () => {
    const mine = victim('only for me\n')
    const folder = projectOf({ 'integrations/clinic.yaml': clinic, 'agents/desk.yaml': `${agent}prompt: ../prompts/desk.md\n` })
    mkdirSync(join(folder, 'prompts'))
    symlinkSync(mine, join(folder, 'prompts/desk.md'))
    const ran = await runTool(['bundle'], { folder })
    expect(ran).toMatchObject({ code: 1, err: '', out: expect.stringContaining('the prompt lies outside of the project') })
    expect(existsSync(join(folder, 'bundles'))).toBe(false)
  })

  it('within the project a link to an integration is followed', async () => {
    const folder = projectOf({ 'shared/clinic.yaml': `${clinic}\n\n\n`, 'integrations/other.yaml': clinic })
    symlinkSync('../shared/clinic.yaml', join(folder, 'integrations/clinic.yaml'))
    expect(await runTool(['fmt'], { folder })).toMatchObject({ code: 0, err: '' })
    expect(readFileSync(join(folder, 'shared/clinic.yaml'), 'utf8')).toBe(clinic)
    expect(lstatSync(join(folder, 'integrations/clinic.yaml')).isSymbolicLink()).toBe(true)
  })
})
