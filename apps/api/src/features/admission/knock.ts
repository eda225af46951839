import type { ParticipantId } from '@parvis/contract/ids'
import { inTransaction } from '../../platform/database.ts'
import type { Database, Sql } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { entersFreely } from './policy.ts'
import { answerPlaces, findWaiting, leaveUnwatched, readQueue } from './waiting-store.ts'
import type { LeftPlace } from './waiting-store.ts'

/** Somebody who waits is withdrawn when their page was away for this long. */
const unwatchedSeconds = 30

/** Tells the hosts that somebody asks to enter. */
export async function announceKnock(sql: Sql, meetingId: string, id: ParticipantId): Promise<void> {
  const waiting = await findWaiting(sql, id)
  await appendLiveEvents(sql, meetingId, [
    { to: 'hosts', event: { kind: 'waiting-changed', came: [waiting], gone: [] } },
  ])
}

/** Tells those who got an answer, and the hosts that they wait no more. */
export async function announceAnswers(
  sql: Sql,
  meetingId: string,
  {
    answered,
    decision,
  }: { readonly answered: readonly ParticipantId[]; readonly decision: 'admit' | 'refuse' },
): Promise<void> {
  if (answered.length === 0) return
  const kind = decision === 'admit' ? 'admitted' : 'refused'
  const answers = answered.map((id): News => ({ to: id, event: { kind } }))
  await appendLiveEvents(sql, meetingId, [...answers, endOfKnocks(answered)])
}

/** Lets everybody in who waits and, as the door is now, would enter freely. The caller's transaction holds the meeting. */
export async function admitAllowed(
  sql: Sql,
  { meetingId, occurrence }: { readonly meetingId: string; readonly occurrence: OpenSitting },
): Promise<void> {
  if (!occurrence) return
  const { rules, waiting } = await readQueue(sql, occurrence.id)
  const places = waiting.filter((comer) => entersFreely(rules, comer)).map(({ id }) => id)
  if (places.length === 0) return
  const answered = await answerPlaces(sql, occurrence.id, { decision: 'admit', places })
  await announceAnswers(sql, meetingId, { answered, decision: 'admit' })
}

type OpenSitting = { readonly id: Parameters<typeof readQueue>[1] } | undefined

/** Tells the meetings who left, from their places or from the door. */
export async function announceDepartures(sql: Sql, left: readonly LeftPlace[]): Promise<void> {
  for (const meetingId of new Set(left.map((place) => place.meetingId))) {
    const here = left.filter((place) => place.meetingId === meetingId)
    const knocks = here.filter(({ waited }) => waited).map(({ id }) => id)
    const departures = here
      .filter(({ waited }) => !waited)
      .map(({ id }): News => ({ to: 'everybody', event: { kind: 'participant-left', participantId: id } }))
    await appendLiveEvents(sql, meetingId, [
      ...departures,
      ...(knocks.length > 0 ? [endOfKnocks(knocks)] : []),
    ])
  }
}

/** Ends the wait of those whose page is gone. Returns how many there were. */
export function withdrawUnwatched({ pool }: Pick<Database, 'pool'>): Promise<number> {
  return inTransaction(pool, async (sql) => {
    const left = await leaveUnwatched(sql, unwatchedSeconds)
    await announceDepartures(sql, left)
    return left.length
  })
}

/** To hosts: these wait no more. */
export function endOfKnocks(participantIds: readonly ParticipantId[]): News {
  return { to: 'hosts', event: { kind: 'waiting-changed', came: [], gone: [...participantIds] } }
}
