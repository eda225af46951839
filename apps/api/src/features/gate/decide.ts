import type { IncomingMessage } from 'node:http'
import type { Context } from '../../context.ts'
import { cookieName, hashToken, readCookie } from '../../platform/cookies.ts'
import { isCrossSite } from '../../platform/origins.ts'
import { refuseKnock, refusePlace } from './policy.ts'
import type { GateRefusal } from './policy.ts'
import { findGatedPlace } from './store.ts'

/** Decides on one request to the SFU; `uri` is its path and query. Undefined means that it may pass. */
export type Gate = (request: IncomingMessage, uri: string) => Promise<GateRefusal | undefined>

/**
 * The gate before the SFU's signalling: self-hosted LiveKit cannot revoke a token, renews tokens by itself, takes them
 * in the query and accepts any Origin (security.md, facts 1, 2 and 4), so every connection is decided here.
 */
export function createGate(context: Pick<Context, 'database' | 'sfu' | 'config' | 'metrics' | 'log'>): Gate {
  const { metrics, log } = context
  return async (request, uri) => {
    const refusal = await decide(context, request, uri)
    metrics.gateDecisions.inc({ result: refusal ?? 'passed' })
    if (refusal) log.info({ event: 'gate-refused', reason: refusal })
    return refusal
  }
}

type Needs = Pick<Context, 'database' | 'sfu' | 'config'>

async function decide(
  { database, sfu, config }: Needs,
  request: IncomingMessage,
  uri: string,
): Promise<GateRefusal | undefined> {
  if (!URL.canParse(uri, 'http://gate')) return 'path'
  const url = new URL(uri, 'http://gate')
  const refusal = refuseKnock({
    path: url.pathname,
    parameters: [...url.searchParams.keys()],
    foreignSite: isCrossSite(request, config),
  })
  if (refusal) return refusal
  const subject = await sfu.verifyToken(tokenOf(request, url))
  if (!subject) return 'token'
  const device = readCookie(request, cookieName('device', config.publicUrl?.protocol === 'https:'))
  return refusePlace(await findGatedPlace(database.pool, subject, device ? hashToken(device) : undefined))
}

function tokenOf(request: IncomingMessage, url: URL): string {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')
  return url.searchParams.get('access_token') ?? bearer?.[1] ?? ''
}
