import net, { type LookupFunction } from 'node:net'
import { hostOf, reachOf } from '../model/address.ts'
import { innerAddress, type InnerKind } from '../model/inner-address.ts'
import type { Limits } from '../world/world.ts'
import { blocked } from './http-failure.ts'

/** Gate decides which addresses the connections to one host may go to. */
export interface Gate {
  /** Refuses an address that is written as a number: no resolver is asked for those. */
  readonly passNumber: () => void
  /** Resolves a name, and refuses it when any of its addresses is closed: what it gives is what is connected to, nothing is resolved twice. */
  readonly lookup: LookupFunction
}

/** gateFor makes the gate for an address, as it is written. */
export function gateFor(written: string, allowed: Limits['addresses'] = 'any'): Gate {
  const isOpen = allowed === 'any' ? () => true : opennessFor(written)
  const host = bareHost(new URL(written))
  return {
    passNumber() {
      if (net.isIP(host) !== 0 && !isOpen(host)) throw refusal({ name: hostOf(written) ?? host, verb: 'is', address: host })
    },
    lookup(name, options, callback) {
      // Loaded for a name only: an address needs none.
      process.getBuiltinModule('node:dns').lookup(name, { ...options, all: true }, (error, addresses) => {
        const [first] = addresses ?? []
        if (error !== null || first === undefined) return callback(error ?? new Error('no address'), '')
        const closed = addresses.find(({ address }) => !isOpen(address))
        if (closed !== undefined) return callback(refusal({ name, verb: 'leads to', address: closed.address }), '')
        if (options.all === true) return callback(null, addresses)
        callback(null, first.address, first.family)
      })
    },
  }
}

/** bareHost is the host of an address as sockets take it: an IPv6 address without its brackets. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** Who writes an inner address or name means it; who writes 0x7f.1 or [::ffff:10.0.0.1] hides it. A cloud's desk for credentials has to be meant itself. */
function opennessFor(written: string): (address: string) => boolean {
  const reach = reachOf(written)
  const declared = reach?.also === '' ? reach.kind : undefined
  return (address) => {
    const kind = innerAddress(address)?.kind
    return kind === undefined || (kind === 'metadata' ? declared === 'metadata' : declared !== undefined)
  }
}

function refusal({ name, verb, address }: { name: string; verb: string; address: string }): Error {
  const inner = innerAddress(address)
  const meant = inner?.carried === undefined ? address : `${address} (${inner.carried})`
  return blocked(`"${name}" ${verb} ${meant}, which ${words[inner?.kind ?? 'private']}; --allow-private lets it pass`)
}

const words: Readonly<Record<InnerKind, string>> = {
  metadata: 'hands out the credentials of a cloud machine',
  loopback: 'is this machine',
  'link-local': 'is known on one cable only',
  private: 'is known in one network only',
  group: 'stands for many machines of one network',
}
