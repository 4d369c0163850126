// A project has few names beside those of its tools; more than these are asked about anew.
const most = 2000

/** remembered makes, of a question about a name, one that is asked once of each: the names of an API stand in many files. */
export function remembered(ask: (name: string) => boolean): (name: string) => boolean {
  const answers = new Map<string, boolean>()
  return (name) => {
    const before = answers.get(name)
    if (before !== undefined) return before
    const answer = ask(name)
    if (answers.size < most) answers.set(name, answer)
    return answer
  }
}
