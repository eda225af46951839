import type { OccurrenceId, ParticipantId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'

interface Spotlit {
  /** Whether the named place is connected to the sitting now. */
  readonly found: boolean
  readonly changed: boolean
}

/** Puts one present place into the spotlight and takes every other out of it; null leaves nobody there. */
export async function setSpotlit(
  sql: Sql,
  occurrenceId: OccurrenceId,
  id: ParticipantId | null,
): Promise<Spotlit> {
  const { rows } = await sql.query<Spotlit>(
    `WITH there AS (
       SELECT id, spotlit, id IS NOT DISTINCT FROM $2 AS wanted FROM "Attendance"
       WHERE "occurrenceId" = $1 AND state = 'admitted' AND "joinedAt" IS NOT NULL AND "leftAt" IS NULL),
     changed AS (
       UPDATE "Attendance" a SET spotlit = there.wanted FROM there
       WHERE a.id = there.id AND there.spotlit <> there.wanted
         AND ($2::text IS NULL OR EXISTS (SELECT 1 FROM there WHERE wanted))
       RETURNING a.id)
     SELECT EXISTS (SELECT 1 FROM there WHERE wanted) AS found, EXISTS (SELECT 1 FROM changed) AS changed`,
    [occurrenceId, id],
  )
  const [row] = rows
  if (!row) throw new Error('a statement that always answers did not')
  return row
}
