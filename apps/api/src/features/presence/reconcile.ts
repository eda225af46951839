import type { Context } from '../../context.ts'
import { inTransaction } from '../../platform/database.ts'
import type { Sql } from '../../platform/database.ts'
import { recordAudit } from '../../platform/audit.ts'
import type { AuditEvent } from '../../platform/audit.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import { applyArrival, applyDeparture } from './apply-event.ts'
import { enforce } from './enforce.ts'
import { endOccurrence, findEndedRooms, findOpenSittings, holdMeeting, markRoomClosed } from './store.ts'
import type { OpenSitting } from './store.ts'

/** A sitting without anybody for this long is over. Long enough to come back from a cut (reliability, F15). */
const idleSeconds = 300
const asked = 8

type Needs = Pick<Context, 'database' | 'sfu' | 'metrics'>

/**
 * Makes the database equal to what the SFU says, whatever webhooks were lost, repeated or reordered, and ends sittings
 * that everybody has left. Returns how many differences it mended. Rejects when the SFU or the database is away.
 */
export async function reconcile(context: Needs): Promise<number> {
  const { database, sfu } = context
  // NOTE the SFU is asked after the database: what it lacks then is really gone, not merely newer.
  const sittings = await findOpenSittings(database.pool, idleSeconds)
  const rooms = new Map((await sfu.listRooms()).map(({ name, people }) => [name, people]))
  let repairs = await closeEnded(context, [...rooms.keys()])
  const unsure = sittings.filter((sitting) => !isEmpty(sitting, rooms.get(sitting.room)))
  for (let start = 0; start < unsure.length; start += asked) {
    const group = unsure.slice(start, start + asked)
    const counts = await Promise.all(
      group.map((sitting) => reconcileSitting(context, sitting, rooms.has(sitting.room))),
    )
    repairs += counts.reduce((sum, count) => sum + count, 0)
  }
  return repairs
}

/** Whether a sitting that goes on has its room, and nobody in it here and there: then the SFU has nothing more to say. */
function isEmpty({ idle, present }: OpenSitting, people: number | undefined): boolean {
  return !idle && present.length === 0 && people === 0
}

// A sitting that was ended while the SFU did not answer still has its room there.
async function closeEnded({ database, sfu, metrics }: Needs, rooms: readonly string[]): Promise<number> {
  const ended = await findEndedRooms(database.pool, rooms)
  await Promise.all(ended.map((room) => sfu.closeRoom(room)))
  if (ended.length > 0) metrics.reconciled.inc({ repair: 'closed' }, ended.length)
  return ended.length
}

async function reconcileSitting(context: Needs, sitting: OpenSitting, roomExists: boolean): Promise<number> {
  const { database, sfu, metrics } = context
  if (sitting.idle) {
    await endSitting(context, sitting.room)
    metrics.reconciled.inc({ repair: 'ended' })
    return 1
  }
  if (!roomExists && sitting.roomOpen) await markRoomClosed(database.pool, sitting.room)
  const actual = roomExists ? await sfu.listParticipants(sitting.room) : []
  return (await bringIn(context, sitting, actual)) + (await takeOut(context, sitting, actual))
}

type Actual = Awaited<ReturnType<Context['sfu']['listParticipants']>>

async function bringIn(context: Needs, { room, present }: OpenSitting, actual: Actual): Promise<number> {
  const { database, metrics } = context
  let repairs = 0
  for (const { identity, sid } of actual) {
    if (present.some((place) => place.identity === identity && place.sid === sid)) continue
    if (await inTransaction(database.pool, (sql) => applyArrival(sql, { room, identity, sid }))) repairs += 1
  }
  await enforce(context, room, actual)
  if (repairs > 0) metrics.reconciled.inc({ repair: 'arrived' }, repairs)
  return repairs
}

async function takeOut(
  { database, metrics }: Needs,
  { room, present }: OpenSitting,
  actual: Actual,
): Promise<number> {
  let repairs = 0
  for (const { identity, sid } of present) {
    if (!sid || actual.some((participant) => participant.identity === identity)) continue
    if (await inTransaction(database.pool, (sql) => applyDeparture(sql, { room, identity, sid })))
      repairs += 1
  }
  if (repairs > 0) metrics.reconciled.inc({ repair: 'gone' }, repairs)
  return repairs
}

/** Ends a sitting here and at the SFU, and tells those who watch it. The database is right also when the SFU does not answer. */
export async function endSitting(
  { database, sfu }: Pick<Context, 'database' | 'sfu'>,
  room: string,
): Promise<void> {
  await inTransaction(database.pool, (sql) => endInDatabase(sql, room))
  await sfu.closeRoom(room)
}

/** Who ended a sitting: told to those in it, and audited. */
export interface Ending {
  readonly by: { readonly name: string }
  readonly audit: AuditEvent
}

/** The part of the end that is a transaction: afterwards every token of the sitting is worthless. Its room is still to be closed. */
export async function endInDatabase(sql: Sql, room: string, ending?: Ending): Promise<void> {
  await holdMeeting(sql, room)
  const meetingId = await endOccurrence(sql, room)
  if (!meetingId) return
  await appendLiveEvents(sql, meetingId, [
    { to: 'everybody', event: { kind: 'occurrence-ended', by: ending?.by ?? null } },
  ])
  if (ending) await recordAudit(sql, ending.audit)
}
