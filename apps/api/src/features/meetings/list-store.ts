import { meetingSlug } from '@parvis/contract/ids'
import type { MeetingRole } from '@parvis/contract/meetings'
import * as z from 'zod/mini'
import type { Sql } from '../../platform/database.ts'
import { joinRole } from '../authority/index.ts'
import { isCalled } from './called.ts'
import { meetingColumns, toMeeting } from './store.ts'
import type { MeetingRecord, MeetingRow } from './store.ts'

/** The values that order the list: when the meeting was used last, or made, and its address. */
export const listPlace = z.tuple([z.iso.datetime(), meetingSlug])

/** A part of somebody's list, from behind the place that these values name. */
export interface ListPage {
  readonly userId: string
  /** A pattern for LIKE on folded text. */
  readonly pattern: string | undefined
  readonly after: z.output<typeof listPlace> | undefined
  readonly limit: number
}

/** How many other hosts are named. */
const hostsNamed = 3

/** The meetings in which this person has a role, their own or a lent one, most recently used (or made) first. */
export async function findMeetingsOf(
  sql: Sql,
  { userId, pattern, after, limit }: ListPage,
): Promise<readonly (MeetingRecord & { readonly otherHosts: readonly string[] })[]> {
  const { rows } = await sql.query<
    MeetingRow & { readonly role: MeetingRole; readonly otherHosts: string[] }
  >(
    `SELECT ${meetingColumns}, ARRAY(
       SELECT u.name FROM "MeetingRole" h JOIN "User" u ON u.id = h."userId"
       WHERE h."meetingId" = m.id AND h.role IN ('owner', 'cohost') AND h."userId" <> $1
         AND h."userId" IS DISTINCT FROM r."principalId"
         AND (h.email IS NULL OR EXISTS (SELECT 1 FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
           WHERE a."userId" = h."userId" AND o."meetingId" = m.id AND a."joinedAt" IS NOT NULL))
       ORDER BY h.role, u.name LIMIT ${hostsNamed}) AS "otherHosts"
     FROM (
       SELECT "meetingId" FROM "MeetingRole" WHERE "userId" = $1
       UNION SELECT lent."meetingId" FROM "Delegation" d JOIN "MeetingRole" lent ON lent."userId" = d."principalId"
       WHERE d."delegateId" = $1) mine
     JOIN "Meeting" m ON m.id = mine."meetingId" ${joinRole('m.id', '$1')}
     WHERE r.role IS NOT NULL AND ($2::text IS NULL OR ${isCalled('$2')})
       AND ($3::timestamptz IS NULL OR (coalesce(m."lastUsedAt", m."createdAt"), m.slug) < ($3, $4))
     ORDER BY coalesce(m."lastUsedAt", m."createdAt") DESC, m.slug DESC LIMIT $5`,
    [userId, pattern ?? null, ...(after ?? [null, null]), limit],
  )
  return rows.map(({ otherHosts, ...row }) => ({ ...toMeeting(row), otherHosts }))
}
