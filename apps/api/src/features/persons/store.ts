import type { MeetingId, UserId } from '@parvis/contract/ids'
import type { Sql } from '../../platform/database.ts'
import { findAddressTables, findRelations } from './relations.ts'

/** Somebody whose data are asked for or erased. */
export interface Person {
  readonly id: UserId
  readonly organisationId: string
  readonly email: string
  /** Whether the address is known to be theirs: only then what was kept under it is theirs as well. */
  readonly addressProven: boolean
  readonly platformAdministrator: boolean
}

/** The account, whose row is locked until the transaction ends. Undefined when it is of another organisation. */
export async function holdPerson(
  sql: Sql,
  id: UserId,
  organisationId: string | undefined,
): Promise<Person | undefined> {
  const { rows } = await sql.query<Person>(
    `SELECT id, "organisationId", email, "addressProvenAt" IS NOT NULL AS "addressProven", "platformAdministrator"
     FROM "User" WHERE id = $1 AND ($2::uuid IS NULL OR "organisationId" = $2) FOR UPDATE`,
    [id, organisationId ?? null],
  )
  return rows[0]
}

/** Whether another enabled account administers the installation; they stay locked until the transaction ends. */
export async function hasOtherAdministrators(sql: Sql, id: UserId): Promise<boolean> {
  const { rows } = await sql.query(
    `SELECT 1 FROM "User" WHERE "platformAdministrator" AND "disabledAt" IS NULL AND id <> $1 ORDER BY id FOR UPDATE`,
    [id],
  )
  return rows.length > 0
}

/** SQL: kept under the address, and not taken by an account yet. Another's account may have the same address (C11). */
const underAddress = `lower(t.email) = lower($1) AND to_jsonb(t) ->> 'userId' IS NULL AND to_jsonb(t) ->> 'delegateId' IS NULL`

type Row = Readonly<Record<string, unknown>>

// Not theirs to know: who has them could act as they do.
const secretColumn = /hash|secret|sealed|token|nonce/i

/** All rows about a person, by table. */
export async function collect(sql: Sql, person: Person): Promise<Readonly<Record<string, readonly Row[]>>> {
  const found: Record<string, readonly Row[]> = {}
  const add = async (table: string, condition: string, values: readonly unknown[]): Promise<void> => {
    const { rows } = await sql.query<{ row: Row }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE ${condition}`,
      [...values],
    )
    const name = table.replaceAll('"', '')
    if (rows.length > 0) found[name] = [...(found[name] ?? []), ...rows.map(({ row }) => withoutSecrets(row))]
  }
  await add('"User"', 'id = $1', [person.id])
  for (const { table, column } of await findRelations(sql)) await add(table, `t.${column} = $1`, [person.id])
  if (person.addressProven)
    for (const table of await findAddressTables(sql)) await add(table, underAddress, [person.email])
  await add('"AuditEntry"', 'actor = $1 OR target = $1 OR "actingFor" = $1', [`user:${person.id}`])
  return found
}

function withoutSecrets(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !secretColumn.test(column)))
}

/** Makes a co-host owner of each meeting that would have none; returns the meetings that have no co-host either. */
export async function handOverMeetings(sql: Sql, id: UserId): Promise<readonly MeetingId[]> {
  const orphans = `SELECT r."meetingId" FROM "MeetingRole" r WHERE r."userId" = $1 AND r.role = 'owner'
    AND NOT EXISTS (SELECT 1 FROM "MeetingRole" o WHERE o."meetingId" = r."meetingId" AND o.role = 'owner' AND o."userId" <> $1)`
  await sql.query(
    `UPDATE "MeetingRole" SET role = 'owner' WHERE ("meetingId", "userId") IN (
       SELECT DISTINCT ON (c."meetingId") c."meetingId", c."userId" FROM "MeetingRole" c
       JOIN "User" u ON u.id = c."userId" AND u."disabledAt" IS NULL
       WHERE c.role = 'cohost' AND c."userId" <> $1 AND c."meetingId" IN (${orphans})
       ORDER BY c."meetingId", c."grantedAt")`,
    [id],
  )
  const { rows } = await sql.query<{ meetingId: MeetingId }>(orphans, [id])
  return rows.map(({ meetingId }) => meetingId)
}

/** The SFU's rooms of sittings of these meetings that are going on. */
export async function findOpenRooms(sql: Sql, meetings: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql.query<{ room: string }>(
    'SELECT "sfuRoom" AS room FROM "Occurrence" WHERE "meetingId" = ANY($1::uuid[]) AND "endedAt" IS NULL',
    [meetings],
  )
  return rows.map(({ room }) => room)
}

export async function deleteMeetings(sql: Sql, meetings: readonly string[]): Promise<void> {
  await sql.query('DELETE FROM "Meeting" WHERE id = ANY($1::uuid[])', [meetings])
}

/**
 * Leaves of a person an account without name that nobody can sign in to. What belongs to the account goes; what counts
 * without a name (who was there, from when to when) stays without one.
 */
export async function erase(sql: Sql, { id, email, addressProven }: Person): Promise<void> {
  // What hosts' screens were told of them is kept half an hour otherwise.
  await sql.query(
    `DELETE FROM "LiveEvent" WHERE "meetingId" IN (
       SELECT o."meetingId" FROM "Attendance" a JOIN "Occurrence" o ON o.id = a."occurrenceId" WHERE a."userId" = $1)`,
    [id],
  )
  // Whoever is in a call with a place that is no longer admitted is put out by the reconciler.
  await sql.query(
    `UPDATE "Attendance" SET name = '', "deviceHash" = '', "sourceHash" = NULL,
       state = CASE WHEN "leftAt" IS NULL THEN 'removed' ELSE state END, "leftAt" = coalesce("leftAt", now())
     WHERE "userId" = $1`,
    [id],
  )
  // The browser that was kept out stays out, under no name.
  await sql.query(
    `UPDATE "Ban" SET "userId" = NULL, name = '' WHERE "userId" = $1 AND "deviceHash" IS NOT NULL`,
    [id],
  )
  for (const { table, column, onDelete } of await findRelations(sql))
    if (onDelete === 'cascade') await sql.query(`DELETE FROM ${table} t WHERE t.${column} = $1`, [id])
  if (addressProven)
    for (const table of await findAddressTables(sql))
      await sql.query(`DELETE FROM ${table} t WHERE ${underAddress}`, [email])
  await sql.query(
    `UPDATE "User" SET name = '', "userName" = NULL, "externalId" = NULL, email = 'erased-' || id || '@invalid', local = true, role = 'member',
       "platformAdministrator" = false, "passwordHash" = NULL, "addressProvenAt" = NULL,
       "disabledAt" = coalesce("disabledAt", now())
     WHERE id = $1`,
    [id],
  )
}
