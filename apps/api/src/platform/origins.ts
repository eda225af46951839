import type { IncomingMessage } from 'node:http'
import type { Config } from './config.ts'

/** The address under which this request reached us: the public one, or in the embedded run the loopback name that was typed. */
export function ownOrigin(request: IncomingMessage, config: Pick<Config, 'publicUrl'>): string {
  return config.publicUrl?.origin ?? `http://${request.headers.host ?? 'localhost'}`
}

const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\]|[a-z0-9-]+\.localhost)(:\d+)?$/

/** True when `origin` is a page of ours. Without a public address, only a loopback name that the request itself was sent to. */
export function isOwnOrigin(
  origin: string,
  request: IncomingMessage,
  config: Pick<Config, 'publicUrl'>,
): boolean {
  if (config.publicUrl) return origin === config.publicUrl.origin
  const host = request.headers.host ?? ''
  return loopbackHost.test(host) && origin === `http://${host}`
}

/**
 * True when a browser says that another site made it send this request (Fetch Metadata; Origin as RFC 6454).
 * Programs that are not browsers send neither header and carry no cookie that they were not given.
 */
export function isCrossSite(request: IncomingMessage, config: Pick<Config, 'publicUrl'>): boolean {
  const site = request.headers['sec-fetch-site']
  const { origin } = request.headers
  if (origin !== undefined && !isOwnOrigin(origin, request, config)) return true
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
