import type { DelegationId, MeetingId, OccurrenceId, UserId } from '@parvis/contract/ids'
import type { Delegations } from '@parvis/contract/delegations'
import type { MeetingRole } from '@parvis/contract/meetings'
import type { Sql } from '../../platform/database.ts'
import { joinRole } from '../authority/index.ts'

/** SQL: a delegation that counts now, from somebody who still works with the delegate. */
const current = `"Delegation" d JOIN "User" p ON p.id = d."principalId" AND p."disabledAt" IS NULL
  JOIN "User" s ON s.id = d."delegateId" AND s."organisationId" = p."organisationId"`
const lasts = `(d.until IS NULL OR d.until > now())`

export async function findDelegations(sql: Sql, userId: string): Promise<Delegations> {
  const given = await sql.query<{ id: DelegationId; email: string; until: Date | null }>(
    `SELECT d.id, d.email, d.until FROM "Delegation" d WHERE d."principalId" = $1 AND ${lasts} ORDER BY d."createdAt"`,
    [userId],
  )
  const received = await sql.query<{ id: DelegationId; principal: Principal; until: Date | null }>(
    `SELECT d.id, jsonb_build_object('id', p.id, 'name', p.name) AS principal, d.until
     FROM ${current} WHERE d."delegateId" = $1 AND ${lasts} ORDER BY p.name`,
    [userId],
  )
  const dated = <Row extends { readonly until: Date | null }>(row: Row) => ({
    ...row,
    until: row.until?.toISOString() ?? null,
  })
  return { given: given.rows.map(dated), received: received.rows.map(dated) }
}

interface Principal {
  readonly id: UserId
  readonly name: string
}

/** Everybody for whom this account may act now. */
export async function findPrincipals(sql: Sql, userId: string): Promise<Principal[]> {
  const { rows } = await sql.query<Principal>(
    `SELECT DISTINCT p.id, p.name FROM ${current} WHERE d."delegateId" = $1 AND ${lasts} ORDER BY p.name`,
    [userId],
  )
  return rows
}

/** Somebody for whom this account may act now. */
export async function findPrincipal(
  sql: Sql,
  userId: string,
  principalId: string,
): Promise<Principal | undefined> {
  const { rows } = await sql.query<Principal>(
    `SELECT p.id, p.name FROM ${current} WHERE d."delegateId" = $1 AND p.id = $2 AND ${lasts} LIMIT 1`,
    [userId, principalId],
  )
  return rows[0]
}

/** How many the principal gave, ended ones included. */
export async function countGiven(sql: Sql, principalId: string): Promise<number> {
  const { rows } = await sql.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM "Delegation" WHERE "principalId" = $1',
    [principalId],
  )
  return rows[0]?.count ?? 0
}

/** Keeps the wish, or gives it another end, and seals it to the account that has the address, if there is one. */
export async function keepDelegation(
  sql: Sql,
  wish: { readonly principalId: string; readonly email: string; readonly until: string | undefined },
): Promise<DelegationId> {
  const { rows } = await sql.query<{ id: DelegationId }>(
    `INSERT INTO "Delegation" (id, "principalId", email, until) VALUES (gen_random_uuid(), $1, $2, $3)
     ON CONFLICT ("principalId", email) DO UPDATE SET until = $3 RETURNING id`,
    [wish.principalId, wish.email, wish.until ?? null],
  )
  const [row] = rows
  if (!row) throw new Error('the delegation was not kept')
  await sql.query(
    `UPDATE "Delegation" d SET "delegateId" = (
       SELECT u.id FROM "User" u JOIN "User" p ON p.id = d."principalId" AND p."organisationId" = u."organisationId" AND p.id <> u.id
       WHERE u.email = d.email AND u."addressProvenAt" IS NOT NULL AND u."disabledAt" IS NULL ORDER BY u."createdAt" LIMIT 1)
     WHERE d.id = $1 AND d."delegateId" IS NULL`,
    [row.id],
  )
  return row.id
}

/** Seals the delegations that wait for the address that this account has just proven. */
export async function sealDelegations(
  sql: Sql,
  user: { readonly id: string; readonly email: string },
): Promise<void> {
  await sql.query(
    `UPDATE "Delegation" d SET "delegateId" = u.id FROM "User" u, "User" p
     WHERE u.id = $1 AND p.id = d."principalId" AND p."organisationId" = u."organisationId" AND p.id <> u.id
       AND d.email = $2 AND d."delegateId" IS NULL`,
    [user.id, user.email],
  )
}

/** A delegation that has just ended. */
export interface Ended {
  readonly principalId: string
  readonly delegateId: string | null
}

/** Ends it for one of the two whom it concerns. */
export async function deleteDelegation(
  sql: Sql,
  id: DelegationId,
  userId: string,
): Promise<Ended | undefined> {
  const { rows } = await sql.query<Ended>(
    'DELETE FROM "Delegation" WHERE id = $1 AND $2 IN ("principalId", "delegateId") RETURNING "principalId", "delegateId"',
    [id, userId],
  )
  return rows[0]
}

/** A sitting in which the delegate has a place by a role that was lent to them. */
export interface LentSitting {
  readonly meetingId: MeetingId
  readonly occurrence: { readonly id: OccurrenceId; readonly sfuRoom: string }
  readonly lent: MeetingRole
  /** What they are there without it. */
  readonly left: MeetingRole | null
}

/** Holds the meetings of the principal in which the delegate sits, and tells what the delegate is there from now on. */
export async function holdLentSittings(
  sql: Sql,
  { principalId, delegateId }: { readonly principalId: string; readonly delegateId: string },
): Promise<readonly LentSitting[]> {
  const sittings = `"Meeting" m JOIN "Occurrence" o ON o."meetingId" = m.id AND o."endedAt" IS NULL
    JOIN "MeetingRole" had ON had."meetingId" = m.id AND had."userId" = $1`
  const there = `EXISTS (SELECT 1 FROM "Attendance" a WHERE a."occurrenceId" = o.id AND a."userId" = $2)`
  const values = [principalId, delegateId]
  await sql.query(`SELECT 1 FROM ${sittings} WHERE ${there} ORDER BY m.id FOR NO KEY UPDATE OF m`, values)
  const { rows } = await sql.query<LentSitting>(
    `SELECT m.id AS "meetingId", jsonb_build_object('id', o.id, 'sfuRoom', o."sfuRoom") AS occurrence, had.role AS lent, r.role AS left
     FROM ${sittings} ${joinRole('m.id', '$2')} WHERE ${there}`,
    values,
  )
  return rows
}
