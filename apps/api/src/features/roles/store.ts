import type { MeetingId, RoleId } from '@parvis/contract/ids'
import { meetingRole } from '@parvis/contract/meetings'
import type { MeetingRole } from '@parvis/contract/meetings'
import type { GrantedRole, RoleEntry } from '@parvis/contract/roles'
import * as z from 'zod/mini'
import type { Sql } from '../../platform/database.ts'

/** SQL: every entry of a meeting's list. A name is told of those who were never added by address, or have been there since. */
const entries = `SELECT r.id, r.role, r."grantedAt", r.email, r."userId",
    CASE WHEN r.email IS NULL OR EXISTS (SELECT 1 FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId"
      WHERE a."userId" = r."userId" AND o."meetingId" = r."meetingId" AND a."joinedAt" IS NOT NULL) THEN u.name END AS name
  FROM "MeetingRole" r JOIN "User" u ON u.id = r."userId" WHERE r."meetingId" = $1
  UNION ALL
  SELECT b.id, b.role, b."grantedAt", b.email, NULL, NULL FROM "RoleByAddress" b WHERE b."meetingId" = $1`

/** A part of the list, from behind the entry that these values name. */
export interface RolePage {
  readonly meetingId: MeetingId
  readonly userId: string | undefined
  /** A pattern for LIKE on folded text. */
  readonly pattern: string | undefined
  readonly after: RolePlace | undefined
  readonly limit: number
}

/** The values that order the list: role, time, id. */
export const rolePlace = z.tuple([meetingRole, z.iso.datetime(), z.uuid()])
export type RolePlace = z.output<typeof rolePlace>

export async function findRoles(
  sql: Sql,
  { meetingId, userId, pattern, after, limit }: RolePage,
): Promise<readonly (RoleEntry & { readonly place: RolePlace })[]> {
  const { rows } = await sql.query<RoleEntry & { readonly grantedAt: Date }>(
    `SELECT id, role, name, email, coalesce("userId" = $2, false) AS own, "grantedAt"
     FROM (${entries}) entry
     WHERE ($3::text IS NULL OR fold_text(coalesce(name, '') || ' ' || coalesce(email, '')) LIKE fold_text($3))
       AND ($4::text IS NULL OR (role, "grantedAt", id) > ($4::"MeetingRoleName", $5::timestamptz, $6::uuid))
     ORDER BY role, "grantedAt", id LIMIT $7`,
    [meetingId, userId ?? null, pattern ?? null, ...(after ?? [null, null, null]), limit],
  )
  return rows.map((row) => ({ ...row, place: [row.role, row.grantedAt.toISOString(), row.id] }))
}

/** An entry of the list as an act on it has to know it. */
export interface KnownEntry {
  readonly id: RoleId
  readonly role: MeetingRole
  /** Null while no account has proven the address. */
  readonly userId: string | null
  readonly known: boolean
}

/** The entry with this id, or that of this account, in the meeting. */
export async function findEntry(
  sql: Sql,
  meetingId: MeetingId,
  by: { readonly id: RoleId } | { readonly userId: string } | { readonly email: string },
): Promise<KnownEntry | undefined> {
  const { rows } = await sql.query<KnownEntry>(
    `SELECT id, role, "userId", name IS NOT NULL AS known FROM (${entries}) entry
     WHERE id = $2 OR "userId" = $3 OR email = $4 LIMIT 1`,
    [
      meetingId,
      'id' in by ? by.id : null,
      'userId' in by ? by.userId : null,
      'email' in by ? by.email : null,
    ],
  )
  return rows[0]
}

export async function countEntries(sql: Sql, meetingId: MeetingId): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (${entries}) entry`,
    [meetingId],
  )
  return rows[0]?.count ?? 0
}

/** Those who keep the meeting besides this one. A disabled account keeps nothing. */
export async function countOtherOwners(sql: Sql, meetingId: MeetingId, id: RoleId): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM "MeetingRole" r JOIN "User" u ON u.id = r."userId"
     WHERE r."meetingId" = $1 AND r.role = 'owner' AND r.id <> $2 AND u."disabledAt" IS NULL`,
    [meetingId, id],
  )
  return rows[0]?.count ?? 0
}

export async function insertByAddress(
  sql: Sql,
  {
    meetingId,
    email,
    role,
  }: { readonly meetingId: MeetingId; readonly email: string; readonly role: GrantedRole },
): Promise<RoleId> {
  const { rows } = await sql.query<{ id: RoleId }>(
    `INSERT INTO "RoleByAddress" (id, "meetingId", email, role) VALUES (gen_random_uuid(), $1, $2, $3) RETURNING id`,
    [meetingId, email, role],
  )
  const [row] = rows
  if (!row) throw new Error('the role was not kept')
  return row.id
}

/** The account that has proven this address; of several, the one of the organisation, then the oldest. */
export async function findProven(
  sql: Sql,
  { email, organisationId }: { readonly email: string; readonly organisationId: string },
): Promise<string | undefined> {
  const { rows } = await sql.query<{ id: string }>(
    `SELECT id FROM "User" WHERE email = $1 AND "addressProvenAt" IS NOT NULL AND "disabledAt" IS NULL
     ORDER BY "organisationId" <> $2, "createdAt" LIMIT 1`,
    [email, organisationId],
  )
  return rows[0]?.id
}

export async function setRole(sql: Sql, id: RoleId, role: MeetingRole): Promise<void> {
  await sql.query('UPDATE "MeetingRole" SET role = $2 WHERE id = $1', [id, role])
  await sql.query('UPDATE "RoleByAddress" SET role = $2 WHERE id = $1', [id, role])
}

export async function deleteRole(sql: Sql, id: RoleId): Promise<void> {
  await sql.query('DELETE FROM "MeetingRole" WHERE id = $1', [id])
  await sql.query('DELETE FROM "RoleByAddress" WHERE id = $1', [id])
}
