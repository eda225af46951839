import type { AuditAction } from '@parvis/contract/audit'
import type {
  getCalendar,
  makeCalendarFeed,
  readCalendarFeed,
  revokeCalendarFeed,
} from '@parvis/contract/calendar'
import { Problem } from '@parvis/contract/problems'
import { fillPath } from '@parvis/contract/route'
import { createHash } from 'node:crypto'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { createToken, hashToken } from '../../platform/cookies.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Handler, StreamHandler } from '../../platform/http/serve.ts'
import type { Caller, SignedIn } from '../../platform/http/session.ts'
import { ownOrigin } from '../../platform/origins.ts'
import { toCalendar } from './event.ts'
import { deleteFeed, findFeed, findFeedEvents, findReader, replaceFeed } from './feed-store.ts'

type Needs = Pick<Context, 'database' | 'config' | 'mailer'>

export function readSettings({ database, mailer }: Needs): Handler<typeof getCalendar> {
  return async ({ caller }) => {
    const feed = await findFeed(database.pool, accountOf(caller).id)
    return {
      feed: feed
        ? { createdAt: feed.createdAt.toISOString(), lastReadAt: feed.lastReadAt?.toISOString() ?? null }
        : null,
      mailed: mailer.offered,
    }
  }
}

/** `path` of the route that reads it. The address is told this once: the database keeps its hash. */
export function makeFeed(
  { database, config }: Needs,
  path: (typeof readCalendarFeed)['path'],
): Handler<typeof makeCalendarFeed> {
  return async ({ caller, request }) => {
    const account = accountOf(caller)
    const token = createToken()
    await inTransaction(database.pool, async (sql) => {
      await replaceFeed(sql, account.id, hashToken(token))
      await recordAudit(sql, audited(account, 'calendar-feed.made'))
    })
    return { url: ownOrigin(request, config) + fillPath(path, { token }) }
  }
}

export function revokeFeed({ database }: Needs): Handler<typeof revokeCalendarFeed> {
  return async ({ caller }) => {
    const account = accountOf(caller)
    await inTransaction(database.pool, async (sql) => {
      if (await deleteFeed(sql, account.id)) await recordAudit(sql, audited(account, 'calendar-feed.revoked'))
    })
    return undefined
  }
}

/** What calendar programs read: no cookie, and the same bytes as long as nothing changed (RFC 9110, 8.8.3). */
export function serveFeed({ database, config }: Needs): StreamHandler<typeof readCalendarFeed> {
  return async ({ params, request }, response) => {
    const userId = await findReader(database.pool, hashToken(params.token))
    if (userId === undefined) throw new Problem('not-found')
    const events = await findFeedEvents(database.pool, userId)
    const origin = ownOrigin(request, config)
    const file = toCalendar(
      events.map((event) => ({ ...event, uid: event.id, url: `${origin}/${event.slug}` })),
      { method: 'PUBLISH', name: 'Parvis' },
    )
    const tag = `"${createHash('sha256').update(file).digest('base64url')}"`
    response.set({ ETag: tag, 'Cache-Control': 'private, no-cache' })
    if (request.headers['if-none-match'] === tag) response.status(304).end()
    else response.type('text/calendar; charset=utf-8').send(file)
  }
}

function accountOf(caller: Caller): SignedIn {
  if (caller.kind !== 'user') throw new Problem('sign-in-required')
  return caller
}

function audited({ id, organisationId }: SignedIn, action: AuditAction) {
  return { actor: `user:${id}`, action, target: `user:${id}`, organisationId }
}
