import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

// npm run new-rule -- subject-trouble: the rule file, its line in the list, its example folder.
// A rule on locked integrations, agents or the project then moves to rules/index-locked.ts or rules/index-across.ts.
const code = process.argv[2] ?? ''
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(code)) {
  console.error('usage: npm run new-rule -- subject-trouble')
  process.exitCode = 2
} else {
  const name = code.replace(/-([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase())
  writeFileSync(`src/check/rules/${code}.ts`, ruleText(name), { flag: 'wx' })
  register(name)
  mkdirSync(`test/examples/codes/${code}/integrations`, { recursive: true })
  console.log(
    `Write src/check/rules/${code}.ts and a project in test/examples/codes/${code} that triggers it, then run UPDATE=1 npx vitest run test/examples.test.ts and read expected.txt.`,
  )
}

function ruleText(name: string): string {
  return `import { defineRule } from '../rule.ts'

export const ${name} = defineRule({
  code: '${code}',
  on: 'tool',
  about: 'parameters',
  severity: 'error',
  title: 'What is wrong, in a few words without a stop',
  why: 'What goes wrong on a call because of it.',
  check({ tool }, report) {
    report({ message: \`tool "\${tool.name}" …\`, span: tool.at.key(), hint: 'the next step' })
  },
})
`
}

function register(name: string): void {
  const path = 'src/check/rules/index.ts'
  const lines = readFileSync(path, 'utf8').split('\n')
  const importLine = `import { ${name} } from './${code}.ts'`
  const imports = [...lines.filter((line) => line.startsWith('import {')), importLine].toSorted((left, right) =>
    pathIn(left) < pathIn(right) ? -1 : 1,
  )
  const entries = [...lines.filter((line) => /^ {2}\w+,$/.test(line)), `  ${name},`].toSorted()
  const rest = lines.filter((line) => !line.startsWith('import {') && !/^ {2}\w+,$/.test(line)).join('\n')
  const [head = '', tail = ''] = rest.split(/(?<=\[)\n(?=\])/)
  const [first = '', ...others] = head.split('\n')
  writeFileSync(path, [first, ...imports, ...others].join('\n') + `\n${entries.join('\n')}\n${tail}`)
}

function pathIn(line: string): string {
  return /'(.*)'/.exec(line)?.[1] ?? ''
}
