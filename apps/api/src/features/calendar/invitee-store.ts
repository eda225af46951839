import type { Invitee } from '@parvis/contract/calendar'
import type { InviteeId, ScheduleId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import type { Sending } from './policy.ts'

export async function findInvitees(sql: Sql, scheduleId: ScheduleId): Promise<readonly Invitee[]> {
  const { rows } = await sql.query<Invitee>(
    'SELECT id, email, name FROM "Invitee" WHERE "scheduleId" = $1 ORDER BY email',
    [scheduleId],
  )
  return rows
}

export interface NewInvitee {
  readonly email: string
  readonly name?: string | undefined
}

/** Adds those who are not invited yet, and returns them. */
export async function insertInvitees(
  sql: Sql,
  scheduleId: ScheduleId,
  invitees: readonly NewInvitee[],
): Promise<readonly Invitee[]> {
  const { rows } = await sql.query<Invitee>(
    `INSERT INTO "Invitee" (id, "scheduleId", email, name)
     SELECT gen_random_uuid(), $1, * FROM unnest($2::text[], $3::text[])
     ON CONFLICT DO NOTHING RETURNING id, email, name`,
    [scheduleId, invitees.map(({ email }) => email), invitees.map(({ name }) => name ?? null)],
  )
  return rows
}

/** Returns who it was, or undefined when nobody of this id is invited. */
export async function deleteInvitee(
  sql: Sql,
  scheduleId: ScheduleId,
  id: InviteeId,
): Promise<Invitee | undefined> {
  const { rows } = await sql.query<Invitee>(
    'DELETE FROM "Invitee" WHERE "scheduleId" = $1 AND id = $2 RETURNING id, email, name',
    [scheduleId, id],
  )
  return rows[0]
}

/** What the quota counts apart: invitations that somebody had sent, and changes of what they had invited to. */
export type MailKind = 'invitation' | 'change'

/** What somebody had sent in the last day, oldest first. Whoever asks at the same moment waits: nobody spends twice. */
export async function findSendings(sql: Sql, userId: string, kind: MailKind): Promise<readonly Sending[]> {
  await sql.query('SELECT FROM "User" WHERE id = $1 FOR NO KEY UPDATE', [userId])
  const { rows } = await sql.query<Sending>(
    `SELECT recipients, at FROM "InvitationMail"
     WHERE "userId" = $1 AND kind = $2 AND at > now() - interval '1 day' ORDER BY at`,
    [userId, kind],
  )
  return rows
}

export async function recordSending(
  sql: Sql,
  userId: string,
  { kind, recipients }: { readonly kind: MailKind; readonly recipients: number },
): Promise<void> {
  await sql.query('INSERT INTO "InvitationMail" ("userId", kind, recipients) VALUES ($1, $2, $3)', [
    userId,
    kind,
    recipients,
  ])
}
