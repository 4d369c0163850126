import { createServer, type Server } from 'node:http'
import { openStore } from './data/database.ts'
import { environmentOf } from './environment.ts'
import { createListener } from './http/listener.ts'
import { createCourier } from './mcp/courier.ts'
import { createShop } from './mcp/shop.ts'
import { createCommerce } from './services/commerce.ts'
import { createControls } from './services/control.ts'
import { createCrm } from './services/crm.ts'
import { createOauth } from './services/oauth.ts'
import { createPayments } from './services/payments.ts'
import { createTokens } from './services/tokens.ts'
import { createZendesk } from './services/zendesk.ts'
import { createSwitches, type SwitchChange } from './switches.ts'

/** How a sandbox should run; everything can be left out. */
export interface SandboxOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number
  readonly host?: string
  /** Where the data lives on after a restart; without it, in memory. */
  readonly dataFile?: string
  readonly latencyMs?: number
  readonly log?: (line: string) => void
}

/** A running back office. */
export interface Sandbox {
  readonly url: string
  readonly port: number
  /** Every variable that the shipped project needs. */
  readonly env: Readonly<Record<string, string>>
  switch(change: SwitchChange): void
  close(): Promise<void>
}

/** Starts the back office that the shipped project runs against, in a demo, in tests and by hand. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, host = '127.0.0.1', log = () => {} } = options
  const switches = createSwitches(options.latencyMs)
  const store = openStore(options.dataFile)
  const closing = new AbortController()
  const address = { url: '', port: 0 }
  const tokens = createTokens()
  const shop = createShop(store, log)
  const courier = createCourier(store)
  const server = createServer(
    createListener({
      controls: createControls(store, switches),
      services: [
        createZendesk(store, () => address.url),
        createCrm(store),
        createCommerce(store),
        createOauth(tokens),
        createPayments(store, tokens),
        shop.service,
        courier.service,
      ],
      switches,
      closing: closing.signal,
      log,
    }),
  )
  try {
    address.port = await listen(server, port, host)
    address.url = `http://${reachable(host)}:${address.port}`
  } catch (error) {
    store.close()
    throw error
  }
  const close = async (): Promise<void> => {
    closing.abort()
    const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
    await Promise.all([shop.close(), courier.close()])
    server.closeAllConnections()
    await closed
    store.close()
  }
  let ending: Promise<void> | undefined
  return {
    url: address.url,
    port: address.port,
    env: environmentOf(address.url),
    switch: (change) => switches.change(change),
    close: () => (ending ??= close()),
  }
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host }, resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The sandbox listens on no port.')
  return address.port
}

// A server that listens everywhere is reached through the loopback address.
function reachable(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
