import type { ParticipantId } from '@parvis/contract/ids'
import { rightNames } from '@parvis/contract/meetings'
import type { MeetingRights } from '@parvis/contract/meetings'
import type { setParticipantRights } from '@parvis/contract/moderation'
import { Problem } from '@parvis/contract/problems'
import type { BodyOf } from '@parvis/contract/route'
import type { PoolClient } from 'pg'
import type { Handler } from '../../platform/http/serve.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { actAsHost, effectiveRights, unruled } from '../authority/index.ts'
import type { Actor, OwnRights } from '../authority/index.ts'
import { auditAct, obey, sittingOf } from './act.ts'
import type { Needs } from './act.ts'
import { canRule, canSetHost } from './policy.ts'
import { findMeetingRights, findTarget, setTarget } from './store.ts'
import type { Target } from './store.ts'

type Wish = BodyOf<typeof setParticipantRights>

/** Gives one person a right or takes it away, or makes them host or not. */
export function ruleParticipant(context: Needs): Handler<typeof setParticipantRights> {
  return async (exchange) => {
    const { participantId } = exchange.params
    const { room, rights } = await actAsHost(context, exchange, (sql, actor) =>
      rule(sql, actor, { id: participantId, wish: exchange.body }),
    )
    context.metrics.moderations.inc({ act: 'rights' })
    await obey(context, () => context.sfu.setRights(room, participantId, rights))
    return undefined
  }
}

async function rule(
  sql: PoolClient,
  actor: Actor,
  { id, wish }: { readonly id: ParticipantId; readonly wish: Wish },
): Promise<{ room: string; rights: MeetingRights }> {
  const { id: occurrenceId, sfuRoom: room } = sittingOf(actor)
  const target = await findTarget(sql, occurrenceId, id)
  if (!target) throw new Problem('place-not-found')
  refuse(actor, target, wish)
  const meeting = await findMeetingRights(sql, actor.meetingId)
  const host = wish.host ?? target.host
  // A new host is free of what was forbidden to them before.
  const before = host && !target.host ? unruled : target.own
  const own: OwnRights = {
    microphone: wish.microphone ?? before.microphone,
    camera: wish.camera ?? before.camera,
    screen: wish.screen ?? before.screen,
    screenAudio: wish.screenAudio ?? before.screenAudio,
    chat: wish.chat ?? before.chat,
    reactions: wish.reactions ?? before.reactions,
  }
  await setTarget(sql, id, { own, host })
  const rights = effectiveRights({ ...own, ...target.barred }, host, meeting)
  await appendLiveEvents(sql, actor.meetingId, newsOf({ actor, target, host, rights }))
  await auditAct(sql, actor, {
    action: 'participant.ruled',
    target: `participant:${id}`,
    detail: { ...wish },
  })
  return { room, rights }
}

/** @throws Problem `forbidden`, or `place-not-found` for somebody who is away and cannot become host. */
function refuse(actor: Actor, target: Target, wish: Wish): void {
  const restricts = rightNames.some((right) => wish[right] !== undefined)
  if (restricts && !canRule(actor.rank, target.rank)) throw new Problem('forbidden')
  if (wish.host === undefined) return
  if (!canSetHost(actor.rank, target.rank, wish.host)) throw new Problem('forbidden')
  if (wish.host && !target.present) throw new Problem('place-not-found')
}

interface Ruled {
  readonly actor: Actor
  readonly target: Target
  readonly host: boolean
  readonly rights: MeetingRights
}

function newsOf({ actor, target: { id, host: before }, host, rights }: Ruled): readonly News[] {
  const { by } = actor
  return [
    ...(host === before
      ? []
      : [{ to: 'everybody', event: { kind: 'host-changed', participantId: id, host, by } } as const]),
    { to: id, event: { kind: 'rights-changed', rights, by } },
    { to: 'hosts', event: { kind: 'participant-rights', participantId: id, rights } },
  ]
}
