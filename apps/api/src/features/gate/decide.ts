import type { IncomingMessage } from 'node:http'
import type { Context } from '../../context.ts'
import { cookieName, hashToken, readCookie } from '../../platform/cookies.ts'
import { callerAddress } from '../../platform/caller-address.ts'
import { perMinuteNearly, sourceOf } from '../../platform/http/rate-limit.ts'
import { isCrossSite } from '../../platform/origins.ts'
import { opensConnection, refuseKnock, refusePlace } from './policy.ts'
import type { GateRefusal } from './policy.ts'
import { findGatedPlace, spendToken } from './store.ts'

/** What somebody wants of the SFU: the request that reached us, or the one that a reverse proxy asks about. */
export interface Wanted {
  readonly method: string
  /** Path and query as they were sent. */
  readonly uri: string
}

/** Decides on one request to the SFU, with the headers of `request`. Undefined means that it may pass. */
export type Gate = (request: IncomingMessage, wanted: Wanted) => Promise<GateRefusal | undefined>

/**
 * The gate before the SFU's signalling: self-hosted LiveKit cannot revoke a token, renews tokens by itself, takes them
 * in the query and accepts any Origin (security.md, facts 1, 2 and 4), so every connection is decided here.
 */
export function createGate(
  context: Pick<Context, 'database' | 'sfu' | 'config' | 'metrics' | 'log' | 'limits'>,
): Gate {
  const { metrics, log, config } = context
  // A41: judged before anything is read, and still room for a ministry that comes back at once.
  const counter = context.limits.counter('gate', perMinuteNearly(3000))
  return async (request, wanted) => {
    const allowance = await counter?.take(sourceOf(callerAddress(request, config.trustedProxies)))
    const crowded = allowance && !allowance.granted
    const refusal = crowded ? 'too-many' : await decide(context, request, wanted)
    metrics.gateDecisions.inc({ result: refusal ?? 'passed' })
    if (refusal) log.info({ event: 'gate-refused', reason: refusal })
    return refusal
  }
}

type Needs = Pick<Context, 'database' | 'sfu' | 'config'>

async function decide(
  { database, sfu, config }: Needs,
  request: IncomingMessage,
  wanted: Wanted,
): Promise<GateRefusal | undefined> {
  const refusal = refuseKnock({ ...wanted, foreignSite: isCrossSite(request, config) })
  if (refusal) return refusal
  const subject = await sfu.verifyToken(tokenOf(request, wanted.uri))
  if (!subject) return 'token'
  const device = readCookie(request, cookieName('device', config.publicUrl?.protocol === 'https:'))
  const place = await findGatedPlace(database.pool, subject, device ? hashToken(device) : undefined)
  const placeRefusal = refusePlace(place, subject.rights)
  if (placeRefusal || !subject.tokenId || !opensConnection(wanted)) return placeRefusal
  return (await spendToken(database.pool, subject.identity, subject.tokenId)) ? undefined : 'used'
}

// The header before the query, as the SFU reads them (livekit-server 1.13.5, pkg/service/auth.go): the token that is
// judged must be the token that counts.
function tokenOf(request: IncomingMessage, uri: string): string {
  const { authorization } = request.headers
  if (authorization) return /^Bearer (\S+)$/.exec(authorization)?.[1] ?? ''
  return new URLSearchParams(uri.split('?')[1]).get('access_token') ?? ''
}
