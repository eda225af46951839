import { Problem } from '@parvis/contract/problems'
import type { RouteShape } from '@parvis/contract/route'
import type { Request, RequestHandler, Response } from 'express'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Config } from '../config.ts'
import { bearsCookie } from '../cookies.ts'
import { isCrossSite } from '../origins.ts'
import { readBearer } from './api-key.ts'
import { perMinuteOfAll, refusal, sourceOf } from './rate-limit.ts'
import type { Allowance, Limit, Limits } from './rate-limit.ts'
import type { Caller } from './session.ts'

/**
 * Refuses what another site made a browser send, and what exceeds the limit of the route. No site makes a browser send
 * a key: who bears one is judged by it alone, and may not bear a cookie as well.
 */
export function guardRoute(
  { config, limits }: { readonly config: Config; readonly limits: Limits },
  route: RouteShape,
  limit: Limit,
): RequestHandler {
  const spend = limitRoute(limits, route, limit)
  return (request, response, next) => {
    const bears = readBearer(request) !== undefined
    if (bears && bearsCookie(request)) throw new Problem('two-credentials')
    if (!bears && route.method !== 'GET' && isCrossSite(request, config))
      throw new Problem('cross-site-request')
    return spend(request, response, next)
  }
}

/** Counts each request of an address, and tells it what is left (draft-ietf-httpapi-ratelimit-headers-10). */
export function limitRoute(
  limits: Limits,
  { method, path }: { readonly method: string; readonly path: string },
  limit: Limit,
): RequestHandler {
  const counter = limits.counter(`${method} ${path}`, limit)
  const policy = `"address";q=${limit.points};w=${limit.seconds}`
  return async (request, response, next) => {
    const source = sourceOf(request.ip ?? '')
    const allowance = await counter?.take(source)
    if (allowance) tellAllowance(response, policy, allowance)
    if (allowance && !allowance.granted) {
      await limits.pace(source)
      throw refusal(allowance)
    }
    next()
  }
}

function tellAllowance(response: Response, policy: string, { remaining, resetSeconds }: Allowance): void {
  response.set({ 'RateLimit-Policy': policy, RateLimit: `"address";r=${remaining};t=${resetSeconds}` })
}

/** Addresses of meetings that do not exist, asked for by one source within a minute. */
const unknownCodes = perMinuteOfAll(30)

/** For whom a request counts: who is signed in by themselves, whatever others behind the same address do. */
export function subjectOf({ request, caller }: Pick<Asking, 'request' | 'caller'>): string {
  return caller.kind === 'user' ? `user:${caller.id}` : sourceOf(request.ip ?? '')
}

interface Asking {
  /** Answers only those who have a place: a stranger learns nothing from success. */
  readonly placesOnly?: boolean
  readonly request: Request
  readonly caller: Caller
}

/** A1: whoever tries addresses of meetings is soon told nothing about any. */
export interface CodeGuard {
  /**
   * Runs a handler and counts an unknown address. From a source that has tried too many, an address is not even looked
   * up, but for people who are in meetings behind that source; then no refusal says why.
   * @throws Problem `too-many-requests`, or what the handler throws.
   */
  watch<Reply>(asking: Asking, handle: () => Promise<Reply>): Promise<Reply>
}

/**
 * Counts unknown addresses over all processes. Who is signed in is counted by account, so that nobody shuts out
 * those behind the same address who are known; a request that finds what it asks for costs nothing.
 */
export function createCodeGuard(limits: Limits): CodeGuard {
  const counter = limits.counter('unknown-codes', unknownCodes)
  const blocked = new RateLimiterMemory({ keyPrefix: 'unknown-codes', points: 1, duration: 60 })

  async function findBlock(source: string): Promise<Problem | undefined> {
    const block = await blocked.get(source)
    if (!block || block.consumedPoints <= 1) return undefined
    counter?.noteRefusal()
    await limits.pace(source)
    return new Problem('too-many-requests', { retryAfterSeconds: Math.ceil(block.msBeforeNext / 1000) })
  }
  /** What a refusal becomes for this source. */
  async function judge(error: unknown, source: string): Promise<unknown> {
    if (!counter || !(error instanceof Problem)) return error
    if (error.code !== 'meeting-not-found') return (await findBlock(source)) ?? error
    const allowance = await counter.take(source)
    if (allowance.granted) return error
    await blocked.block(source, allowance.resetSeconds)
    return refusal(allowance)
  }
  return {
    async watch({ request, caller, placesOnly = false }, handle) {
      const asksForMeeting = request.params['slug'] !== undefined
      if (!asksForMeeting) return handle()
      const source = subjectOf({ request, caller })
      const block = placesOnly ? undefined : await findBlock(source)
      if (block) throw block
      try {
        return await handle()
      } catch (error) {
        throw await judge(error, source)
      }
    },
  }
}
