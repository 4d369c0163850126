import { spawnSync } from 'node:child_process'
import { relative } from 'node:path'
import { environment } from '../environment.ts'
import type { Message } from './judge.ts'

/** Reader turns what a tool printed into messages. */
type Reader = (printed: string, folder: string) => readonly Message[]

/** ask runs a tool over a corpus, and reads what it said. */
export function ask(command: readonly string[], folder: string, read: Reader): readonly Message[] {
  const [program = '', ...words] = command
  const { stdout, stderr, error } = spawnSync(program, words, { cwd: folder, env: environment, encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 })
  if (error !== undefined) throw error
  return read(stdout === '' ? stderr : stdout, folder)
}

/** readDigaInt reads `validate --format json`. */
export const readDigaInt: Reader = (printed) => {
  const report: { diagnostics: { code: string; message: string; place?: { file: string; line: number } }[] } = JSON.parse(printed)
  return report.diagnostics.map(({ code, message, place }) => ({ file: place?.file ?? '', line: place?.line, code, text: message }))
}

/** readSpectral reads `lint --format json`: a list, lines from 0. */
export const readSpectral: Reader = (printed, folder) => {
  const list: { code: string; message: string; source: string; range: { start: { line: number } } }[] = JSON.parse(printed)
  return list.map(({ code, message, source, range }) => ({ file: relative(folder, source), line: range.start.line + 1, code, text: message }))
}

/** readAjvCli reads `--errors=line`: a file on a line, with a list of errors below it; no lines of the source. */
export const readAjvCli: Reader = (printed) => {
  return [...printed.matchAll(/^(.+) invalid\n(\[.*\])$/gm)].flatMap(([, file = '', list = '[]']) => {
    const errors: { keyword: string; message: string }[] = JSON.parse(list)
    return errors.map(({ keyword, message }) => ({ file, code: keyword, text: message }))
  })
}

/** readSourcemeta reads its words for people: "fail: FILE", then each step of the judgement with a line. */
export const readSourcemeta: Reader = (printed) => {
  return [...printed.matchAll(/^fail: (.+)\n(?:error: .*\n)((?: {2}.*\n)*)/gm)].flatMap(([, file = '', steps = '']) => {
    return [...steps.matchAll(/^ {2}(\S.*)\n {4}at instance location .*\(line (\d+)/gm)].map(([, text = '', line]) => {
      return { file, line: Number(line), code: 'schema', text }
    })
  })
}
