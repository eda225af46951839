import type { setAccountDisabled } from '@parvis/contract/accounts'
import { Problem } from '@parvis/contract/problems'
import type { Context } from '../../context.ts'
import { recordAudit } from '../../platform/audit.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { endOfKnocks } from '../admission/index.ts'
import { administrationOf } from '../authority/index.ts'
import { endSessionsBut } from '../own-account/index.ts'
import { dropLinks, holdSubject, markDisabled, takePlaces } from './disable-store.ts'
import type { TakenPlace } from './disable-store.ts'
import { refuseDisabling } from './policy.ts'

/** An account to disable or to enable, and who does so. */
export interface Switch {
  /** As the audit names them. */
  readonly actor: string
  /** As whoever is put out is told. */
  readonly by: { readonly name: string }
  readonly account: { readonly id: string; readonly organisationId: string }
  readonly disabled: boolean
}

/** Disables or enables an account for somebody who administers it. */
export function setDisabled(
  context: Pick<Context, 'database' | 'sfu' | 'log'>,
): Handler<typeof setAccountDisabled> {
  return async ({ caller, params, body }) => {
    const { administrator } = administrationOf(caller)
    await switchAccount(context, async (sql) => {
      const account = await holdSubject(sql, administrator.id, params.userId)
      if (!account) throw new Problem('not-found')
      const refusal = refuseDisabling(administrator, account)
      if (refusal) throw new Problem(refusal)
      return { actor: `user:${administrator.id}`, by: administrator, account, disabled: body.disabled }
    })
  }
}

/**
 * Disables an account, or enables it again; `decide` says which one, in the transaction. From the commit on its
 * sessions open nothing in any process and its tokens pass no gate; who is connected is put out at once, or by the
 * reconciler when the SFU is away (A79).
 */
export async function switchAccount(
  { database, sfu, log }: Pick<Context, 'database' | 'sfu' | 'log'>,
  decide: (sql: Sql) => Promise<Switch>,
): Promise<void> {
  const places = await inTransaction(database.pool, async (sql) => apply(sql, await decide(sql)))
  const removals = places.map(({ room, id }) => sfu.remove(room, id))
  for (const removal of await Promise.allSettled(removals))
    if (removal.status === 'rejected') log.warn({ event: 'sfu-did-not-obey', err: removal.reason })
}

async function apply(
  sql: Sql,
  { actor, by, account: { id, organisationId }, disabled }: Switch,
): Promise<readonly TakenPlace[]> {
  if (!(await markDisabled(sql, id, disabled))) return []
  const sessions = disabled ? await endSessionsBut(sql, id, null) : 0
  const places = disabled ? await takePlaces(sql, id) : []
  if (disabled) await dropLinks(sql, id)
  for (const meetingId of new Set(places.map((place) => place.meetingId))) {
    const taken = places.filter((place) => place.meetingId === meetingId)
    await appendLiveEvents(sql, meetingId, newsOf(by, taken))
  }
  await recordAudit(sql, {
    actor,
    action: disabled ? 'account.disabled' : 'account.enabled',
    target: `user:${id}`,
    organisationId,
    detail: { sessions, places: places.length },
  })
  return places
}

function newsOf({ name }: Switch['by'], places: readonly TakenPlace[]): readonly News[] {
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
