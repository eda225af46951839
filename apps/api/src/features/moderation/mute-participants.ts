import type { ParticipantId } from '@parvis/contract/ids'
import type { muteParticipants } from '@parvis/contract/moderation'
import { Problem } from '@parvis/contract/problems'
import { inTransaction } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { actAsHost } from '../authority/index.ts'
import { auditAct, sittingOf } from './act.ts'
import type { Needs } from './act.ts'
import { canMute, isMuted } from './policy.ts'
import { findPresent } from './store.ts'

/** Switches a source off at one, some, or all. Only they themselves can switch it on again. */
export function muteOthers(context: Needs): Handler<typeof muteParticipants> {
  const { database, metrics } = context
  return async (exchange) => {
    const { source, participantIds, except = [] } = exchange.body
    const { actor, room, targets } = await actAsHost(context, exchange, async (sql, actor) => {
      if (!canMute(actor.rank)) throw new Problem('forbidden')
      const { id, sfuRoom: room } = sittingOf(actor)
      const targets = (await findPresent(sql, id)).filter((place) => {
        const named = participantIds !== 'all' && participantIds.includes(place.id)
        const meant = named || participantIds === 'all'
        return meant && !except.includes(place.id) && isMuted({ host: place.host, named })
      })
      return { actor, room, targets }
    })
    const identities = new Set<string>(targets.map(({ id }) => id))
    const silenced = await silence(context, room, () => context.sfu.mute(room, identities, source))
    const muted = targets.map(({ id }) => id).filter((id) => silenced.includes(id))
    metrics.moderations.inc({ act: 'mute' })
    if (muted.length === 0) return { muted: 0 }
    await inTransaction(database.pool, async (sql) => {
      const { by } = actor
      const news = muted.map((id: ParticipantId): News => ({ to: id, event: { kind: 'muted', source, by } }))
      await appendLiveEvents(sql, actor.meetingId, news)
      await auditAct(sql, actor, {
        action: 'participants.muted',
        detail: { source, places: muted.join(' ') },
      })
    })
    return { muted: muted.length }
  }
}

// Nothing would mend a mute that the SFU did not hear: the host is told.
async function silence(
  { log }: Pick<Needs, 'log'>,
  room: string,
  mute: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  try {
    return await mute()
  } catch (error) {
    log.warn({ event: 'mute-failed', room, err: error })
    throw new Problem('sfu-unavailable', { retryAfterSeconds: 1, cause: error })
  }
}
