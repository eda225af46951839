import { isIPv6 } from 'node:net'

/** The address at which this machine reaches what listens on `host`, where `0.0.0.0` and `::` stand for every address. */
export function toLocalUrl(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}
