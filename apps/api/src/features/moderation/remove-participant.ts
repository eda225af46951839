import type { ParticipantId } from '@parvis/contract/ids'
import type { removeParticipant } from '@parvis/contract/moderation'
import { Problem } from '@parvis/contract/problems'
import type { PoolClient } from 'pg'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { endOfKnocks } from '../admission/index.ts'
import { actAsHost } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { auditAct, obey, sittingOf } from './act.ts'
import type { Needs } from './act.ts'
import { canRule } from './policy.ts'
import { askEverybody, banOwner, findTarget, putPlacesOut } from './store.ts'
import type { PutOut } from './store.ts'

/**
 * Puts somebody out. Their tokens open nothing from the moment of the commit, since the gate reads the place; who is
 * still connected is disconnected at once, by the SFU or, when it is away, by the reconciler.
 */
export function putOut(context: Needs): Handler<typeof removeParticipant> {
  return async (exchange) => {
    const { participantId } = exchange.params
    const { ban } = exchange.body
    const { room, out } = await actAsHost(context, exchange, (sql, actor) =>
      remove(sql, actor, { id: participantId, ban }),
    )
    context.metrics.moderations.inc({ act: ban ? 'ban' : 'remove' })
    await obey(context, () => Promise.all(out.map(({ id }) => context.sfu.remove(room, id))))
    return undefined
  }
}

async function remove(
  sql: PoolClient,
  actor: Actor,
  { id, ban }: { readonly id: ParticipantId; readonly ban: boolean },
): Promise<{ room: string; out: readonly PutOut[] }> {
  const { id: occurrenceId, sfuRoom: room } = sittingOf(actor)
  const target = await findTarget(sql, occurrenceId, id)
  if (!target) throw new Problem('place-not-found')
  if (!canRule(actor.rank, target.rank)) throw new Problem('forbidden')
  const out = await putPlacesOut(sql, id, ban)
  if (ban) await banOwner(sql, actor.meetingId, id)
  // A guest comes back under another name from another browser: from now on somebody looks first (security.md, A9).
  if (ban && !target.account) await askEverybody(sql, occurrenceId)
  await appendLiveEvents(sql, actor.meetingId, newsOf(actor, out, ban))
  const action = ban ? 'participant.banned' : 'participant.removed'
  await auditAct(sql, actor, { action, target: `participant:${id}` })
  return { room, out }
}

function newsOf({ by }: Actor, out: readonly PutOut[], banned: boolean): readonly News[] {
  const waited = out.filter((place) => place.waited).map(({ id }) => id)
  return [
    ...out.map(({ id }): News => ({ to: id, event: { kind: 'removed', by, ...(banned && { banned }) } })),
    ...out
      .filter(({ wasThere }) => wasThere)
      .map(({ id }): News => ({ to: 'everybody', event: { kind: 'participant-left', participantId: id } })),
    ...(waited.length > 0 ? [endOfKnocks(waited)] : []),
  ]
}
