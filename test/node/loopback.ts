import type { Server } from 'node:http'
import net, { type AddressInfo, type Socket } from 'node:net'

/** Loopback is a server on this machine, at a port that the system gave. */
export interface Loopback {
  readonly port: number
  readonly stop: () => Promise<void>
}

/** listen starts a server; stopping it also closes the connections that are still open. */
export async function listen(server: net.Server | Server): Promise<Loopback> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that goes away early is part of most of these tests.
    socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo
  const stop = (): Promise<void> => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(() => resolve()))
  }
  return { port, stop }
}

/** freePort is a port that nobody listens at, for programs that cannot be given port 0. */
export async function freePort(): Promise<number> {
  const { port, stop } = await listen(net.createServer())
  await stop()
  return port
}
