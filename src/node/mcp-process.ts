import { spawn } from 'node:child_process'

// What a program needs to find others, its home, and its language. Nothing else of this process is handed on.
const usual = ['PATH', 'HOME', 'LANG', 'LANGUAGE']
// Without these hardly anything starts on Windows.
const ofWindows = [
  'SYSTEMROOT',
  'WINDIR',
  'SYSTEMDRIVE',
  'COMSPEC',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'PROGRAMFILES',
]

/** environmentFor picks the variables that every program gets: PATH, HOME and the locale. */
export function environmentFor(
  environment: Readonly<Record<string, string | undefined>>,
  platform: string = process.platform,
): Record<string, string> {
  const names = new Set(platform === 'win32' ? [...usual, ...ofWindows] : usual)
  const picked: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    // Windows knows no case in names.
    const known = platform === 'win32' ? name.toUpperCase() : name
    if (value !== undefined && (names.has(known) || known.startsWith('LC_'))) picked[name] = value
  }
  return picked
}

const groups = new Set<number>()
const endGroups = (): void => groups.forEach((pid) => signalGroup(pid, 'SIGKILL'))

/** holdGroup sees to it that a program does not outlive this process, however it exits; gives what lets it go again. */
export function holdGroup(pid: number): () => void {
  if (groups.size === 0) process.once('exit', endGroups)
  groups.add(pid)
  return () => {
    groups.delete(pid)
    if (groups.size === 0) process.removeListener('exit', endGroups)
  }
}

/** signalGroup reaches a program and all that it started; nobody being left is what was wanted. */
export function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    // Windows knows no groups to signal, and no polite way to end what has no window.
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on('error', () => undefined)
    return
  }
  try {
    process.kill(-pid, signal)
  } catch {
    // There is no such group any more.
  }
}
