import { printableLine } from '../text/printable.ts'

/** commandLine shows what is started, word by word: what a shell would split, or a reader overlook, stands in quotes and escapes. */
export function commandLine({ command, args }: { readonly command: string; readonly args: readonly string[] }): string {
  return [command, ...args].map(shownWord).join(' ')
}

function shownWord(word: string): string {
  return /^[\w@%+=:,./\\-]+$/.test(word) ? word : printableLine(JSON.stringify(word))
}
