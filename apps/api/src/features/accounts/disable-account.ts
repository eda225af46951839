import type { setAccountDisabled } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import type { SignedIn } from '../../platform/http/session.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { endOfKnocks } from '../admission/index.ts'
import { administrationOf } from '../authority/index.ts'
import { endSessionsBut } from '../own-account/index.ts'
import { dropLinks, holdSubject, markDisabled, takePlaces } from './disable-store.ts'
import type { TakenPlace } from './disable-store.ts'
import { refuseDisabling } from './policy.ts'

interface Wish {
  readonly actor: SignedIn
  readonly userId: string
  readonly disabled: boolean
}

/**
 * Disables an account, or enables it again. From the commit on its sessions open nothing in any process and its tokens
 * pass no gate; who is connected is put out at once, or by the reconciler when the SFU is away (A79).
 */
export function setDisabled(
  context: Pick<Context, 'database' | 'sfu' | 'log'>,
): Handler<typeof setAccountDisabled> {
  const { database, sfu, log } = context
  return async ({ caller, params, body }) => {
    const { administrator } = administrationOf(caller)
    const wish = { actor: administrator, userId: params.userId, disabled: body.disabled }
    const places = await inTransaction(database.pool, (sql) => apply(sql, wish))
    const removals = places.map(({ room, id }) => sfu.remove(room, id))
    for (const removal of await Promise.allSettled(removals))
      if (removal.status === 'rejected') log.warn({ event: 'sfu-did-not-obey', err: removal.reason })
    return undefined
  }
}

async function apply(sql: Sql, { actor, userId, disabled }: Wish): Promise<readonly TakenPlace[]> {
  const target = await holdSubject(sql, actor.id, userId)
  if (!target) throw new Problem('not-found')
  const refusal = refuseDisabling(actor, target)
  if (refusal) throw new Problem(refusal)
  if (!(await markDisabled(sql, userId, disabled))) return []
  const sessions = disabled ? await endSessionsBut(sql, userId, null) : 0
  const places = disabled ? await takePlaces(sql, userId) : []
  if (disabled) await dropLinks(sql, userId)
  // In a fixed order, since each locks its meeting.
  for (const meetingId of [...new Set(places.map((place) => place.meetingId))].toSorted()) {
    const taken = places.filter((place) => place.meetingId === meetingId)
    await appendLiveEvents(sql, meetingId, newsOf(actor, taken))
  }
  await recordAudit(sql, {
    actor: `user:${actor.id}`,
    action: disabled ? 'account.disabled' : 'account.enabled',
    target: `user:${userId}`,
    organisationId: target.organisationId,
    detail: { sessions, places: places.length },
  })
  return places
}

function newsOf({ name }: SignedIn, places: readonly TakenPlace[]): readonly News[] {
  const waited = places.filter((place) => place.waited).map(({ id }) => id)
  const left = places.filter(({ wasThere }) => wasThere)
  return [
    ...places.map(({ id }): News => ({ to: id, event: { kind: 'removed', by: { name } } })),
    ...left.map(({ id }): News => ({
      to: 'everybody',
      event: { kind: 'participant-left', participantId: id },
    })),
    ...(waited.length > 0 ? [endOfKnocks(waited)] : []),
  ]
}
