import { Problem } from '@parvis/contract/problems'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

/** How many requests of one kind one source may make. */
export interface Limit {
  readonly points: number
  readonly seconds: number
}

export function perMinute(points: number): Limit {
  return { points, seconds: 60 }
}

/** @throws Problem `too-many-requests` with the seconds to wait. */
export type Spend = (source: string) => Promise<void>

/** Makes counters, one for each name; all open when `enabled` is false (measuring on one machine). */
export function createLimiter(enabled: boolean): (name: string, limit: Limit) => Spend {
  return (name, limit) => {
    if (!enabled) return () => Promise.resolve()
    const counter = new RateLimiterMemory({ keyPrefix: name, points: limit.points, duration: limit.seconds })
    return async (source) => {
      try {
        await counter.consume(source)
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal
        throw new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) })
      }
    }
  }
}

/** The source of an address: itself for IPv4, its /64 for IPv6, since one subscriber owns all of a /64. */
export function sourceOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)
  if (mapped?.[1]) return mapped[1]
  return address.includes(':') ? firstGroups(address).join(':') : address
}

/** The first four groups of an IPv6 address; `::` stands for as many zero groups as are missing of eight (RFC 4291, 2.2). */
function firstGroups(address: string): readonly string[] {
  const [head = [], tail = []] = address.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...zeros, ...tail].slice(0, 4)
}
