import type { Program } from '../model/integration.ts'

/** Package is a package that a launcher fetches before it runs it. */
export interface FetchedPackage {
  readonly name: string
  /** Its place among the arguments. */
  readonly index: number
  readonly isPinned: boolean
}

interface Launcher {
  /** Words that stand before its flags: `pnpm dlx`. */
  readonly verbs: readonly string[]
  /** Flags that name the package themselves. */
  readonly named: readonly string[]
  /** Other flags that take the next word. */
  readonly valued: readonly string[]
  /** Flags by which nothing is fetched. */
  readonly local: readonly string[]
  readonly kind: 'npm' | 'pypi'
}

const npm = { named: ['-p', '--package'], valued: ['-c', '--call', '-w', '--workspace', '--registry', '--userconfig'], kind: 'npm' } as const
const pypi = {
  named: '--from --spec'.split(' '),
  valued: ['-p', '--python', '--with', '--index', '--index-url', '--directory', '--project'],
  kind: 'pypi',
} as const
const launchers: Readonly<Record<string, readonly Launcher[]>> = {
  npx: [{ ...npm, verbs: [], local: ['--no', '--no-install', '--offline'] }],
  bunx: [{ ...npm, verbs: [], local: ['--no-install'] }],
  npm: [
    { ...npm, verbs: ['exec'], local: ['--no', '--offline'] },
    { ...npm, verbs: ['x'], local: ['--no', '--offline'] },
  ],
  pnpm: [{ ...npm, verbs: ['dlx'], local: ['--offline'] }],
  yarn: [{ ...npm, verbs: ['dlx'], local: [] }],
  bun: [{ ...npm, verbs: ['x'], local: ['--no-install'] }],
  uvx: [{ ...pypi, verbs: [], local: ['--offline'] }],
  uv: [{ ...pypi, verbs: ['tool', 'run'], local: ['--offline'] }],
  pipx: [{ ...pypi, verbs: ['run'], local: [] }],
}

/** programName is what a command is called, without its folder and what Windows adds. */
export function programName(command: string): string {
  const name = command.slice(Math.max(command.lastIndexOf('/'), command.lastIndexOf('\\')) + 1)
  return name.toLowerCase().replace(/\.(?:exe|cmd|bat|ps1)$/, '')
}

/** fetchedPackage finds the package that a program is fetched from at each start; undefined: nothing is fetched. */
export function fetchedPackage({ command, args }: Program): FetchedPackage | undefined {
  const name = programName(command)
  const known = Object.hasOwn(launchers, name) ? launchers[name] : undefined
  const launcher = known?.find(({ verbs }) => verbs.every((verb, index) => args[index] === verb))
  if (launcher === undefined || args.some((word) => launcher.local.includes(word))) return undefined
  for (let index = launcher.verbs.length; index < args.length; index += 1) {
    const word = args[index] ?? ''
    const [flag = '', value] = word.startsWith('--') ? word.split(/=(.*)/s) : [word]
    if (launcher.named.includes(flag)) return value === undefined ? packageAt(args, index + 1, launcher) : packageOf(value, index, launcher)
    if (launcher.valued.includes(flag)) index += value === undefined ? 1 : 0
    else if (!word.startsWith('-')) return packageOf(word, index, launcher)
  }
  return undefined
}

function packageAt(args: readonly string[], index: number, launcher: Launcher): FetchedPackage | undefined {
  const word = args[index]
  return word === undefined ? undefined : packageOf(word, index, launcher)
}

const exactNpm = /.@v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/
const exactPypi = /(?:===?|@)\s*v?\d+(?:\.\d+)+[\w.+!-]*$/
// A commit names its content.
const commit = /[@#][0-9a-f]{40}$/

function packageOf(word: string, index: number, { kind }: Launcher): FetchedPackage | undefined {
  // What lies in a folder is not fetched.
  if (/^\.{0,2}[\\/]|^~|^file:|^[A-Za-z]:\\/.test(word)) return undefined
  const isPinned = commit.test(word) || (kind === 'npm' ? exactNpm : exactPypi).test(word)
  return { name: word, index, isPinned }
}

/** SecretWord is an argument that is a secret by what stands before it. */
export interface SecretWord {
  readonly flag: string
  readonly index: number
}

const secretName =
  /(?:^|[-_])(?:api-?key|access-?key|private-?key|secret-?key|auth-?key|token|secret|password|passwd|pwd|passphrase|bearer|authorization|credentials?|connection-?string)$/
const harmless = /(?:max|page|cursor|count|limit|size)[-_]?tokens?$|^\d{1,8}$|^(?:true|false|none|env|stdin|file|prompt|-)$/i

/** secretWords finds arguments whose flag says that they are secrets: `--api-key X`, `--token=X`, `API_KEY=X`. */
export function secretWords({ args }: Program): readonly SecretWord[] {
  const found: SecretWord[] = []
  for (const [index, word] of args.entries()) {
    const at = word.indexOf('=')
    const [name, value] = at > 0 ? [word.slice(0, at), word.slice(at + 1)] : [word, word.startsWith('-') ? args[index + 1] : undefined]
    if (value === undefined || !isSecretFlag(name) || isNoSecret(name, value)) continue
    found.push({ flag: name, index: at > 0 ? index : index + 1 })
  }
  return found
}

function isSecretFlag(name: string): boolean {
  return /^(?:--?[A-Za-z][\w-]*|[A-Z][A-Z0-9_]*)$/.test(name) && secretName.test(name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase())
}

// Another flag, a placeholder (told elsewhere), the path of a file, or the name of a variable that holds it.
function isNoSecret(name: string, value: string): boolean {
  return (
    value === '' ||
    value.startsWith('-') ||
    value.includes('${') ||
    /^[.~]?\//.test(value) ||
    /^[A-Z][A-Z0-9]*_[A-Z0-9_]*$/.test(value) ||
    harmless.test(value) ||
    harmless.test(name)
  )
}
