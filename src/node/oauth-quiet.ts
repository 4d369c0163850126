let running = 0
let loud: typeof console.warn | undefined

/** quietly keeps the library from writing to the console, where it quotes what servers say; what goes wrong is told as a failure. */
export async function quietly<Value>(work: () => Promise<Value>): Promise<Value> {
  running += 1
  loud ??= console.warn
  console.warn = () => undefined
  try {
    return await work()
  } finally {
    running -= 1
    if (running === 0 && loud !== undefined) {
      console.warn = loud
      loud = undefined
    }
  }
}
