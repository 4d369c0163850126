import { spawn } from 'node:child_process'

/** openInBrowser shows an address in the browser of the person; where that does not work, the address was printed. */
export function openInBrowser(address: string): void {
  const [command, args] = opener(address)
  const child = spawn(command, args, { stdio: 'ignore', detached: true, shell: false, windowsHide: true })
  child.on('error', () => undefined)
  child.unref()
}

function opener(address: string): readonly [command: string, args: readonly string[]] {
  if (process.platform === 'darwin') return ['open', [address]]
  return process.platform === 'win32' ? ['rundll32', ['url.dll,FileProtocolHandler', address]] : ['xdg-open', [address]]
}
