import { isIPv6 } from 'node:net'

/** The address at which this machine reaches what listens on `host`, where `0.0.0.0` and `::` stand for every address. */
export function toLocalUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}

/** The address to type for what listens on `host`: `localhost` where that leads there. */
export function toPageUrl(host: string, port: number): string {
  const isLocalhost = ['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)
  return isLocalhost ? `http://localhost:${port}` : toLocalUrl(host, port)
}
