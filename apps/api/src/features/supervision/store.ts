import type { MeetingId, MeetingSlug, OrganisationId } from '@parvis/contract/ids'
import type { SupervisedMeeting } from '@parvis/contract/supervision'
import type { Sql } from '../../platform/database.ts'
import type { PageWanted } from '../../platform/paging.ts'
import { isCalled } from '../meetings/index.ts'
import { tellsOf } from '../quality/index.ts'

interface MeetingRow extends Pick<SupervisedMeeting, 'slug' | 'name' | 'owner' | 'access'> {
  readonly id: string
  /** The instant of the list's order, as PostgreSQL writes it: a JavaScript date would lose nothing, but a time zone. */
  readonly key: string
  readonly organisationId: OrganisationId
  readonly organisationName: string
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
  readonly mayEnter: boolean
  readonly sitting: SupervisedMeeting['sitting']
}

const usedAt = `coalesce(m."lastUsedAt", m."createdAt")`
// NOTE a sitting stays open for minutes after the last one left, so that a cut ends nothing: it is going on while
// somebody is there.
const isThere = `a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL`

/** Which meetings a list is about. */
export interface Among {
  readonly organisationId: string | undefined
  readonly only: 'running' | undefined
}

/** Most recently used first. One row more than the limit when there are more. One statement. */
export async function findMeetings(
  sql: Sql,
  { after, limit, pattern }: PageWanted,
  { organisationId, only }: Among,
): Promise<readonly MeetingRow[]> {
  const { rows } = await sql.query<MeetingRow>(
    `WITH page AS (
       SELECT m.id, m.slug, m.name, m.access, m."organisationId", m."createdAt", m."lastUsedAt", ${usedAt} AS used
       FROM "Meeting" m
       WHERE ($1::uuid IS NULL OR m."organisationId" = $1)
         AND ($2::text IS NULL OR ${isCalled('$2')})
         AND ($3::timestamptz IS NULL OR (${usedAt}, m.id) < ($3, $4::uuid))
         AND (NOT $5 OR m.id IN (SELECT o."meetingId" FROM "Occurrence" o JOIN "Attendance" a ON ${isThere}
           WHERE o."endedAt" IS NULL))
       ORDER BY ${usedAt} DESC, m.id DESC LIMIT $6)
     SELECT p.*, p.used::text AS key, g.name AS "organisationName", s.sitting,
       g."administratorsEnter" AND s.sitting IS NOT NULL AS "mayEnter",
       (SELECT u.name FROM "MeetingRole" r JOIN "User" u ON u.id = r."userId"
        WHERE r."meetingId" = p.id AND r.role = 'owner' ORDER BY r."grantedAt" LIMIT 1) AS owner
     FROM page p JOIN "Organisation" g ON g.id = p."organisationId"
     LEFT JOIN LATERAL (SELECT jsonb_build_object('startedAt', o."startedAt", 'people', count(*),
         'well', count(*) FILTER (WHERE ${tellsOf('well')}),
         'troubled', count(*) FILTER (WHERE ${tellsOf('trouble')})) AS sitting
       FROM "Occurrence" o JOIN "Attendance" a ON ${isThere}
         LEFT JOIN "LinkReport" r ON r."attendanceId" = a.id
       WHERE o."meetingId" = p.id AND o."endedAt" IS NULL GROUP BY o.id) s ON true
     ORDER BY p.used DESC, p.id DESC`,
    [
      organisationId ?? null,
      pattern ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      only === 'running',
      limit + 1,
    ],
  )
  return rows
}

export function toSupervised(row: MeetingRow): SupervisedMeeting {
  const { slug, name, owner, access, organisationId, organisationName, createdAt, lastUsedAt, mayEnter } = row
  return {
    slug,
    name,
    owner,
    access,
    organisation: { id: organisationId, name: organisationName },
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    sitting: row.sitting && { ...row.sitting, startedAt: new Date(row.sitting.startedAt).toISOString() },
    mayEnter,
  }
}

/** A meeting to end or to delete, with the room of the sitting that is going on. */
export interface HeldMeeting {
  readonly id: MeetingId
  readonly organisationId: string
  readonly room: string | null
}

/** In the organisation, or in any when it is undefined; its row is locked until the transaction ends. */
export async function holdMeeting(
  sql: Sql,
  slug: MeetingSlug,
  organisationId: string | undefined,
): Promise<HeldMeeting | undefined> {
  const held = await sql.query<Omit<HeldMeeting, 'room'>>(
    `SELECT m.id, m."organisationId" FROM "Meeting" m
     WHERE m.slug = $1 AND ($2::uuid IS NULL OR m."organisationId" = $2) FOR NO KEY UPDATE`,
    [slug, organisationId ?? null],
  )
  const [meeting] = held.rows
  if (!meeting) return undefined
  // NOTE a statement of its own: one that waits for a lock goes on with what it had read of other tables before.
  const open = await sql.query<{ room: string }>(
    'SELECT "sfuRoom" AS room FROM "Occurrence" WHERE "meetingId" = $1 AND "endedAt" IS NULL',
    [meeting.id],
  )
  return { ...meeting, room: open.rows[0]?.room ?? null }
}

/** With everything that belongs to it; what the audit holds stays. */
export async function deleteMeeting(sql: Sql, id: MeetingId): Promise<void> {
  await sql.query('DELETE FROM "Meeting" WHERE id = $1', [id])
}
