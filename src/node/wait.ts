/** wait lets time pass; it is over at once when the person interrupts the run, and leaves nothing behind that keeps the process alive. */
export function wait(milliseconds: number, interrupted: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer)
      interrupted.removeEventListener('abort', end)
      done()
    }
    const timer = setTimeout(end, milliseconds)
    if (interrupted.aborted) end()
    else interrupted.addEventListener('abort', end)
  })
}
