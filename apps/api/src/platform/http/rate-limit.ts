import { createHash } from 'node:crypto'
import { Problem } from '@parvis/contract/problems'
import type { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'

/** How many requests of one kind one source may make. */
export interface Limit {
  readonly points: number
  readonly seconds: number
  /** Counted over all API processes: one statement a request, for what could be guessed. Otherwise each counts its own. */
  readonly shared?: boolean
}

export function perMinute(points: number): Limit {
  return { points, seconds: 60 }
}

/** As `perMinute`, counted over all API processes. */
export function perMinuteOfAll(points: number): Limit {
  return { points, seconds: 60, shared: true }
}

/** What is left to a source after a request. */
export interface Allowance {
  readonly granted: boolean
  readonly remaining: number
  /** Whole seconds until the count begins anew. */
  readonly resetSeconds: number
}

export interface Counter {
  /** Counts one request of this source. */
  take(source: string): Promise<Allowance>
}

/** @throws Problem `too-many-requests` with the seconds to wait. */
export type Spend = (source: string) => Promise<void>

export interface Limits {
  /** A count under this name; undefined when nothing is counted (measuring on one machine). */
  counter(name: string, limit: Limit): Counter | undefined
  /** The same for who only wants to refuse. */
  limiter(name: string, limit: Limit): Spend
}

interface LimitOptions {
  readonly enabled: boolean
  readonly pool: Pool
  readonly onRefused: (name: string) => void
}

/** Counts of this process and, where `shared`, of all processes; when the database is away each counts its own. */
export function createLimits({ enabled, pool, onRefused }: LimitOptions): Limits {
  function counter(name: string, limit: Limit): Counter | undefined {
    if (!enabled) return undefined
    const consume = limit.shared ? consumeShared(pool, name, limit) : consumeHere(name, limit)
    return {
      async take(source) {
        const { granted, state } = await consume(source)
        if (!granted) onRefused(name)
        return {
          granted,
          remaining: granted ? state.remainingPoints : 0,
          resetSeconds: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
        }
      },
    }
  }
  return {
    counter,
    limiter(name, limit) {
      const count = counter(name, limit)
      return async (source) => {
        const allowance = await count?.take(source)
        if (allowance && !allowance.granted) throw refusal(allowance)
      }
    },
  }
}

/** The refusal of who has nothing left. */
export function refusal({ resetSeconds }: Allowance): Problem {
  return new Problem('too-many-requests', { retryAfterSeconds: resetSeconds })
}

type Consume = (source: string) => Promise<{
  readonly granted: boolean
  readonly state: Pick<RateLimiterRes, 'remainingPoints' | 'msBeforeNext'>
}>

function consumeHere(name: string, { points, seconds }: Limit): Consume {
  const store = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
  return (source) => settle(store.consume(source))
}

function consumeShared(pool: Pool, name: string, { points, seconds }: Limit): Consume {
  const insuranceLimiter = new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
  const store = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'RateLimit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    // Whoever was refused once costs no further statement until the count begins anew.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter,
  })
  // Addresses and accounts are kept as hashes alone.
  return (source) => settle(store.consume(createHash('sha256').update(source).digest('base64url')))
}

async function settle(consuming: Promise<RateLimiterRes>): ReturnType<Consume> {
  try {
    return { granted: true, state: await consuming }
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused
    return { granted: false, state: refused }
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
