import type { MeetingId, MeetingSlug, ParticipantId } from '@parvis/contract/ids'
import type { MeetingAccess } from '@parvis/contract/meetings'
import type { Db, Sql } from '../../platform/database.ts'

/** A meeting as the server handles it; its address in full is put in by whoever knows the public address. */
export interface MeetingRecord {
  readonly slug: MeetingSlug
  readonly name: string | null
  readonly access: MeetingAccess
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

const meetingFields = { slug: true, name: true, access: true, createdAt: true, lastUsedAt: true } as const
const listed = 50

interface NewMeeting {
  readonly slug: MeetingSlug
  readonly name: string | undefined
  readonly access: MeetingAccess
  readonly owner: { readonly id: string; readonly organisationId: string }
}

/** Returns undefined when the address is taken already. */
export async function insertMeeting(
  db: Db,
  { slug, name, access, owner }: NewMeeting,
): Promise<MeetingRecord | undefined> {
  const [row] = await db.meeting.createManyAndReturn({
    data: [{ slug, name: name ?? null, access, organisationId: owner.organisationId, createdById: owner.id }],
    select: { ...meetingFields, id: true },
    skipDuplicates: true,
  })
  if (!row) return undefined
  await db.meetingRole.create({ data: { meetingId: row.id, userId: owner.id, role: 'owner' } })
  return toMeeting(row)
}

/** The meetings in which this person has a role, most recently used (or made) first. */
export async function findMeetingsOf(sql: Sql, userId: string): Promise<readonly MeetingRecord[]> {
  const { rows } = await sql.query<Omit<MeetingRecord, 'slug'> & { slug: string }>(
    `SELECT m.slug, m.name, m.access, m."createdAt", m."lastUsedAt"
     FROM "MeetingRole" r JOIN "Meeting" m ON m.id = r."meetingId"
     WHERE r."userId" = $1 ORDER BY coalesce(m."lastUsedAt", m."createdAt") DESC LIMIT $2`,
    [userId, listed],
  )
  return rows.map(toMeeting)
}

/** A meeting as somebody at its door may see it. */
export interface DoorRecord {
  readonly id: MeetingId
  readonly name: string | null
  readonly access: MeetingAccess
  readonly present: readonly string[]
  readonly presentCount: number
  readonly ownPlace: ParticipantId | null
}

/** How many names are shown at the door; the count tells the rest. */
const namesShown = 6

/** `deviceHash`: the browser that asks, to find its own place. One statement. */
export async function findDoor(
  sql: Sql,
  slug: MeetingSlug,
  deviceHash: Buffer | undefined,
): Promise<DoorRecord | undefined> {
  const { rows } = await sql.query<DoorRecord>({
    name: 'find-door',
    text: `SELECT m.id, m.name, m.access,
        (SELECT coalesce(array_agg(p.name), '{}') FROM (
          SELECT a.name FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL
          ORDER BY a."joinedAt" LIMIT ${namesShown}) p) AS present,
        (SELECT count(*)::int FROM "Attendance" a
          WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL) AS "presentCount",
        (SELECT a.id FROM "Attendance" a
          WHERE a."occurrenceId" = o.id AND a."joinedAt" IS NOT NULL AND a."leftAt" IS NULL AND a."deviceHash" = $2
          ORDER BY a."joinedAt" DESC LIMIT 1) AS "ownPlace"
      FROM "Meeting" m LEFT JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
      WHERE m.slug = $1`,
    values: [slug, deviceHash ?? null],
  })
  return rows[0]
}

function toMeeting(row: Omit<MeetingRecord, 'slug'> & { slug: string }): MeetingRecord {
  return { ...row, slug: row.slug as MeetingSlug } // only `createSlug` makes them
}
