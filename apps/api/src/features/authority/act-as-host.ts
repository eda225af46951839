import type { MeetingSlug } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Browser, Caller } from '../../platform/http/session.ts'
import { isHost } from './policy.ts'
import type { Actor } from './policy.ts'
import { findActor } from './store.ts'

interface Asking {
  readonly params: { readonly slug: MeetingSlug }
  readonly caller: Caller
  readonly browser: Browser
}

type Act<Result> = (sql: PoolClient, actor: Actor) => Promise<Result>

/**
 * Runs what changes a meeting in one transaction that holds the meeting: two who act at the same moment act one after
 * the other. Whether they may is for `act` to say. @throws Problem `meeting-not-found`.
 */
export function actInMeeting<Result>(
  { database }: Pick<Context, 'database'>,
  { params, caller, browser }: Asking,
  act: Act<Result>,
): Promise<Result> {
  return inTransaction(database.pool, async (sql) => {
    const actor = await findActor(sql, params.slug, { caller, deviceHash: browser.knownDeviceHash() })
    if (!actor) throw new Problem('meeting-not-found')
    return act(sql, actor)
  })
}

/** Runs what only a host of the meeting may do. @throws Problem `meeting-not-found` or `forbidden`. */
export function actAsHost<Result>(
  context: Pick<Context, 'database'>,
  asking: Asking,
  act: Act<Result>,
): Promise<Result> {
  return actInMeeting(context, asking, async (sql, actor) => {
    if (!isHost(actor.rank)) throw new Problem('forbidden')
    return act(sql, actor)
  })
}
