import type { Failure, Phase } from '../world/world.ts'

/** missingIn says what is not there yet when the time is up. */
export function missingIn(phase: Phase['name'] | undefined): string {
  return phase === undefined ? 'no complete answer came' : missing[phase]
}

/** inPhase says of a failure how far the call had come, and of a connection that was closed what it left undone. */
export function inPhase(failure: Failure, phase: Phase['name'] | undefined): Failure {
  if (phase === undefined) return failure
  const said = failure.kind === 'reset' && failure.code !== undefined ? { detail: `${closed[phase]} (${failure.code})` } : {}
  return { ...failure, ...said, phase }
}

const missing: Readonly<Record<Phase['name'], string>> = {
  dns: 'no name server gave the address of the host',
  connect: 'no connection to the server was made',
  tls: 'the server took the connection, but did not secure it',
  wait: 'the server was reached, but no answer came',
  read: 'the answer began, but was not complete',
}

const closed: Readonly<Record<Phase['name'], string>> = {
  dns: 'the connection was closed',
  connect: 'the connection was closed before it was made',
  tls: 'the server closed the connection instead of securing it',
  wait: 'the server closed the connection without an answer',
  read: 'the server closed the connection in the middle of its answer',
}
