import type { ParticipantId } from '@parvis/contract/ids'
import type { By } from '@parvis/contract/live'
import type { muteParticipants } from '@parvis/contract/moderation'
import { Problem } from '@parvis/contract/problems'
import type { BodyOf } from '@parvis/contract/route'
import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { actInMeeting } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { auditAct, sittingOf } from './act.ts'
import type { Needs } from './act.ts'
import { canMute, canMuteTarget, isMuted, mutingReach } from './policy.ts'
import { findMuting, findPresent } from './store.ts'

/** Microphones that one place, whose person is no host, may switch off: nobody keeps another from speaking by it. */
const ofPlace = { points: 10, seconds: 60 } as const

/** Switches a source off at one, some, or all. Only they themselves can switch it on again. */
export function muteOthers(context: Needs & Pick<Context, 'limiter'>): Handler<typeof muteParticipants> {
  const { database, metrics } = context
  const spendOfPlace = context.limiter('mute', ofPlace)
  return async (exchange) => {
    const { source } = exchange.body
    const { actor, by, room, targets } = await actInMeeting(context, exchange, (sql, actor) =>
      choose(sql, actor, exchange.body),
    )
    // NOTE counted when the meeting is held no more, and before anybody is silenced.
    if (actor.rank === 'participant') await spendOfPlace(actor.placeId ?? '')
    const silenced = await silence(context, room, () => context.sfu.mute(room, new Set(targets), source))
    const muted = targets.filter((id) => silenced.includes(id))
    metrics.moderations.inc({ act: 'mute' })
    if (muted.length === 0) return { muted: 0 }
    await inTransaction(database.pool, async (sql) => {
      const news = muted.map((id): News => ({ to: id, event: { kind: 'muted', source, by } }))
      await appendLiveEvents(sql, actor.meetingId, news)
      await auditAct(sql, actor, {
        action: 'participants.muted',
        detail: { source, places: muted.join(' ') },
      })
    })
    return { muted: muted.length }
  }
}

interface Chosen {
  readonly actor: Actor
  readonly by: By
  readonly room: string
  readonly targets: readonly ParticipantId[]
}

/** Who is to be silenced, by whom. @throws Problem `forbidden` for who may not, and as `sittingOf` does. */
async function choose(
  sql: Sql,
  actor: Actor,
  { source, participantIds, except = [] }: BodyOf<typeof muteParticipants>,
): Promise<Chosen> {
  const { rule, account } = await findMuting(sql, actor.meetingId, actor.placeId)
  const reach = mutingReach({ rank: actor.rank, account, rule })
  const named = participantIds === 'all' ? participantIds : participantIds.length
  if (!canMute(reach, { source, named })) throw new Problem('forbidden')
  const { id, sfuRoom: room } = sittingOf(actor)
  const targets = (await findPresent(sql, id)).filter((place) => {
    const named = participantIds !== 'all' && participantIds.includes(place.id)
    const meant = named || participantIds === 'all'
    return meant && !except.includes(place.id) && isMuted({ host: place.host, named })
  })
  if (!targets.every((target) => canMuteTarget(reach, target))) throw new Problem('forbidden')
  const guest = reach === 'one-microphone' && !account
  return {
    actor,
    by: guest ? { ...actor.by, guest } : actor.by,
    room,
    targets: targets.map((target) => target.id),
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
