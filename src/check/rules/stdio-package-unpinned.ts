import { fetchedPackage, programName } from '../program-words.ts'
import { defineRule } from '../rule.ts'

export const stdioPackageUnpinned = defineRule({
  code: 'stdio-package-unpinned',
  on: 'integration',
  about: 'server',
  severity: 'warning',
  title: 'A program is fetched anew in whatever version there is',
  why: 'Whoever publishes the next version runs code on every machine that syncs, and the lockfile cannot hold it: it pins what the program says, not what it does.',
  check(integration, report) {
    if (integration.type !== 'mcp' || integration.program === undefined) return
    const fetched = fetchedPackage(integration.program)
    if (fetched === undefined || fetched.isPinned) return
    const name = fetched.name.replace(/(.)(?:@[^/]*|[=<>~!].*)$/, '$1')
    const exact = /^(?:uvx|uv|pipx)$/.test(programName(integration.program.command)) ? `${name}==1.2.3` : `${name}@1.2.3`
    report({
      message: `"${fetched.name}" names no exact version`,
      span: integration.at.value('args', fetched.index),
      hint: `name the version that was reviewed, as in ${exact}`,
    })
  },
})
