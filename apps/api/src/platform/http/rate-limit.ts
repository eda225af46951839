import { createHash } from 'node:crypto'
import { Problem } from '@parvis/contract/problems'
import type { Pool } from 'pg'
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { createLine } from './line.ts'
import type { Line } from './line.ts'
import { createPace } from './pace.ts'

/** How many requests of one kind one source may make. */
export interface Limit {
  readonly points: number
  readonly seconds: number
  /**
   * Counted over all API processes. `true` costs one statement a request, for what could be guessed. `in-batches` costs
   * the many nothing: a process tells of a source once it has seen a quarter of the points, and again after each
   * twentieth, so that a source gets at most 0.3 of the points too many for each process. Otherwise each counts its own.
   */
  readonly shared?: true | 'in-batches'
}

export function perMinute(points: number): Limit {
  return { points, seconds: 60 }
}

/** As `perMinute`, counted over all API processes. */
export function perMinuteOfAll(points: number): Limit {
  return { points, seconds: 60, shared: true }
}

/** As `perMinute`, counted over all API processes in batches. */
export function perMinuteNearly(points: number): Limit {
  return { points, seconds: 60, shared: 'in-batches' }
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
  /** Notes a refusal that was decided without taking. */
  noteRefusal(): void
}

/** @throws Problem `too-many-requests` with the seconds to wait. */
export type Spend = (source: string) => Promise<void>

export interface Limits {
  /** A count under this name; undefined when nothing is counted (measuring on one machine). */
  counter(name: string, limit: Limit): Counter | undefined
  /** The same for who only wants to refuse. */
  limiter(name: string, limit: Limit): Spend
  /** Settles late for a source that was refused often: to be awaited before a refusal, while nothing is held. */
  readonly pace: (source: string) => Promise<void>
  /** A line for one kind of work. */
  line(): Line
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
    const consume = chooseConsume(pool, name, limit)
    return {
      noteRefusal: () => onRefused(name),
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
    pace: createPace(),
    line: () => (enabled ? createLine() : (_source, work) => work()),
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

type State = Pick<RateLimiterRes, 'remainingPoints' | 'msBeforeNext' | 'consumedPoints'>
type Settled = { readonly granted: boolean; readonly state: State }
type Consume = (source: string) => Promise<Settled>

function chooseConsume(pool: Pool, name: string, limit: Limit): Consume {
  if (limit.shared === 'in-batches') return consumeInBatches(pool, name, limit)
  if (!limit.shared) {
    const here = createLocal(name, limit)
    return (source) => settle(here.consume(source))
  }
  const everywhere = createShared(pool, name, limit)
  return (source) => settle(everywhere.consume(hashed(source)))
}

function consumeInBatches(pool: Pool, name: string, limit: Limit): Consume {
  const [alone, batch] = [Math.ceil(limit.points / 4), Math.ceil(limit.points / 20)]
  const [here, everywhere] = [createLocal(name, limit), createShared(pool, name, limit)]
  return async (source) => {
    const own = await settle(here.consume(source))
    const untold = own.state.consumedPoints - alone
    if (!own.granted || untold < 0 || untold % batch !== 0) return own
    const all = await settle(everywhere.consume(hashed(source), untold === 0 ? alone : batch))
    if (!all.granted) await here.block(source, all.state.msBeforeNext / 1000)
    return all
  }
}

function createLocal(name: string, { points, seconds }: Limit): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: name, points, duration: seconds })
}

function createShared(pool: Pool, name: string, limit: Limit): RateLimiterPostgres {
  const { points, seconds } = limit
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'RateLimit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    // Whoever was refused once costs no further statement until the count begins anew.
    inMemoryBlockOnConsumed: points + 1,
    insuranceLimiter: createLocal(name, limit),
  })
}

/** Addresses and accounts are kept as hashes alone. */
function hashed(source: string): string {
  return createHash('sha256').update(source).digest('base64url')
}

async function settle(consuming: Promise<RateLimiterRes>): Promise<Settled> {
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
