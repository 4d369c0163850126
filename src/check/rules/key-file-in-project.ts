import { posix } from 'node:path'
import { defineRule } from '../rule.ts'

export const keyFileInProject = defineRule({
  code: 'key-file-in-project',
  on: 'integration',
  about: 'credentials',
  severity: 'warning',
  title: 'A private key lies in the project',
  why: 'What lies beside the files of a project is one commit away from being published, and a key that was published proves nothing any more.',
  check({ tls, at }, report) {
    const path = tls?.client?.keyFile
    if (path === undefined || isElsewhere(path, at.file.path)) return
    report({
      message: `the private key "${path}" lies in the project, which git keeps and hands on`,
      span: at.value('tls', 'client', 'key_file'),
      hint: 'keep it elsewhere, and take its folder from the environment: "${KEYS}/client.key"',
    })
  },
})

/** A path that begins with the root, a drive or a value leads out of the project, and so does one with more steps up than the file has folders. */
function isElsewhere(path: string, file: string): boolean {
  if (path.includes('{') || posix.isAbsolute(path) || /^[A-Za-z]:[\\/]|^\\\\/.test(path)) return true
  return posix.join(posix.dirname(file), path).startsWith('..')
}
