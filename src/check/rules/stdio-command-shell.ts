import { programName } from '../program-words.ts'
import { defineRule } from '../rule.ts'

export const stdioCommandShell = defineRule({
  code: 'stdio-command-shell',
  on: 'integration',
  about: 'server',
  severity: 'error',
  title: 'A shell runs a line of text in place of a program',
  why: 'Whoever reads the command sees one program, and the shell may run any number; quotes, variables and wildcards mean what they mean on each machine.',
  check(integration, report) {
    if (integration.type !== 'mcp' || integration.program === undefined) return
    const { command, args } = integration.program
    const words = [command, ...args]
    // `env NAME=… sh -c …` is no other thing.
    const start = programName(command) === 'env' ? words.findIndex((word, index) => index > 0 && !/^-|=/.test(word)) : 0
    const shell = programName(words[start] ?? '')
    const flags = Object.hasOwn(lineFlags, shell) ? lineFlags[shell] : undefined
    const flag = words.slice(start + 1).find((word, index, all) => flags?.test(word) && all.slice(0, index).every((each) => /^[-/]/.test(each)))
    if (flag === undefined) return
    report({
      message: `"${shell} ${flag}" runs a line of text, not a program`,
      span: integration.at.value('command'),
      hint: 'name the program itself as command, and its words as args',
    })
  },
})

const posix = /^-[a-z]*c[a-z]*$/
const lineFlags: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(['sh', 'bash', 'dash', 'zsh', 'ash', 'ksh', 'fish', 'busybox'].map((shell) => [shell, posix])),
  cmd: /^\/[ck]$/i,
  powershell: /^-(?:c|command|e|ec|encodedcommand)$/i,
  pwsh: /^-(?:c|command|e|ec|encodedcommand)$/i,
}
