import type { ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import type { Subject } from './policy.ts'

/** An account that somebody administers. */
export interface Administered extends Subject {
  readonly email: string
  readonly language: string
}

/**
 * The account that somebody acts on. Both rows are locked until the transaction ends: of two who disable each other at
 * the same moment, the second one is disabled and acts no more. Undefined when either is gone.
 */
export async function holdSubject(sql: Sql, actorId: string, id: string): Promise<Administered | undefined> {
  const { rows } = await sql.query<Administered & { readonly disabled: boolean }>(
    `SELECT id, "organisationId", "platformAdministrator", email, language, "disabledAt" IS NOT NULL AS disabled
     FROM "User" WHERE id = $1 OR id = $2 ORDER BY id FOR UPDATE`,
    [actorId, id],
  )
  const actor = rows.find((row) => row.id === actorId)
  return actor && !actor.disabled ? rows.find((row) => row.id === id) : undefined
}

/** False when it was so already. */
export async function markDisabled(sql: Sql, id: string, disabled: boolean): Promise<boolean> {
  const { rowCount } = await sql.query(
    `UPDATE "User" SET "disabledAt" = CASE WHEN $2 THEN now() END WHERE id = $1 AND ("disabledAt" IS NOT NULL) <> $2`,
    [id, disabled],
  )
  return rowCount === 1
}

export async function dropLinks(sql: Sql, userId: string): Promise<void> {
  await sql.query('DELETE FROM "PasswordLink" WHERE "userId" = $1', [userId])
}

/** A place in a running meeting that was taken from somebody. */
export interface TakenPlace {
  readonly id: ParticipantId
  readonly meetingId: string
  readonly room: string
  readonly wasThere: boolean
  readonly waited: boolean
}

/**
 * Puts somebody out of every running meeting, or only the browsers whose device cookies are named. The gate reads the
 * place: their tokens open nothing from now on. The meetings are held first and in a fixed order, as by everybody who
 * changes places: none waits for the other.
 */
export async function takePlaces(
  sql: Sql,
  userId: string,
  devices: readonly Buffer[] | undefined,
): Promise<readonly TakenPlace[]> {
  await sql.query(
    `SELECT 1 FROM "Meeting" WHERE id IN (
       SELECT o."meetingId" FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
       WHERE a."userId" = $1 AND o."endedAt" IS NULL AND a.state IN ('waiting', 'admitted')
         AND ($2::bytea[] IS NULL OR a."deviceHash" = ANY($2)))
     ORDER BY id FOR NO KEY UPDATE`,
    [userId, devices ?? null],
  )
  const { rows } = await sql.query<TakenPlace>(
    `WITH before AS (
       SELECT a.id, o."meetingId", o."sfuRoom" AS room,
         a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AS "wasThere",
         a.state = 'waiting' AND a."leftAt" IS NULL AS waited
       FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
       WHERE a."userId" = $1 AND o."endedAt" IS NULL AND a.state IN ('waiting', 'admitted')
         AND ($2::bytea[] IS NULL OR a."deviceHash" = ANY($2))
       FOR UPDATE OF a)
     UPDATE "Attendance" a SET state = 'removed', host = false, "sfuSid" = NULL, "sourceHash" = NULL,
       "leftAt" = coalesce(a."leftAt", now()), "leftBecause" = 'removed'
     FROM before WHERE a.id = before.id
     RETURNING a.id, before."meetingId", before.room, before."wasThere", before.waited`,
    [userId, devices ?? null],
  )
  return rows
}
