import type { MeetingRights } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import type { TokenSubject } from '../../platform/sfu.ts'
import { effectiveRights, rightsOfMeeting, rightsOfPlace } from '../authority/index.ts'
import type { OwnRights } from '../authority/index.ts'
import type { GatedPlace } from './policy.ts'

type PlaceRow = Omit<GatedPlace, 'rights'> & {
  readonly host: boolean
  readonly own: OwnRights
  readonly meetingRights: MeetingRights
}

/** The place that the token names, if we issued it for that room. One indexed read. */
export async function findGatedPlace(
  sql: Sql,
  { identity, room }: Pick<TokenSubject, 'identity' | 'room'>,
  deviceHash: Buffer | undefined,
): Promise<GatedPlace | undefined> {
  const { rows } = await sql.query<PlaceRow>({
    name: 'find-gated-place',
    text: `SELECT o."endedAt" IS NULL AS "occurrenceOpen", coalesce(a."deviceHash" = $3, false) AS "sameDevice",
        a.state = 'admitted' AS admitted, a.host,
        ${rightsOfPlace} AS own,
        ${rightsOfMeeting} AS "meetingRights",
        EXISTS (SELECT 1 FROM "Ban" b WHERE b."meetingId" = o."meetingId"
          AND (b."deviceHash" = a."deviceHash" OR b."userId" = a."userId")) AS banned
      FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" JOIN "Meeting" m ON m.id = o."meetingId"
      WHERE a.id = $1 AND o."sfuRoom" = $2`,
    values: [identity, room, deviceHash ?? null],
  })
  const [row] = rows
  if (!row) return undefined
  const { host, own, meetingRights, ...place } = row
  return { ...place, rights: effectiveRights(own, host, meetingRights) }
}

/**
 * A14: lets a join token open one connection; with it go all older ones of the place. A resume comes with the SFU's
 * renewal and is not counted, and every other attempt of our page brings a token of its own. False when it is used up.
 */
export async function spendToken(sql: Sql, identity: string, tokenId: string): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'spend-token',
    text: `UPDATE "Attendance" SET "lastTokenId" = $2
      WHERE id = $1 AND ("lastTokenId" IS NULL OR "lastTokenId" COLLATE "C" < $2 COLLATE "C")`,
    values: [identity, tokenId],
  })
  return rowCount === 1
}
