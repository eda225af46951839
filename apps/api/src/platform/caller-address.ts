import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { sourceOf } from './http/rate-limit.ts'

const networks = new AsyncLocalStorage<string>()

/** The network of an address, /24 of IPv4 or /48 of IPv6: enough to tell places apart, too little to name a person. */
export function truncateAddress(address: string): string {
  const source = sourceOf(address)
  return source.includes(':')
    ? `${source.split(':').slice(0, 3).join(':')}::/48`
    : `${source.split('.').slice(0, 3).join('.')}.0/24`
}

/** Remembers, for everything that a request sets off, the network that it came from. */
export const rememberNetwork: RequestHandler = (request, _response, next) => {
  if (request.ip) networks.run(truncateAddress(request.ip), next)
  else next()
}

/** The network of the request that is being answered; undefined for what the server does by itself. */
export function callerNetwork(): string | undefined {
  return networks.getStore()
}

/**
 * Whose request this is, told by as many reverse proxies as are trusted: for upgrades, which do not pass through
 * Express. Each proxy appends the address that it was asked from to `X-Forwarded-For`.
 */
export function callerAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string {
  const told = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',')
  const addresses = [socket.remoteAddress ?? '', ...told.toReversed()].map((address) => address.trim())
  return (
    addresses
      .filter((address) => address !== '')
      .slice(0, trustedProxies + 1)
      .at(-1) ?? ''
  )
}
