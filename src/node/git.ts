import type { Git } from '../world/world.ts'

// A diff of names alone: even a tree of a million files is told within this.
const limits = { timeout: 30_000, maxBuffer: 64 * 1024 * 1024 }

/** createGit asks the git of the machine. It only reads. */
export function createGit(): Git {
  return {
    async changedSince(folder, base) {
      const top = await run(folder, ['rev-parse', '--show-toplevel'])
      if (!top.ok) return top
      const lists = await Promise.all([
        // From where the branch left the base, so that what others did there meanwhile is none of ours; with what is not committed yet.
        run(folder, ['diff', '--name-only', '-z', '--no-renames', '--merge-base', '--end-of-options', base, '--']),
        run(folder, ['ls-files', '--others', '--exclude-standard', '-z', '--full-name', ':/']),
      ])
      const failed = lists.find((list) => !list.ok)
      if (failed !== undefined && !failed.ok) return failed
      const names = lists.flatMap((list) => (list.ok ? list.text.split('\0') : [])).filter((name) => name !== '')
      const root = top.text.replace(/\n$/, '')
      return { ok: true, paths: names.map((name) => `${root}/${name}`) }
    },
  }
}

type Ran = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string }

function run(folder: string, words: readonly string[]): Promise<Ran> {
  const { execFile } = process.getBuiltinModule('node:child_process')
  return new Promise((resolve) => {
    // Without a file watcher or a hook of the repository: a checkout from elsewhere must not run code here.
    const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false', '--no-optional-locks', '-C', folder, ...words]
    execFile('git', safe, { ...limits, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      if (error === null) resolve({ ok: true, text: stdout })
      else if (error.code === 'ENOENT') resolve({ ok: false, reason: 'git is not installed' })
      else
        resolve({
          ok: false,
          reason:
            stderr
              .trim()
              .split('\n')[0]
              ?.replace(/^fatal: /, '') || 'git failed',
        })
    })
  })
}
