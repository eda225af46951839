import type { OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { MeetingRights, MeetingRole } from '@parvis/contract/meetings'
import type { PoolClient } from 'pg'
import type { Context } from '../../context.ts'
import type { Sql } from '../../platform/database.ts'
import { appendLiveEvents } from '../../platform/live.ts'
import type { News } from '../../platform/live.ts'
import { admitAllowed, keepsDoor } from '../admission/index.ts'
import { effectiveRights, rightColumns, rightsOfMeeting, rightsOfPlace } from '../authority/index.ts'
import type { Actor, OwnRights } from '../authority/index.ts'
import { obey } from '../moderation/index.ts'

/** A role that is another from now on. */
export interface Turn {
  /** Null for an address that nobody has proven yet: nobody feels it. */
  readonly userId: string | null
  readonly from: MeetingRole | null
  readonly to: MeetingRole | null
}

/** Who changes something, where. */
type Acting = Pick<Actor, 'meetingId' | 'occurrence' | 'by'>

/** Somebody to whom the SFU must give other rights. */
export interface Regranted {
  readonly room: string
  readonly id: ParticipantId
  readonly rights: MeetingRights
}

/**
 * Lets a changed role be felt in the sitting that is going on: who keeps the door now is host there, whoever does no
 * longer is not, and who waits enters if they need not ask any more. Returns what the SFU has to be told.
 */
export async function takeEffect(
  sql: PoolClient,
  actor: Acting,
  { userId, from, to }: Turn,
): Promise<readonly Regranted[]> {
  const { occurrence, meetingId } = actor
  if (!occurrence || userId === null) return []
  const turned =
    keepsDoor(from) === keepsDoor(to)
      ? []
      : await setHost(sql, occurrence.id, { userId, host: keepsDoor(to) })
  await appendLiveEvents(
    sql,
    meetingId,
    turned.flatMap((place) => newsOf(actor, place)),
  )
  await admitAllowed(sql, actor)
  return turned
    .filter(({ present }) => present)
    .map(({ id, rights }) => ({ room: occurrence.sfuRoom, id, rights }))
}

/** Lets the SFU know; the reconciler mends what it did not hear. */
export async function tellSfu(
  { sfu, log }: Pick<Context, 'sfu' | 'log'>,
  regranted: readonly Regranted[],
): Promise<void> {
  await obey({ log }, () =>
    Promise.all(regranted.map(({ room, id, rights }) => sfu.setRights(room, id, rights))),
  )
}

interface TurnedPlace {
  readonly id: ParticipantId
  readonly host: boolean
  readonly present: boolean
  readonly rights: MeetingRights
}

/** A new host is free of what was forbidden to them before. */
async function setHost(
  sql: Sql,
  occurrenceId: OccurrenceId,
  { userId, host }: { readonly userId: string; readonly host: boolean },
): Promise<readonly TurnedPlace[]> {
  const { rows } = await sql.query<Omit<TurnedPlace, 'rights'> & { own: OwnRights; meeting: MeetingRights }>(
    `UPDATE "Attendance" a SET host = $3,
       ${rightColumns.map((column) => `${column} = CASE WHEN $3 THEN NULL ELSE a.${column} END`).join(', ')}
     FROM "Occurrence" o JOIN "Meeting" m ON m.id = o."meetingId"
     WHERE o.id = a."occurrenceId" AND o.id = $1 AND a."userId" = $2 AND a.host <> $3 AND a.state IN ('waiting', 'admitted')
     RETURNING a.id, a.host, a.state = 'admitted' AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AS present,
       ${rightsOfPlace} AS own,
       ${rightsOfMeeting} AS meeting`,
    [occurrenceId, userId, host],
  )
  return rows.map(({ own, meeting, ...place }) => ({
    ...place,
    rights: effectiveRights(own, place.host, meeting),
  }))
}

function newsOf(actor: Acting, { id, host, present, rights }: TurnedPlace): readonly News[] {
  if (!present) return []
  const { by } = actor
  return [
    { to: 'everybody', event: { kind: 'host-changed', participantId: id, host, by } },
    { to: id, event: { kind: 'rights-changed', rights, by } },
    { to: 'hosts', event: { kind: 'participant-rights', participantId: id, rights } },
  ]
}
