import type { MailLanguage } from '@parvis/contract/calendar'
import type { Plan } from '@parvis/contract/plan'
import type { MeetingId, MeetingSlug, ScheduleId } from '@parvis/contract/ids'
import type { MeetingRole } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import type { Mailbox } from './event.ts'
import type { PlannedTime } from './times.ts'

/** A schedule as the database has it. */
export interface ScheduleRecord extends Plan {
  readonly id: ScheduleId
  readonly sequence: number
  readonly language: MailLanguage
  readonly changedAt: Date
  readonly cancelled: boolean
  /** Whom calendars name as organiser; null when their account was erased. */
  readonly organiser: Mailbox | null
}

const fields = `s.id, s.sequence, s.language, s."changedAt", s."cancelledAt" IS NOT NULL AS cancelled,
  s.title, s.description, s.start, s."timeZone", s."durationMinutes", s.recurrence, s.exceptions,
  CASE WHEN u.name IS NULL OR u.name = '' THEN NULL ELSE jsonb_build_object('email', u.email, 'name', u.name) END AS organiser`

export async function findSchedule(
  sql: Sql,
  meetingId: MeetingId,
  id: ScheduleId,
): Promise<ScheduleRecord | undefined> {
  const { rows } = await sql.query<ScheduleRecord>(
    `SELECT ${fields} FROM "Schedule" s LEFT JOIN "User" u ON u.id = s."organiserId"
     WHERE s.id = $2 AND s."meetingId" = $1`,
    [meetingId, id],
  )
  return rows[0]
}

/** Schedules of the meeting that still bring somebody together, the soonest end first. */
export async function findOpenSchedules(sql: Sql, meetingId: MeetingId): Promise<readonly ScheduleRecord[]> {
  const { rows } = await sql.query<ScheduleRecord>(
    `SELECT ${fields} FROM "Schedule" s LEFT JOIN "User" u ON u.id = s."organiserId"
     WHERE s."meetingId" = $1 AND s."cancelledAt" IS NULL
       AND EXISTS (SELECT FROM "ScheduledTime" t WHERE t."scheduleId" = s.id AND t."endsAt" > now())
     ORDER BY s."createdAt"`,
    [meetingId],
  )
  return rows
}

interface NewSchedule {
  readonly meetingId: MeetingId
  readonly organiserId: string
  readonly language: MailLanguage
  readonly plan: Plan
}

export async function insertSchedule(
  sql: Sql,
  { meetingId, organiserId, language, plan }: NewSchedule,
): Promise<ScheduleId> {
  const { rows } = await sql.query<{ id: ScheduleId }>(
    `INSERT INTO "Schedule" (id, title, description, start, "timeZone", "durationMinutes", recurrence, exceptions,
       "meetingId", "organiserId", language)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id`,
    [...planValues(plan), meetingId, organiserId, language],
  )
  const [made] = rows
  if (!made) throw new Error('nothing was inserted')
  return made.id
}

/** Puts another plan in the place of the one that was, as the next number that calendars know. */
export async function updateSchedule(sql: Sql, id: ScheduleId, plan: Plan): Promise<void> {
  await sql.query(
    `UPDATE "Schedule" SET title = $1, description = $2, start = $3, "timeZone" = $4, "durationMinutes" = $5,
       recurrence = $6, exceptions = $7, sequence = sequence + 1, "changedAt" = now() WHERE id = $8`,
    [...planValues(plan), id],
  )
}

/** Counts a change that is none of the plan: calendars take over only what has a higher number. */
export async function countChange(sql: Sql, id: ScheduleId): Promise<void> {
  await sql.query('UPDATE "Schedule" SET sequence = sequence + 1, "changedAt" = now() WHERE id = $1', [id])
}

/** It takes place no more: no list shows it. */
export async function markCancelled(sql: Sql, id: ScheduleId): Promise<void> {
  await sql.query('DELETE FROM "ScheduledTime" WHERE "scheduleId" = $1', [id])
  await sql.query(
    `UPDATE "Schedule" SET "cancelledAt" = now(), sequence = sequence + 1, "changedAt" = now() WHERE id = $1`,
    [id],
  )
}

function planValues(plan: Plan): readonly unknown[] {
  const { title, description, start, timeZone, durationMinutes, recurrence, exceptions } = plan
  const rule = recurrence && JSON.stringify(recurrence)
  return [title, description, start, timeZone, durationMinutes, rule, exceptions]
}

/** Keeps these as the times of the schedule, in the place of those before. */
export async function replaceTimes(sql: Sql, id: ScheduleId, times: readonly PlannedTime[]): Promise<void> {
  await sql.query('DELETE FROM "ScheduledTime" WHERE "scheduleId" = $1', [id])
  await sql.query(
    `INSERT INTO "ScheduledTime" ("scheduleId", "startsAt", "endsAt")
     SELECT $1, * FROM unnest($2::timestamptz[], $3::timestamptz[])`,
    [id, times.map(({ startsAt }) => startsAt), times.map(({ endsAt }) => endsAt)],
  )
}

/** One time of a meeting in which somebody has a role. */
export interface UpcomingRecord {
  readonly scheduleId: ScheduleId
  readonly slug: MeetingSlug
  readonly title: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly timeZone: string
  readonly repeats: boolean
  readonly role: MeetingRole
}

/** Where a page of the list goes on. */
export interface UpcomingCursor {
  readonly startsAt: string
  readonly scheduleId: string
}

/** What goes on now and what comes of somebody's meetings, in order. */
export async function findUpcoming(
  sql: Sql,
  userId: string,
  { after, limit }: { readonly after: UpcomingCursor | undefined; readonly limit: number },
): Promise<readonly UpcomingRecord[]> {
  const { rows } = await sql.query<UpcomingRecord>(
    `SELECT t."scheduleId", m.slug, s.title, t."startsAt", t."endsAt", s."timeZone",
       s.recurrence IS NOT NULL AS repeats, r.role
     FROM "MeetingRole" r JOIN "Meeting" m ON m.id = r."meetingId"
     JOIN "Schedule" s ON s."meetingId" = m.id JOIN "ScheduledTime" t ON t."scheduleId" = s.id
     WHERE r."userId" = $1 AND t."endsAt" > now()
       AND ($2::timestamptz IS NULL OR (t."startsAt", t."scheduleId") > ($2, $3::uuid))
     ORDER BY t."startsAt", t."scheduleId" LIMIT $4`,
    [userId, after?.startsAt ?? null, after?.scheduleId ?? null, limit],
  )
  return rows
}
