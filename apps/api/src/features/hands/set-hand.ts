import type { setHand } from '@parvis/contract/hands'
import type { OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import { Problem } from '@parvis/contract/problems'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { actInMeeting, isHost } from '../authority/index.ts'
import type { Actor } from '../authority/index.ts'
import { auditAct } from '../moderation/index.ts'
import { canSetHand } from './policy.ts'
import { findHand, lowerRaised, raiseHand } from './store.ts'

interface Gesture {
  readonly id: ParticipantId
  readonly raised: boolean
  readonly deviceHash: Buffer | undefined
}

/** Raises or lowers a hand; what is so already stays, and nobody is told. */
export function moveHand(context: Pick<Context, 'database' | 'metrics'>): Handler<typeof setHand> {
  return async (exchange) => {
    const { participantId: id } = exchange.params
    const { raised } = exchange.body
    const deviceHash = exchange.browser.knownDeviceHash()
    const ruled = await actInMeeting(context, exchange, (sql, actor) =>
      move(sql, actor, { id, raised, deviceHash }),
    )
    if (ruled) context.metrics.moderations.inc({ act: 'lower-hand' })
    return undefined
  }
}

/** Whether a host lowered somebody else's. */
async function move(sql: PoolClient, actor: Actor, { id, raised, deviceHash }: Gesture): Promise<boolean> {
  const { occurrence } = actor
  const hand = occurrence && (await findHand(sql, occurrence.id, { id, deviceHash }))
  // Whom a host asks about and does not find is told so; nobody else learns it.
  if (!occurrence || !hand) throw new Problem(isHost(actor.rank) ? 'place-not-found' : 'forbidden')
  if (!canSetHand(actor.rank, { own: hand.own, raised })) throw new Problem('forbidden')
  if (hand.raised === raised) return false
  if (raised) await raise(sql, actor, id)
  else await lower(sql, actor, { id, occurrenceId: occurrence.id, own: hand.own })
  return !hand.own
}

async function raise(sql: PoolClient, { meetingId }: Actor, id: ParticipantId): Promise<void> {
  const raisedAt = (await raiseHand(sql, id)).toISOString()
  await appendLiveEvents(sql, meetingId, [
    { to: 'everybody', event: { kind: 'hand-raised', participantId: id, raisedAt } },
  ])
}

interface Lowering {
  readonly id: ParticipantId
  readonly occurrenceId: OccurrenceId
  readonly own: boolean
}

async function lower(sql: PoolClient, actor: Actor, { id, occurrenceId, own }: Lowering): Promise<void> {
  await lowerRaised(sql, occurrenceId, id)
  const by = own ? null : actor.by
  await appendLiveEvents(sql, actor.meetingId, [
    { to: 'everybody', event: { kind: 'hands-lowered', participantIds: [id], by } },
  ])
  if (!own) await auditAct(sql, actor, { action: 'hands.lowered', target: `participant:${id}` })
}
