import type { Sql } from '../../platform/database.ts'
import type { TokenSubject } from '../../platform/sfu.ts'
import type { GatedPlace } from './policy.ts'

/** The place that the token names, if we issued it for that room. One indexed read. */
export async function findGatedPlace(
  sql: Sql,
  { identity, room }: TokenSubject,
  deviceHash: Buffer | undefined,
): Promise<GatedPlace | undefined> {
  const { rows } = await sql.query<GatedPlace>({
    name: 'find-gated-place',
    text: `SELECT o."endedAt" IS NULL AS "occurrenceOpen", coalesce(a."deviceHash" = $3, false) AS "sameDevice",
        EXISTS (SELECT 1 FROM "Ban" b WHERE b."meetingId" = o."meetingId"
          AND (b."deviceHash" = a."deviceHash" OR b."userId" = a."userId")) AS banned
      FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
      WHERE a.id = $1 AND o."sfuRoom" = $2`,
    values: [identity, room, deviceHash ?? null],
  })
  return rows[0]
}
