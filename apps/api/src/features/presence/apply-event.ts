import type { Sql } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import type { SfuEvent } from '../../platform/sfu.ts'
import { admitAllowed } from '../admission/index.ts'
import { letStandIn } from './stand-in.ts'
import { findSitting, holdMeeting, markConnected, markGone, markRoomClosed } from './store.ts'

interface Seen {
  readonly room: string
  readonly identity: string
  readonly sid: string
}

/** Somebody is connected at the SFU. Tells the meeting when they were not there before. Returns whether anything changed. */
export async function applyArrival(sql: Sql, seen: Seen): Promise<boolean> {
  await holdMeeting(sql, seen.room)
  const place = await markConnected(sql, seen)
  if (place?.arrived) {
    const { id, name, host, account, administrator, handRaisedAt, vouchers } = place
    const participant = {
      id,
      name,
      joinedAt: place.joinedAt.toISOString(),
      host,
      account,
      vouchers,
      ...(administrator && { administrator }),
      ...(handRaisedAt && { handRaisedAt: handRaisedAt.toISOString() }),
    }
    const news: News[] = [{ to: 'everybody', event: { kind: 'participant-joined', participant } }]
    if (place.restricted)
      news.push({
        to: 'hosts',
        event: { kind: 'participant-rights', participantId: id, rights: place.rights },
      })
    await appendLiveEvents(sql, place.meetingId, news)
    // Who waits for a host to come need not wait any more.
    if (host)
      await admitAllowed(sql, { meetingId: place.meetingId, occurrence: await findSitting(sql, seen.room) })
    else if (account) await letStandIn(sql, seen.room)
  }
  return place !== undefined
}

/** A connection is gone. Nothing changes when another one of the same place has taken over. */
export async function applyDeparture(sql: Sql, seen: Seen): Promise<boolean> {
  await holdMeeting(sql, seen.room)
  const place = await markGone(sql, seen)
  if (place) {
    await appendLiveEvents(sql, place.meetingId, [
      { to: 'everybody', event: { kind: 'participant-left', participantId: place.id } },
    ])
  }
  // Whoever left by their own word, or was put out, is gone in the database already, and may have been the last host.
  await letStandIn(sql, seen.room)
  return place !== undefined
}

/** What an event of the SFU means for the database. Any order and any number of repeats lead to a state that the reconciler agrees with. */
export async function applyEvent(sql: Sql, event: SfuEvent): Promise<void> {
  const { room, participant } = event
  if (!room) return
  switch (event.kind) {
    case 'participant-joined':
      if (participant) await applyArrival(sql, { room, ...participant })
      return
    case 'participant-left':
      if (participant) await applyDeparture(sql, { room, ...participant })
      return
    case 'room-finished':
      await markRoomClosed(sql, room)
      return
    case 'other':
      return
  }
}
