/** durationText is a measured time for people: whole milliseconds below a second, tenths of a second from there on. */
export function durationText(milliseconds: number): string {
  // Rounded first: 999.6 ms are a second, not 1000 ms.
  const whole = Math.round(milliseconds)
  return whole < 1000 ? `${whole} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}

/** limitText is a time that somebody set, exact to the microsecond: what took longer never reads the same as what was allowed. */
export function limitText(milliseconds: number): string {
  const exact = (value: number): string => String(Number(value.toFixed(3)))
  return milliseconds < 1000 ? `${exact(milliseconds)} ms` : `${exact(milliseconds / 1000)} s`
}
